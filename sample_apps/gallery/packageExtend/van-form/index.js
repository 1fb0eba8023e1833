Page({
  data: { who: "", cups: 1, tea: "a" },

  typed(event) {
    this.setData({ who: event.detail });
  },

  stepped(event) {
    this.setData({ cups: event.detail });
  },

  chosen(event) {
    this.setData({ tea: event.detail });
  },
});
