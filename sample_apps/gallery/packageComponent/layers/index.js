Page({
  data: { shown: false, sheetShown: false, result: "" },

  open() {
    this.setData({ shown: true, result: "浮层开着" });
  },

  close() {
    this.setData({ shown: false, result: "浮层关了" });
  },

  sheet() {
    this.setData({ sheetShown: true, result: "容器开着" });
  },

  left() {
    this.setData({ sheetShown: false, result: "容器关了" });
  },
});
