// The list of notes, and what stands there when it is empty.
import { element } from "../../common/dom.js";
import { all } from "../../common/store.js";
import { currentLanguage, text } from "../../common/texts.js";
import { icon } from "./icons.js";

const list = document.getElementById("list");

/**
 * Draw `notes` (all of them when left out). `chosenId` is open in the editor; `actions` are
 * `open(id)`, `create()` and `clearSearch()`.
 */
export function drawList({ notes = all(), query = "", chosenId, actions }) {
  const focusedId = list.contains(document.activeElement)
    ? document.activeElement.dataset.id
    : undefined;
  if (notes.length > 0) {
    const items = notes.map((note) => item(note, note.id === chosenId, actions.open));
    list.replaceChildren(element("ul", { class: "items" }, ...items));
    list.querySelector(`[data-id="${focusedId}"]`)?.focus();
  } else if (query) {
    list.replaceChildren(blank("none", { query }, actions.clearSearch));
  } else {
    const picture = element("img", { src: "../../icons/icon.svg", width: 64, height: 64, alt: "" });
    const empty = blank("empty", {}, actions.create);
    empty.prepend(picture);
    list.replaceChildren(empty);
  }
}

function item(note, isChosen, open) {
  const title = element("span", { class: "name" }, note.title || text("untitled"));
  const when = element("time", { dateTime: new Date(note.changedAt).toISOString() });
  when.textContent = shortDate(note.changedAt);
  const first = element("span", { class: "first" }, title, when);
  if (note.pinned) {
    title.prepend(icon("pin"), element("span", { class: "unseen" }, `${text("pinned")}: `));
  }
  const button = element(
    "button",
    { type: "button", class: "item", dataset: { id: note.id }, onclick: () => open(note.id) },
    first,
    element("span", { class: "preview" }, note.preview || text("noText")),
  );
  if (isChosen) button.setAttribute("aria-current", "true");
  return element("li", {}, button);
}

function blank(name, values, act) {
  return element(
    "div",
    { class: "blank" },
    element("h2", {}, text(`${name}.title`)),
    element("p", {}, text(`${name}.text`, values)),
    element("button", { type: "button", class: "plain", onclick: act }, text(`${name}.action`)),
  );
}

/** The time today, the day this year, else the date. */
function shortDate(at) {
  const date = new Date(at);
  const now = new Date();
  let shape = { year: "numeric", month: "short", day: "numeric" };
  if (date.toDateString() === now.toDateString()) shape = { hour: "numeric", minute: "2-digit" };
  else if (date.getFullYear() === now.getFullYear()) shape = { month: "short", day: "numeric" };
  return new Intl.DateTimeFormat(currentLanguage(), shape).format(date);
}

// Up and down go from note to note.
list.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...list.querySelectorAll(".item")];
  const next = items[items.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
