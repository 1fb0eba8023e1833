const TEAS = [{ name: "龙井" }, { name: "毛尖" }, { name: "普洱" }, { name: "白毫银针" }];
const SIZES = [
  ["小杯", "中杯", "大杯"],
  ["热", "温", "冰"],
];

Page({
  data: {
    pickers: [
      { mode: "selector", title: "单列", range: TEAS, key: "name" },
      { mode: "multiSelector", title: "多列", range: SIZES },
      { mode: "time", title: "时间", start: "08:00", end: "20:30" },
      { mode: "date", title: "日期", start: "2020-01-01", end: "2030-12-31" },
      { mode: "region", title: "省市区" },
    ],
    values: {
      selector: 1,
      multiSelector: [1, 0],
      time: "12:30",
      date: "2026-04-05",
      region: ["浙江省", "杭州市", "西湖区"],
    },
    shown: {},
    last: "",
  },

  onLoad() {
    this.show();
  },

  changed(event) {
    const { mode } = event.currentTarget.dataset;
    this.setData({ [`values.${mode}`]: event.detail.value, last: mode });
    this.show();
  },

  cancelled() {
    this.setData({ last: "cancel" });
  },

  show() {
    const { selector, multiSelector, time, date, region } = this.data.values;
    this.setData({
      shown: {
        selector: TEAS[selector].name,
        multiSelector: multiSelector.map((row, column) => SIZES[column][row]).join("，"),
        time,
        date,
        region: region.join(" "),
      },
    });
  },
});
