Page({
  data: {
    theme: wx.getAppBaseInfo().theme,
    asking: false,
    result: "",
    buttons: [{ text: "再泡" }, { text: "倒掉" }],
  },

  dialog() {
    this.setData({ asking: true });
  },

  pressed(event) {
    this.setData({ asking: false, result: event.detail.item.text });
  },
});
