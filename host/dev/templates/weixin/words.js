// What the pages say, in Chinese or English.
const chinese = wx.getAppBaseInfo().language.startsWith("zh");

module.exports = chinese
  ? {
      reached: (done, all) => `${all} 个目标，完成 ${done} 个`,
      hint: "点一下卡片加一，长按修改。",
      add: "新目标",
      full: "完成了",
      goal: "目标",
      form: {
        name: "名称",
        placeholder: "要做什么",
        target: "每天几次",
        save: "保存",
        remove: "删除",
      },
      removeTitle: "删除这个目标？",
      nameless: "请填写名称",
      first: ["喝水（杯）", "读书（页）", "散步"],
    }
  : {
      reached: (done, all) => `${done} of ${all} reached`,
      hint: "Tap a card to count, hold it to change it.",
      add: "New goal",
      full: "Reached",
      goal: "Goal",
      form: {
        name: "Name",
        placeholder: "What to do",
        target: "A day",
        save: "Save",
        remove: "Remove",
      },
      removeTitle: "Remove this goal?",
      nameless: "It needs a name",
      first: ["Glasses of water", "Pages read", "Walks"],
    };
