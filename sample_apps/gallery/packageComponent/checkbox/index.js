Page({
  data: {
    teas: [
      { value: "green", name: "绿茶", checked: true },
      { value: "black", name: "红茶" },
      { value: "oolong", name: "乌龙" },
      { value: "none", name: "售罄", disabled: true },
    ],
    chosen: "green",
  },

  changed(event) {
    this.setData({ chosen: event.detail.value.join("、") || "一个也没选" });
  },
});
