Page({
  behaviors: [require("../../behaviors/telling")],

  launch() {
    this.say(wx.getLaunchOptionsSync());
  },

  enter() {
    this.say(wx.getEnterOptionsSync());
  },

  account() {
    this.say(wx.getAccountInfoSync());
  },

  ext() {
    this.say(wx.getExtConfigSync());
  },

  update() {
    wx.getUpdateManager().onCheckForUpdate(({ hasUpdate }) => {
      this.say(hasUpdate ? "有新版" : "已是最新");
    });
  },

  debug() {
    return this.tell(wx.setEnableDebug({ enableDebug: false }));
  },
});
