Page({
  behaviors: [require("../../behaviors/telling")],

  async open() {
    const { eventChannel } = await wx.navigateTo({
      url: "/packageApi/detail/index?tea=longjing",
      events: { chosen: (word) => this.say(`下一页说：${word}`) },
    });
    eventChannel.emit("handed", { price: 128 });
  },

  redirect() {
    return this.tell(wx.redirectTo({ url: "/packageApi/detail/index?tea=maofeng" }));
  },

  relaunch() {
    return this.tell(wx.reLaunch({ url: "/packageApi/routing/index" }));
  },

  tab() {
    return this.tell(wx.switchTab({ url: "/pages/apis/index" }));
  },

  stack() {
    this.say(getCurrentPages().map(({ route }) => route));
  },

  router() {
    this.say(Object.keys(wx.router));
  },

  missing() {
    return this.tell(wx.navigateTo({ url: "/packageApi/nowhere/index" }));
  },
});
