Page({
  behaviors: [require("../../behaviors/telling")],

  told(event) {
    this.say({ type: event.type, ...event.detail });
  },
});
