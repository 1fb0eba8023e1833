Page({
  data: {
    theme: wx.getAppBaseInfo().theme || "light",
    changes: 0,
    tokens: ["accent", "tint", "ink", "faint", "soft", "line", "amber", "coral", "blue"],
  },

  onLoad() {
    this.changed = ({ theme }) => this.setData({ theme, changes: this.data.changes + 1 });
    wx.onThemeChange(this.changed);
  },

  onUnload() {
    wx.offThemeChange(this.changed);
  },
});
