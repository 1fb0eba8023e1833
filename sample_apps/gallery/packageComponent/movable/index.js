Page({
  data: { x: 0, y: 0, at: { x: 0, y: 0 } },

  home() {
    this.setData({ x: 60, y: 40 });
  },

  moved({ detail }) {
    this.setData({ at: { x: Math.round(detail.x), y: Math.round(detail.y) } });
  },
});
