Page({
  behaviors: [require("../../behaviors/telling")],

  onLoad() {
    this.audio = wx.createInnerAudioContext();
    this.audio.src = "/media/tune.wav";
    this.audio.onPlay(() => this.say("播放中"));
    this.audio.onPause(() => this.say("已暂停"));
    this.audio.onStop(() => this.say("已停止"));
    this.audio.onEnded(() => this.say(`放完了，共 ${this.audio.duration.toFixed(1)} 秒`));
    this.audio.onError(({ errMsg }) => this.say(errMsg));
  },

  onUnload() {
    this.audio.destroy();
  },

  play() {
    this.audio.play();
  },

  pause() {
    this.audio.pause();
  },

  stop() {
    this.audio.stop();
  },

  option() {
    return this.tell(wx.setInnerAudioOption({ mixWithOther: true }));
  },
});
