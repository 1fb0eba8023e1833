Page({
  data: { taps: 0, holds: 0, shown: [1, 2, 3, 4, 5], hidden: false },

  press() {
    this.setData({ taps: this.data.taps + 1 });
  },

  hold() {
    this.setData({ holds: this.data.holds + 1 });
  },

  hide(event) {
    this.setData({ hidden: !event.detail.value });
  },
});
