const PANES = [
  { id: "p1", name: "一", colour: "green" },
  { id: "p2", name: "二", colour: "amber" },
  { id: "p3", name: "三", colour: "coral" },
  { id: "p4", name: "四", colour: "blue" },
];

Page({
  data: { panes: PANES, into: "", top: 0, bottom: false, busy: false, news: [3, 2, 1] },

  jump() {
    this.setData({ into: "p3" });
  },

  scrolled(event) {
    this.setData({ top: Math.round(event.detail.scrollTop), bottom: false });
  },

  lower() {
    this.setData({ bottom: true });
  },

  refresh() {
    this.setData({ busy: true });
    setTimeout(() => {
      const { news } = this.data;
      this.setData({ busy: false, news: [news.length + 1, ...news] });
    }, 400);
  },
});
