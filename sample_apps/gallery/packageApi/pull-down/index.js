Page({
  behaviors: [require("../../behaviors/telling")],
  data: { rows: [1, 2, 3, 4] },

  onPullDownRefresh() {
    this.say("正在刷新");
    setTimeout(async () => {
      await wx.stopPullDownRefresh();
      this.say("刷新好了");
    }, 300);
  },

  onReachBottom() {
    this.setData({ bottom: true });
  },

  start() {
    wx.startPullDownRefresh();
  },

  down() {
    return wx.pageScrollTo({ selector: "#end", duration: 200 });
  },

  up() {
    return wx.pageScrollTo({ scrollTop: 0, duration: 200 });
  },
});
