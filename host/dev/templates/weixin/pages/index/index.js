const { save } = require("../../goals");
const words = require("../../words");

const app = getApp();

Page({
  data: { goals: [], title: "", hint: words.hint, newGoal: words.add },

  onShow() {
    this.show();
  },

  onPullDownRefresh() {
    for (const goal of app.globalData.goals) goal.done = 0;
    this.show();
    wx.stopPullDownRefresh();
  },

  count(event) {
    const goal = this.goalOf(event);
    if (goal.done >= goal.target) return;
    goal.done += 1;
    this.show();
    if (goal.done === goal.target) wx.showToast({ title: words.full });
  },

  edit(event) {
    wx.navigateTo({ url: `/pages/goal/goal?id=${event.currentTarget.dataset.id}` });
  },

  add() {
    wx.navigateTo({ url: "/pages/goal/goal" });
  },

  goalOf(event) {
    return app.globalData.goals.find((goal) => goal.id === event.currentTarget.dataset.id);
  },

  show() {
    const { goals } = app.globalData;
    save(goals);
    const reached = goals.filter((goal) => goal.done >= goal.target).length;
    this.setData({ goals, title: words.reached(reached, goals.length) });
  },
});
