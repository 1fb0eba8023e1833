Page({
  behaviors: [require("../../behaviors/telling")],
  data: { animation: {} },

  move() {
    this.run((steps) => steps.translateX(120).opacity(0.6).step().translateX(0).opacity(1).step());
  },

  spin() {
    this.run((steps) => steps.rotate(180).scale(1.2).step());
  },

  reset() {
    this.run((steps) => steps.rotate(0).scale(1).translateX(0).opacity(1).step({ duration: 0 }));
  },

  run(make) {
    const steps = wx.createAnimation({ duration: 400, timingFunction: "ease" });
    make(steps);
    this.setData({ animation: steps.export() });
  },

  play() {
    const frames = [{ translateX: 0 }, { translateX: 150, rotate: 90 }, { translateX: 0, rotate: 0 }];
    this.animate("#frames", frames, 600, () => this.say("动画结束"));
  },

  worklet() {
    const { shared, derived } = wx.worklet;
    const count = shared(3);
    const double = derived(() => count.value * 2);
    this.say(`${count.value} × 2 = ${double.value}`);
  },
});
