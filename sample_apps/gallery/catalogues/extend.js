// The pages with component libraries from npm. `path` is the page's folder in packageExtend.

module.exports = [
  {
    name: "TDesign",
    english: "tdesign-miniprogram 1.16.0",
    icon: "layout",
    pages: [
      { path: "t-basic", name: "基础", tag: "t-button · t-icon · t-tag" },
      { path: "t-form", name: "表单", tag: "t-input · t-rate · t-stepper" },
      { path: "t-display", name: "展示", tag: "t-collapse · t-tabs · t-grid" },
      { path: "t-feedback", name: "反馈", tag: "t-dialog · t-popup · t-toast" },
    ],
  },
  {
    name: "Vant",
    english: "@vant/weapp 1.11.7",
    icon: "form",
    pages: [
      { path: "van-basic", name: "基础", tag: "van-button · van-icon · van-cell" },
      { path: "van-form", name: "表单", tag: "van-field · van-rate · van-stepper" },
      { path: "van-display", name: "展示", tag: "van-collapse · van-tabs · van-grid" },
      { path: "van-feedback", name: "反馈", tag: "van-dialog · van-popup · van-notify" },
    ],
  },
  {
    name: "WeUI",
    english: "useExtendedLib",
    icon: "template",
    pages: [{ path: "weui", name: "扩展库", tag: "mp-cells · mp-searchbar" }],
  },
];
