export default {
  pages: ["pages/list/index", "pages/form/index"],
  window: {
    navigationBarBackgroundColor: "#ffffff",
    navigationBarTitleText: "Taro",
    navigationBarTextStyle: "black",
  },
};
