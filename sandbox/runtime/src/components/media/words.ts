// Words of players, in the person's language.

const CHINESE = {
  play: "播放",
  pause: "暂停",
  mute: "静音",
  unmute: "取消静音",
  full: "全屏",
  small: "退出全屏",
  danmu: "弹幕",
  progress: "进度",
  unplayable: "无法播放此视频",
  format: "不支持此视频的编码格式",
  unknownTitle: "未知音频",
  unknownAuthor: "未知作者",
};
const ENGLISH: Readonly<Record<keyof typeof CHINESE, string>> = {
  play: "Play",
  pause: "Pause",
  mute: "Mute",
  unmute: "Unmute",
  full: "Full screen",
  small: "Leave full screen",
  danmu: "Comments",
  progress: "Progress",
  unplayable: "This video cannot be played",
  format: "Its format is not supported",
  unknownTitle: "Unknown audio",
  unknownAuthor: "Unknown artist",
};

/** Chinese for all its tags (zh-Hans-CN …), English for all other languages. */
export function wordFor(word: keyof typeof CHINESE, language: string): string {
  return (/^zh\b/i.test(language) ? CHINESE : ENGLISH)[word];
}
