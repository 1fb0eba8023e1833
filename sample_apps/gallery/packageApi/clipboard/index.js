Page({
  behaviors: [require("../../behaviors/telling")],

  set() {
    return this.tell(wx.setClipboardData({ data: "来自画廊" }));
  },

  get() {
    return this.tell(wx.getClipboardData());
  },
});
