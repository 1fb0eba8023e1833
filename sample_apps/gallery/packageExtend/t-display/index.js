Page({
  data: { tab: 0 },

  changed(event) {
    this.setData({ tab: event.detail.value });
  },
});
