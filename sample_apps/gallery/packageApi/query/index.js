Page({
  behaviors: [require("../../behaviors/telling")],
  data: { seen: false },

  onReady() {
    this.observer = this.createIntersectionObserver();
    this.observer.relativeTo("#frame").observe(".ball", ({ intersectionRatio }) => {
      this.setData({ seen: intersectionRatio > 0 });
    });
  },

  onUnload() {
    this.observer.disconnect();
  },

  rect() {
    this.ask((query) => query.select("#target").boundingClientRect());
  },

  fields() {
    this.ask((query) => query.select("#target").fields({ size: true, dataset: true, computedStyle: ["color"] }));
  },

  view() {
    this.ask((query) => query.selectViewport().scrollOffset());
  },

  ask(make) {
    const query = wx.createSelectorQuery();
    make(query);
    query.exec(([found]) => this.say(found));
  },
});
