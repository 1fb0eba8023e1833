Page({
  behaviors: [require("../../behaviors/telling")],

  encode() {
    this.say(wx.arrayBufferToBase64(new Uint8Array([231, 148, 187]).buffer));
  },

  decode() {
    this.say([...new Uint8Array(wx.base64ToArrayBuffer("55S7"))].join(" "));
  },

  can() {
    this.say({ request: wx.canIUse("request"), scan: wx.canIUse("scanCode"), none: wx.canIUse("noSuchApi") });
  },

  tick() {
    const order = ["先"];
    wx.nextTick(() => this.say([...order, "nextTick"].join("，")));
    order.push("后");
  },
});
