Page({
  behaviors: [require("../../behaviors/telling")],

  download() {
    return this.follow((answers) => wx.downloadFile({ url: "https://example.invalid/leaf.png", ...answers }));
  },

  upload() {
    const filePath = `${wx.env.USER_DATA_PATH}/leaf.txt`;
    wx.getFileSystemManager().writeFileSync(filePath, "一片茶叶", "utf8");
    const file = { url: "https://example.invalid/upload", filePath, name: "leaf", formData: { kind: "tea" } };
    return this.follow((answers) => wx.uploadFile({ ...file, ...answers }));
  },

  follow(start) {
    return this.tell(
      new Promise((success, fail) => {
        start({ success, fail }).onProgressUpdate(({ progress }) => this.say(`${progress} %`));
      }),
    );
  },
});
