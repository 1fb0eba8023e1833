const KEY = "words";

Page({
  behaviors: [require("../../behaviors/telling")],
  data: { words: "" },

  onLoad() {
    this.say(wx.getStorageSync(KEY) || "还没有存过");
  },

  save() {
    return this.tell(wx.setStorage({ key: KEY, data: this.data.words }));
  },

  async load() {
    await this.tell(wx.getStorage({ key: KEY }));
  },

  remove() {
    return this.tell(wx.removeStorage({ key: KEY }));
  },

  sync() {
    wx.setStorageSync("tea", { name: "龙井", leaves: [1, 2, 3], picked: new Date(0) });
    this.say(wx.getStorageSync("tea"));
    wx.removeStorageSync("tea");
  },

  info() {
    return this.tell(wx.getStorageInfo());
  },

  clear() {
    return this.tell(wx.clearStorage());
  },
});
