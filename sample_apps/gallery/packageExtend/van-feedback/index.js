Page({
  data: { asking: false, open: false, choosing: false, result: "", teas: [{ name: "绿茶" }, { name: "红茶" }] },

  dialog() {
    this.setData({ asking: true });
  },

  confirmed() {
    this.setData({ asking: false, result: "倒掉了" });
  },

  closed() {
    this.setData({ asking: false, result: "再泡一道" });
  },

  popup() {
    this.setData({ open: true });
  },

  popped() {
    this.setData({ open: false });
  },

  sheet() {
    this.setData({ choosing: true });
  },

  chosen(event) {
    this.setData({ result: event.detail.name });
  },

  left() {
    this.setData({ choosing: false });
  },
});
