Page({
  data: { who: "", cups: 1 },

  typed(event) {
    this.setData({ who: event.detail.value });
  },

  stepped(event) {
    this.setData({ cups: event.detail.value });
  },
});
