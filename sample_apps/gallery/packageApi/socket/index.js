Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    wx.onSocketOpen(() => this.say("开了"));
    wx.onSocketMessage(({ data }) => this.say(`收到 ${data}`));
    wx.onSocketError(({ errMsg }) => this.say(`出错：${errMsg}`));
    wx.onSocketClose(({ code }) => this.setData({ closed: code }));
  },

  connect() {
    this.task = wx.connectSocket({ url: "wss://example.invalid/tea", fail: ({ errMsg }) => this.say(errMsg) });
    this.task.onError(({ errMsg }) => this.say(`出错：${errMsg}`));
  },

  close() {
    if (!this.task) return this.say("还没有连接");
    return this.tell(new Promise((success, fail) => this.task.close({ success, fail })));
  },

  send() {
    return this.tell(wx.sendSocketMessage({ data: "水开了" }));
  },

  closeAll() {
    return this.tell(wx.closeSocket());
  },
});
