Page({
  behaviors: [require("../../behaviors/telling")],

  badge() {
    return this.tell(wx.setTabBarBadge({ index: 0, text: "3" }));
  },

  dot() {
    return this.tell(wx.showTabBarRedDot({ index: 0 }));
  },

  hide() {
    return this.tell(wx.hideTabBar());
  },

  about() {
    wx.switchTab({ url: "/pages/about/index" });
  },
});
