// The few words that components show themselves, in the person's language.

export interface Words {
  readonly cancel: string;
  readonly done: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly ok: string;
}

const CHINESE: Words = {
  cancel: "取消",
  done: "完成",
  year: "年",
  month: "月",
  day: "日",
  ok: "确定",
};
const ENGLISH: Words = { cancel: "Cancel", done: "Done", year: "", month: "", day: "", ok: "OK" };

/** Chinese for all its tags (zh-Hans-CN …), English for all other languages. */
export function wordsFor(language: string): Words {
  return /^zh\b/i.test(language) ? CHINESE : ENGLISH;
}
