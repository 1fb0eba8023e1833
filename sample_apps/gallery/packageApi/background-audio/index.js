const SRC = "/media/tune.wav";

Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    this.player = wx.getBackgroundAudioManager();
    this.player.onPlay(() => this.say("播放中"));
    this.player.onEnded(() => this.say("放完了"));
    this.player.onError(({ errMsg }) => this.say(errMsg));
    wx.onBackgroundAudioPause(() => this.say("已暂停"));
    wx.onBackgroundAudioStop(() => this.say("已停止"));
  },

  onUnload() {
    this.player.stop();
  },

  play() {
    this.player.title = "四个音";
    this.player.singer = "画廊";
    this.player.src = SRC;
  },

  pause() {
    this.player.pause();
  },

  seek() {
    return this.tell(wx.seekBackgroundAudio({ position: 0.5 }));
  },

  oldPlay() {
    return this.tell(wx.playBackgroundAudio({ dataUrl: SRC, title: "四个音" }));
  },

  oldPause() {
    return this.tell(wx.pauseBackgroundAudio());
  },

  state() {
    return this.tell(wx.getBackgroundAudioPlayerState());
  },
});
