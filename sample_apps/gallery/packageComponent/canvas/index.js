Page({
  data: { strokes: 0 },

  async onReady() {
    const clock = await this.canvas("#clock");
    this.face(clock.context, clock.width, clock.height);
    this.pad = await this.canvas("#pad");
    Object.assign(this.pad.context, { lineWidth: 4, lineCap: "round", strokeStyle: "#1a9c7b" });
  },

  canvas(selector) {
    return new Promise((resolve) => {
      wx.createSelectorQuery()
        .select(selector)
        .fields({ node: true, size: true })
        .exec(([{ node, width, height }]) => {
          const ratio = wx.getWindowInfo().pixelRatio;
          node.width = width * ratio;
          node.height = height * ratio;
          const context = node.getContext("2d");
          context.scale(ratio, ratio);
          resolve({ context, width, height });
        });
    });
  },

  face(context, width, height) {
    const colours = ["#2fb391", "#ffcf66", "#f2836b", "#6aa5f0"];
    context.translate(width / 2, height - 20);
    colours.forEach((colour, index) => {
      context.beginPath();
      context.moveTo(0, 0);
      context.arc(0, 0, height - 40, Math.PI + (index * Math.PI) / 4, Math.PI + ((index + 1) * Math.PI) / 4);
      context.fillStyle = colour;
      context.fill();
    });
    context.fillStyle = "#123f36";
    context.font = "14px sans-serif";
    context.textAlign = "center";
    context.fillText("Fanlight", 0, -8);
  },

  down({ touches: [touch] }) {
    this.at = touch;
    this.setData({ strokes: this.data.strokes + 1 });
  },

  draw({ touches: [touch] }) {
    const { context } = this.pad;
    context.beginPath();
    context.moveTo(this.at.x, this.at.y);
    context.lineTo(touch.x, touch.y);
    context.stroke();
    this.at = touch;
  },
});
