Page({
  data: { title: "页面属性", size: "16px", ground: "", loading: false },

  rename() {
    this.setData({ title: "改过的标题" });
  },

  load() {
    this.setData({ loading: !this.data.loading });
  },

  bigger() {
    this.setData({ size: "22px" });
  },

  scrolled() {},
});
