Page({
  data: { tab: 0, open: ["brew"], steps: [{ text: "烧水" }, { text: "投茶" }, { text: "出汤" }] },

  changed(event) {
    this.setData({ tab: event.detail.index });
  },

  folded(event) {
    this.setData({ open: event.detail });
  },
});
