Page({
  data: {
    result: "",
    danmu: [{ text: "第一条弹幕", color: "#ffcf66", time: 0.2 }],
  },

  onReady() {
    this.film = wx.createVideoContext("film");
  },

  play() {
    this.film.play();
  },

  pause() {
    this.film.pause();
  },

  send() {
    this.film.sendDanmu({ text: "好看", color: "#ffffff" });
  },

  heard(event) {
    this.setData({ result: event.type });
  },
});
