const files = wx.getFileSystemManager();
const PATH = `${wx.env.USER_DATA_PATH}/tea.txt`;

Page({
  behaviors: [require("../../behaviors/telling")],

  write() {
    this.attempt(() => files.writeFileSync(PATH, "一盏清茶", "utf8") ?? "写好了");
  },

  read() {
    this.attempt(() => files.readFileSync(PATH, "utf8"));
  },

  list() {
    this.attempt(() => files.readdirSync(wx.env.USER_DATA_PATH));
  },

  stat() {
    this.attempt(() => `${files.statSync(PATH).size} 字节`);
  },

  remove() {
    this.attempt(() => files.unlinkSync(PATH) ?? "删掉了");
  },

  attempt(work) {
    try {
      this.say(work());
    } catch (error) {
      this.say(error.message);
    }
  },

  document() {
    return this.tell(wx.openDocument({ filePath: PATH }));
  },
});
