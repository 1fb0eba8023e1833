export default { navigationBarTitleText: "Taro form" };
