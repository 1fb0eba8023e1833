Page({
  data: { count: 0, rows: 1 },

  typed(event) {
    this.setData({ count: event.detail.value.length });
  },

  lines(event) {
    this.setData({ rows: event.detail.lineCount });
  },
});
