Page({
  data: {
    cities: [
      { value: "hangzhou", name: "杭州" },
      { value: "suzhou", name: "苏州" },
      { value: "fuzhou", name: "福州" },
    ],
    chosen: "hangzhou",
  },

  changed(event) {
    this.setData({ chosen: event.detail.value });
  },
});
