Page({
  data: { groups: require("../../catalogues/components") },
});
