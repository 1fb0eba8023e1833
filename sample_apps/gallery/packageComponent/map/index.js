Page({
  behaviors: [require("../../behaviors/telling")],
  data: {
    markers: [
      { id: 1, latitude: 30.2319, longitude: 120.1486, title: "雷峰塔", callout: { content: "雷峰塔", display: "ALWAYS", padding: 6, borderRadius: 6 } },
      { id: 2, latitude: 30.2525, longitude: 120.1394, title: "断桥" },
    ],
    polyline: [{ points: [{ latitude: 30.2319, longitude: 120.1486 }, { latitude: 30.2525, longitude: 120.1394 }], color: "#1a9c7b", width: 4 }],
    circles: [{ latitude: 30.24, longitude: 120.13, radius: 700, color: "#4b86d8", fillColor: "#4b86d833" }],
  },

  onReady() {
    this.map = wx.createMapContext("map");
  },

  centre() {
    return this.tell(new Promise((success, fail) => this.map.getCenterLocation({ success, fail })));
  },

  fit() {
    const points = this.data.markers.map(({ latitude, longitude }) => ({ latitude, longitude }));
    return this.tell(new Promise((success, fail) => this.map.includePoints({ points, padding: [40], success, fail })));
  },

  tapped(event) {
    this.say(`标记 ${event.detail.markerId}`);
  },

  changed() {},
});
