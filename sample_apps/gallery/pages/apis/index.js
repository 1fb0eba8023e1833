Page({
  data: { groups: require("../../catalogues/apis") },
});
