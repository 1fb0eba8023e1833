// The texts of both languages: part of the page's scripts, so they are there before it is drawn.
import en from "../i18n/en.json" with { type: "json" };
import zhCN from "../i18n/zh-CN.json" with { type: "json" };

const TEXTS = { en, "zh-CN": zhCN };

/** The language we have that is nearest to `tag` (BCP 47, or WeChat's `zh_CN`). */
function nearest(tag) {
  return tag.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

let language = nearest(navigator.language);
document.documentElement.lang = language;

/** The text of `key`; `{name}` in it becomes `values.name`. */
export function text(key, values = {}) {
  const found = TEXTS[language][key] ?? key;
  return found.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Whether there is a text of that key. */
export function hasText(key) {
  return key in TEXTS[language];
}

/** The language of the texts, for dates and numbers. */
export function currentLanguage() {
  return language;
}

/** Fill every element that names its text: `data-text`, `data-label`, `data-hint`. */
export function fill(root) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
  }
  for (const element of root.querySelectorAll("[data-hint]")) {
    element.placeholder = text(element.dataset.hint);
    element.setAttribute("aria-label", text(element.dataset.hint));
  }
}

/**
 * Follow the host's language. The engine's own is right nearly always, and there at once; where
 * it is not, `changed` draws anew.
 */
export function followHost({ language: spoken }, changed) {
  if (nearest(spoken) === language) return;
  language = nearest(spoken);
  document.documentElement.lang = language;
  changed();
}
