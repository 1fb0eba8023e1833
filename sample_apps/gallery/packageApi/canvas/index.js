Page({
  behaviors: [require("../../behaviors/telling")],
  data: { picture: "" },

  onReady() {
    this.draw();
  },

  draw() {
    const context = wx.createCanvasContext("old", this);
    context.setFillStyle("#17806a");
    context.fillRect(0, 0, 300, 150);
    ["#5bd3b0", "#ffcf66", "#f2836b"].forEach((colour, index) => {
      context.beginPath();
      context.arc(70 + index * 70, 75, 30, 0, 2 * Math.PI);
      context.setFillStyle(colour);
      context.fill();
    });
    context.draw(false, () => this.say("画好了"));
  },

  read() {
    const area = { canvasId: "old", x: 70, y: 75, width: 1, height: 1 };
    return this.tell(wx.canvasGetImageData(area, this).then(({ data }) => [...data].join(" ")));
  },

  async export() {
    try {
      const { tempFilePath } = await wx.canvasToTempFilePath({ canvasId: "old" }, this);
      this.setData({ picture: tempFilePath });
      this.say("导出好了");
    } catch (error) {
      this.say(error.errMsg);
    }
  },
});
