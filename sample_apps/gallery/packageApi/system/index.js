Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    this.window();
  },

  window() {
    this.say(wx.getWindowInfo());
  },

  device() {
    this.say(wx.getDeviceInfo());
  },

  app() {
    this.say(wx.getAppBaseInfo());
  },

  sync() {
    this.say(wx.getSystemInfoSync());
  },

  system() {
    return this.tell(wx.getSystemInfo());
  },
});
