// What runs this, and what a tab's page may do with the tab bar.

const about = wx.getAppBaseInfo();

Page({
  behaviors: [require("../../behaviors/telling")],
  data: {
    rows: [
      { name: "宿主", value: "Fanlight" },
      { name: "语言", value: about.language },
      { name: "主题", value: about.theme ?? "light" },
      { name: "基础库", value: about.SDKVersion },
    ],
  },

  badge() {
    return this.tell(wx.setTabBarBadge({ index: 1, text: "9" }));
  },

  noBadge() {
    return this.tell(wx.removeTabBarBadge({ index: 1 }));
  },

  dot() {
    return this.tell(wx.showTabBarRedDot({ index: 2 }));
  },

  rename() {
    return this.tell(wx.setTabBarItem({ index: 3, text: "改了" }));
  },

  async hide() {
    await this.tell(wx.hideTabBar({ animation: true }));
    setTimeout(() => wx.showTabBar({ animation: true }), 1200);
  },
});
