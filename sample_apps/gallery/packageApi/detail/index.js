Page({
  data: { tea: "", price: "" },

  onLoad({ tea }) {
    this.setData({ tea });
    this.channel = this.getOpenerEventChannel();
    this.channel.on?.("handed", ({ price }) => this.setData({ price: `¥${price}` }));
  },

  choose() {
    this.channel.emit?.("chosen", this.data.tea);
    wx.navigateBack();
  },
});
