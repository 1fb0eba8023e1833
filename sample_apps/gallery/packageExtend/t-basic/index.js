Page({
  data: { taps: 0, icons: ["home", "search", "cart", "user", "setting", "heart"] },

  tap() {
    this.setData({ taps: this.data.taps + 1 });
  },
});
