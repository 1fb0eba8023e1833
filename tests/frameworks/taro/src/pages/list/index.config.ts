export default { navigationBarTitleText: "Taro list" };
