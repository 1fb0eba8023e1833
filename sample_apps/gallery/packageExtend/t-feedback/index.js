Page({
  data: { asking: false, open: false, result: "" },

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

  popped(event) {
    this.setData({ open: event.detail.visible });
  },

  toast() {
    this.selectComponent("#t-toast").show?.({ message: "泡好了", theme: "success" });
  },
});
