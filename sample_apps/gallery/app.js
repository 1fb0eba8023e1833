// The app's own state is no more than a greeting that pages read with getApp().

App({
  globalData: { opened: 0 },

  onLaunch(options) {
    this.globalData.opened = Date.now();
    this.globalData.path = options.path;
  },
});
