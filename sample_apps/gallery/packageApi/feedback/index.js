Page({
  behaviors: [require("../../behaviors/telling")],

  toast() {
    return this.tell(wx.showToast({ title: "泡好了", icon: "success" }));
  },

  plain() {
    return this.tell(wx.showToast({ title: "水还没有开，请再等一会儿", icon: "none" }));
  },

  hide() {
    return this.tell(wx.hideToast());
  },

  async loading() {
    await this.tell(wx.showLoading({ title: "烧水中", mask: true }));
    setTimeout(() => this.tell(wx.hideLoading()), 1000);
  },

  modal() {
    return this.tell(wx.showModal({ title: "倒掉这壶茶？", content: "已经泡过三道。", confirmText: "倒掉" }));
  },

  ask() {
    return this.tell(wx.showModal({ title: "给它起个名字", editable: true, placeholderText: "名字" }));
  },

  sheet() {
    return this.tell(wx.showActionSheet({ itemList: ["绿茶", "红茶", "乌龙"] }));
  },
});
