Page({
  behaviors: [require("../../behaviors/telling")],
  data: { reports: {} },

  told(event) {
    const { tag } = event.currentTarget.dataset;
    this.setData({ reports: { ...this.data.reports, [tag]: event.type } });
    this.say({ tag, type: event.type, ...event.detail });
  },
});
