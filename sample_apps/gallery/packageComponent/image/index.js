Page({
  data: {
    modes: ["scaleToFill", "aspectFit", "aspectFill", "center", "top left", "bottom right"],
    number: 1,
    result: "",
    failure: "",
  },

  loaded({ detail }) {
    this.setData({ result: `${detail.width} × ${detail.height}` });
  },

  failed({ detail }) {
    this.setData({ failure: detail.errMsg });
  },
});
