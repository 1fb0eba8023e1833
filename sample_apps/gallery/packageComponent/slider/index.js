Page({
  data: { value: 40, moving: false },

  changed(event) {
    this.setData({ value: event.detail.value, moving: false });
  },

  changing(event) {
    this.setData({ value: event.detail.value, moving: true });
  },
});
