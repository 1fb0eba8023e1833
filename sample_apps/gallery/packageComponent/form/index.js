Page({
  data: { result: "" },

  submit(event) {
    this.setData({ result: JSON.stringify(event.detail.value) });
  },

  reset() {
    this.setData({ result: "已重置" });
  },
});
