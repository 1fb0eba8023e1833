Page({
  data: { result: "" },

  tapped(event) {
    this.told("点", event);
  },

  doubled(event) {
    this.told("双击", event);
  },

  dragged(event) {
    this.told("横拖", event);
  },

  scaled(event) {
    this.told("缩放", event);
  },

  told(name, event) {
    this.setData({ result: `${name}：state ${event.state}` });
  },
});
