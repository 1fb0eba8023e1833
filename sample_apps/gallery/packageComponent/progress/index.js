Page({
  data: { percent: 20, ended: false },

  more() {
    this.setData({ percent: this.data.percent >= 100 ? 0 : this.data.percent + 20, ended: false });
  },

  ended() {
    this.setData({ ended: true });
  },
});
