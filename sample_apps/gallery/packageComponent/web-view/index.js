Page({
  failed() {},
});
