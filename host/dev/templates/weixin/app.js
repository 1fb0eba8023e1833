const { load } = require("./goals");

App({
  onLaunch() {
    this.globalData.goals = load();
  },
  globalData: { goals: [] },
});
