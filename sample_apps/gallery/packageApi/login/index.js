Page({
  behaviors: [require("../../behaviors/telling")],

  login() {
    return this.tell(wx.login());
  },

  check() {
    return this.tell(wx.checkSession());
  },

  info() {
    return this.tell(wx.getUserInfo());
  },

  profile() {
    return this.tell(wx.getUserProfile({ desc: "在本页显示" }));
  },
});
