Page({
  data: { value: "", state: "", bound: "初值", focus: false },

  typed(event) {
    this.setData({ value: event.detail.value });
  },

  confirmed(event) {
    this.setData({ state: `确认：${event.detail.value}` });
    wx.hideKeyboard({ fail: () => {} });
  },

  focused() {
    this.setData({ state: "聚焦" });
  },

  blurred() {
    this.setData({ state: "失焦" });
  },

  upper(event) {
    return event.detail.value.toUpperCase();
  },

  focusIt() {
    this.setData({ focus: true });
  },
});
