Page({
  data: { groups: require("../../catalogues/extend") },
});
