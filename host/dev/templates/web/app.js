// Shared by all pages: texts in the reader's language.
const TEXTS = {
  en: { add: "Count one", undo: "Take back", clear: "Start over", today: "Today", about: "About" },
  zh: { add: "加一", undo: "减一", clear: "清零", today: "今天", about: "关于" },
};

export const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";

export function translate(root = document) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = TEXTS[language][element.dataset.text] ?? element.textContent;
  }
  for (const element of root.querySelectorAll("[data-lang]")) {
    element.hidden = element.dataset.lang !== language;
  }
}
