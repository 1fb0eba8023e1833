const upTo = (first, count) => Array.from({ length: count }, (_, index) => first + index);

Page({
  data: { years: upTo(2020, 11), months: upTo(1, 12), days: upTo(1, 31), value: [6, 0, 0] },

  changed(event) {
    this.setData({ value: event.detail.value });
  },

  today() {
    this.setData({ value: [6, 3, 4] });
  },
});
