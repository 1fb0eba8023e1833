// What stands on components that this host has no counterpart for, in the person's language.

const CHINESE = {
  camera: "此处不提供摄像头画面",
  live: "此处不支持直播",
  call: "此处不支持通话",
  xr: "此处不支持 3D 画面",
  channels: "此处不支持视频号",
  store: "此处不支持微信小店",
  account: "此处不支持公众号组件",
  web: "网页请在浏览器中查看",
  open: "在浏览器中打开",
  person: "微信用户",
  group: "群聊",
  friend: "好友",
};

export type Note = keyof typeof CHINESE;

const ENGLISH: Readonly<Record<Note, string>> = {
  camera: "The camera's picture is not available here",
  live: "Live video is not supported here",
  call: "Calls are not supported here",
  xr: "3D scenes are not supported here",
  channels: "Channels are not supported here",
  store: "WeChat stores are not supported here",
  account: "Official accounts are not supported here",
  web: "View this web page in your browser",
  open: "Open in browser",
  person: "WeChat user",
  group: "Group",
  friend: "Friend",
};

/** Chinese for all its tags (zh-Hans-CN …), English for all other languages. */
export function noteFor(note: Note, language: string): string {
  return (/^zh\b/i.test(language) ? CHINESE : ENGLISH)[note];
}
