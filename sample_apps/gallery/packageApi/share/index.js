Page({
  behaviors: [require("../../behaviors/telling")],

  onShareAppMessage({ from }) {
    this.say(`onShareAppMessage：${from}`);
    return { title: "来看画廊", path: "packageApi/share/index" };
  },

  show() {
    return this.tell(wx.showShareMenu({ withShareTicket: false }));
  },

  hide() {
    return this.tell(wx.hideShareMenu());
  },

  info() {
    return this.tell(wx.getShareInfo({ shareTicket: "none" }));
  },

  image() {
    return this.tell(wx.showShareImageMenu({ path: "/images/scene.png" }));
  },

  official() {
    return this.tell(wx.shareToOfficialAccount({ title: "画廊" }));
  },
});
