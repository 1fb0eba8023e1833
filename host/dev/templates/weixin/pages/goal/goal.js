const words = require("../../words");

const app = getApp();

Page({
  data: { goal: { name: "", target: 1 }, words: words.form },

  onLoad(query) {
    wx.setNavigationBarTitle({ title: words.goal });
    const goal = app.globalData.goals.find((each) => String(each.id) === query.id);
    if (goal) this.setData({ goal });
  },

  save(event) {
    const { name, target } = event.detail.value;
    if (!name.trim()) {
      wx.showToast({ title: words.nameless, icon: "none" });
      return;
    }
    const { goal } = this.data;
    const changed = {
      id: goal.id || Date.now(),
      name: name.trim(),
      target: Math.max(1, parseInt(target, 10) || 1),
      done: goal.done || 0,
    };
    const others = app.globalData.goals;
    app.globalData.goals = goal.id
      ? others.map((each) => (each.id === goal.id ? changed : each))
      : [...others, changed];
    wx.navigateBack();
  },

  async remove() {
    const { goal } = this.data;
    const answer = await wx.showModal({ title: words.removeTitle, content: goal.name });
    if (!answer.confirm) return;
    app.globalData.goals = app.globalData.goals.filter((each) => each.id !== goal.id);
    wx.navigateBack();
  },
});
