Page({
  behaviors: [require("../../behaviors/telling")],

  declared() {
    return this.ask({ url: "https://example.invalid/tea" });
  },

  post() {
    return this.ask({ url: "https://example.invalid/tea", method: "POST", data: { name: "龙井" }, timeout: 5000 });
  },

  abort() {
    const answer = this.ask({ url: "https://example.invalid/slow" });
    this.task.abort();
    return answer;
  },

  undeclared() {
    return this.ask({ url: "https://undeclared.invalid/" });
  },

  ask(options) {
    return this.tell(
      new Promise((success, fail) => {
        this.task = wx.request({ ...options, success, fail });
      }),
    );
  },
});
