Page({
  behaviors: [require("../../behaviors/telling")],

  init() {
    wx.cloud.init({ env: "tea-house" });
    this.say("init 成功");
  },

  call() {
    return this.tell(wx.cloud.callFunction({ name: "brew" }));
  },

  async database() {
    return this.tell(wx.cloud.database().collection("teas").get());
  },

  upload() {
    return this.tell(wx.cloud.uploadFile({ cloudPath: "leaf.png", filePath: "/images/scene.png" }));
  },
});
