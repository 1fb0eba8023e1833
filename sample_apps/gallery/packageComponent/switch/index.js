Page({
  data: { on: true },

  changed(event) {
    this.setData({ on: event.detail.value });
  },
});
