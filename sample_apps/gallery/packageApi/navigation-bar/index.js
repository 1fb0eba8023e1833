Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    this.moved = () => this.say("胶囊变了");
    wx.onMenuButtonBoundingClientRectWeightChange(this.moved);
  },

  onUnload() {
    wx.offMenuButtonBoundingClientRectWeightChange(this.moved);
  },

  title() {
    return this.tell(wx.setNavigationBarTitle({ title: "明前龙井" }));
  },

  colour() {
    const animation = { duration: 300, timingFunc: "easeIn" };
    return this.tell(wx.setNavigationBarColor({ frontColor: "#ffffff", backgroundColor: "#17806a", animation }));
  },

  show() {
    return this.tell(wx.showNavigationBarLoading());
  },

  hide() {
    return this.tell(wx.hideNavigationBarLoading());
  },

  capsule() {
    this.say(wx.getMenuButtonBoundingClientRect());
  },

  top() {
    return this.tell(wx.setTopBarText({ text: "画廊" }));
  },
});
