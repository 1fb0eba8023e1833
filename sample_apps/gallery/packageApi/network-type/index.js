Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    this.changed = ({ networkType }) => this.say(`变成 ${networkType}`);
    wx.onNetworkStatusChange(this.changed);
  },

  onUnload() {
    wx.offNetworkStatusChange(this.changed);
  },

  type() {
    return this.tell(wx.getNetworkType());
  },
});
