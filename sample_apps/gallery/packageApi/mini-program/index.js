Page({
  behaviors: [require("../../behaviors/telling")],

  open() {
    return this.tell(wx.navigateToMiniProgram({ appId: "org.fanlight.notes", path: "pages/index/index" }));
  },

  embed() {
    return this.tell(wx.openEmbeddedMiniProgram({ appId: "org.fanlight.notes" }));
  },

  service() {
    const url = "https://example.invalid/service";
    return this.tell(wx.openCustomerServiceChat({ corpId: "corp", extInfo: { url } }));
  },

  article() {
    return this.tell(wx.openOfficialAccountArticle({ url: "https://example.invalid/article" }));
  },
});
