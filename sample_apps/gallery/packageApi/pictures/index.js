const SCENE = "/images/scene.png";

Page({
  behaviors: [require("../../behaviors/telling")],
  data: { small: "" },

  info() {
    return this.tell(wx.getImageInfo({ src: SCENE }));
  },

  async compress() {
    try {
      const { tempFilePath } = await wx.compressImage({ src: SCENE, quality: 40, compressedWidth: 160 });
      this.setData({ small: tempFilePath });
      const { width, height } = await wx.getImageInfo({ src: tempFilePath });
      this.say(`${width} × ${height}`);
    } catch (error) {
      this.say(error.errMsg);
    }
  },
});
