const app = getApp();

Page({
  data: { goal: { name: "", target: 1 } },

  onLoad(query) {
    const goal = app.globalData.goals.find((each) => String(each.id) === query.id);
    if (goal) this.setData({ goal });
  },

  save(event) {
    const { name, target } = event.detail.value;
    if (!name.trim()) {
      wx.showToast({ title: "It needs a name", icon: "none" });
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
    const answer = await wx.showModal({ title: "Remove this goal?", content: this.data.goal.name });
    if (!answer.confirm) return;
    app.globalData.goals = app.globalData.goals.filter((each) => each.id !== this.data.goal.id);
    wx.navigateBack();
  },
});
