const POEM = ["床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"];

Page({
  data: { count: 1, lines: POEM[0] },

  add() {
    this.show(Math.min(this.data.count + 1, POEM.length));
  },

  cut() {
    this.show(this.data.count - 1);
  },

  show(count) {
    this.setData({ count, lines: POEM.slice(0, count).join("\n") });
  },
});
