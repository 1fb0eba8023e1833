const HTML = `<h3>明前茶</h3><p>采于<b style="color:#1a9c7b">清明</b>之前，芽叶细嫩。</p>
<ul><li>龙井</li><li>碧螺春</li></ul><table style="width:100%"><tr><td>水温</td><td>80 ℃</td></tr></table>`;

const NODES = [
  {
    name: "div",
    attrs: { style: "padding: 12px; border-radius: 10px; background: #1a9c7b; color: #fff" },
    children: [
      { type: "text", text: "一盏" },
      { name: "strong", children: [{ type: "text", text: "清茶" }] },
    ],
  },
];

Page({
  data: { html: HTML, nodes: NODES, taps: 0 },

  tap() {
    this.setData({ taps: this.data.taps + 1 });
  },
});
