import { language, translate } from "../../app.js";

const KEY = "count";
const shown = document.getElementById("count");
const marks = document.getElementById("marks");
let count = Number(localStorage.getItem(KEY)) || 0;

function group(size) {
  const element = document.createElement("i");
  element.className = size === 5 ? "five" : "";
  element.append(...Array.from({ length: Math.min(size, 4) }, () => document.createElement("b")));
  return element;
}

function show() {
  shown.textContent = count.toLocaleString(language);
  const sizes = Array.from({ length: Math.floor(count / 5) }, () => 5);
  if (count % 5) sizes.push(count % 5);
  marks.replaceChildren(...sizes.slice(-20).map(group));
}

function change(next) {
  count = Math.max(0, next);
  localStorage.setItem(KEY, String(count));
  show();
}

document.getElementById("add").addEventListener("click", () => change(count + 1));
document.getElementById("undo").addEventListener("click", () => change(count - 1));
document.getElementById("clear").addEventListener("click", () => change(0));
document.getElementById("day").textContent = new Date().toLocaleDateString(language, {
  weekday: "long", month: "long", day: "numeric",
});
translate();
show();
