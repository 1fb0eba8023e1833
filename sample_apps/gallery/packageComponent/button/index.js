Page({
  behaviors: [require("../../behaviors/telling")],
  data: { taps: 0 },

  tap() {
    this.setData({ taps: this.data.taps + 1 });
  },

  told(event) {
    this.say(event.detail);
  },

  onShareAppMessage() {
    return { title: "画廊：按钮", path: "packageComponent/button/index" };
  },
});
