Page({
  data: { tea: { name: "白毫银针", cents: 12800 }, kinds: ["card-a", "card-b", "card-a"] },
});
