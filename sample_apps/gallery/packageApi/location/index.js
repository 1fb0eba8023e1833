Page({
  behaviors: [require("../../behaviors/telling")],

  get() {
    return this.tell(wx.getLocation({ type: "wgs84" }));
  },

  fuzzy() {
    return this.tell(wx.getFuzzyLocation({ type: "wgs84" }));
  },

  choose() {
    return this.tell(wx.chooseLocation());
  },

  open() {
    return this.tell(wx.openLocation({ latitude: 30.24, longitude: 120.13, name: "西湖" }));
  },

  address() {
    return this.tell(wx.chooseAddress());
  },
});
