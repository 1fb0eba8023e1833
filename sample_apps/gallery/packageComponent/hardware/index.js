Page({
  behaviors: [require("../../behaviors/telling")],
  data: { reports: {} },

  onReady() {
    this.player = wx.createLivePlayerContext("player");
    this.pusher = wx.createLivePusherContext();
  },

  told(event) {
    const { tag } = event.currentTarget.dataset;
    this.setData({ reports: { ...this.data.reports, [tag]: event.type } });
    this.say({ tag, type: event.type, ...event.detail });
  },
});
