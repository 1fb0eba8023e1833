Page({
  data: { result: "" },

  heard(event) {
    this.setData({ result: event.type });
  },
});
