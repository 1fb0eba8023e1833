const PICTURES = ["/images/scene.png", "/images/flower.png"];

Page({
  behaviors: [require("../../behaviors/telling")],
  data: { pictures: PICTURES },

  media() {
    return this.tell(wx.chooseMedia({ count: 3, mediaType: ["image", "video"] }));
  },

  image() {
    return this.tell(wx.chooseImage({ count: 1 }));
  },

  video() {
    return this.tell(wx.chooseVideo({ maxDuration: 60 }));
  },

  message() {
    return this.tell(wx.chooseMessageFile({ count: 1, type: "all" }));
  },

  preview() {
    return this.tell(wx.previewImage({ current: PICTURES[0], urls: PICTURES }));
  },

  previewMedia() {
    return this.tell(wx.previewMedia({ sources: PICTURES.map((url) => ({ url, type: "image" })) }));
  },

  save() {
    return this.tell(wx.saveImageToPhotosAlbum({ filePath: PICTURES[0] }));
  },
});
