Page({
  data: { taps: 0, icons: ["home-o", "search", "cart-o", "user-o", "setting-o", "like-o"] },

  tap() {
    this.setData({ taps: this.data.taps + 1 });
  },
});
