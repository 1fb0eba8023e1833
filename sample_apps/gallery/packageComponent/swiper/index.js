const PANES = [
  { name: "春", colour: "green" },
  { name: "夏", colour: "coral" },
  { name: "秋", colour: "amber" },
  { name: "冬", colour: "blue" },
];

Page({
  data: { panes: PANES, current: 0, now: 0, source: "", circular: true, autoplay: false },

  next() {
    this.setData({ current: (this.data.now + 1) % PANES.length });
  },

  auto() {
    this.setData({ autoplay: !this.data.autoplay });
  },

  changed(event) {
    this.setData({ now: event.detail.current, source: event.detail.source });
  },
});
