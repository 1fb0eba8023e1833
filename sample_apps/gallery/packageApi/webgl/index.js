Page({
  behaviors: [require("../../behaviors/telling")],

  clear() {
    wx.createSelectorQuery()
      .select("#gl")
      .node()
      .exec(([{ node }]) => {
        const gl = node.getContext("webgl");
        if (!gl) return this.say("这里没有 WebGL");
        gl.clearColor(0.1, 0.6, 0.48, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        this.say("涂好了");
      });
  },

  off() {
    const canvas = wx.createOffscreenCanvas({ type: "2d", width: 4, height: 4 });
    const context = canvas.getContext("2d");
    context.fillStyle = "#17806a";
    context.fillRect(0, 0, 4, 4);
    this.say([...context.getImageData(1, 1, 1, 1).data].join(" "));
  },
});
