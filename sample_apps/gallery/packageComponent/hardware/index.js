Page({
  behaviors: [require("../../behaviors/telling")],

  onReady() {
    this.player = wx.createLivePlayerContext("player");
    this.pusher = wx.createLivePusherContext();
  },

  told(event) {
    this.say({ type: event.type, ...event.detail });
  },
});
