Page({
  behaviors: [require("../../behaviors/telling")],

  onUnload() {
    this.worker?.terminate();
  },

  count() {
    this.worker ??= wx.createWorker("workers/primes.js");
    this.worker.onMessage(({ count }) => this.say(`${count} 个质数`));
    this.worker.postMessage({ below: 100000 });
  },

  performance() {
    this.say(wx.getPerformance().getEntries().map(({ name, entryType }) => `${entryType} ${name}`));
  },
});
