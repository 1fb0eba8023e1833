const COLOURS = ["green", "amber", "coral", "blue", "violet"];

Page({
  data: {
    sections: ["绿茶", "红茶", "乌龙"].map((name) => ({
      name,
      rows: [1, 2, 3, 4, 5].map((number) => `${name} ${number} 号`),
    })),
    tiles: Array.from({ length: 12 }, (_, id) => ({
      id,
      colour: COLOURS[id % COLOURS.length],
      height: 50 + ((id * 37) % 60),
    })),
  },
});
