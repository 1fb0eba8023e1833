Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    wx.onNeedPrivacyAuthorization((resolve) => resolve({ event: "agree" }));
  },

  authorize() {
    return this.tell(wx.authorize({ scope: "scope.userLocation" }));
  },

  get() {
    return this.tell(wx.getSetting());
  },

  open() {
    return this.tell(wx.openSetting());
  },

  privacy() {
    return this.tell(wx.getPrivacySetting());
  },

  require() {
    return this.tell(wx.requirePrivacyAuthorize());
  },

  contract() {
    return this.tell(wx.openPrivacyContract());
  },
});
