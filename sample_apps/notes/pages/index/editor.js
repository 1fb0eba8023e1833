// The open note: its title, text and actions. Saves by itself.
import { count } from "../../common/count.js";
import { element } from "../../common/dom.js";
import * as store from "../../common/store.js";
import { currentLanguage, text } from "../../common/texts.js";
import { icon } from "./icons.js";

const SAVE_AFTER_MS = 400;
const place = document.getElementById("editor");

let open = null;
let timer = 0;
let isDirty = false;

/** The id of the open note, or null. */
export function openId() {
  return open?.note.id ?? null;
}

/** Show `note`; `actions` are `back`, `changed`, `pin`, `exportNote` and `remove`. */
export function show(note, body, actions) {
  flush();
  const title = element("input", { class: "title", value: note.title, maxLength: 200 });
  const area = element("textarea", { class: "text", value: body });
  for (const [field, key] of [
    [title, "titleHint"],
    [area, "textHint"],
  ]) {
    field.placeholder = text(key);
    field.setAttribute("aria-label", text(key));
    field.addEventListener("input", touched);
  }
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    area.focus();
  });
  const counts = element("span", { class: "counts" });
  const state = element("span", { class: "saved", role: "status" });
  open = { note, title, area, counts, state, actions };
  place.replaceChildren(
    element(
      "div",
      { class: "tools" },
      tool("back", "back", actions.back),
      element("span", { class: "space" }),
      tool("pin", note.pinned ? "unpin" : "pin", () => actions.pin(open.note)),
      tool("export", "export", () => actions.exportNote(open.note, area.value)),
      tool("trash", "delete", () => actions.remove(open.note)),
    ),
    element("div", { class: "paper" }, title, area),
    element("footer", { class: "foot" }, counts, state),
  );
  drawPin();
  drawCounts();
}

/** Show that no note is open. */
export function showNone() {
  flush();
  open = null;
  const isMac = navigator.platform.startsWith("Mac");
  place.replaceChildren(
    element(
      "div",
      { class: "blank" },
      element("h2", {}, text("choose.title")),
      element("p", {}, text("choose.text", { keys: isMac ? "⌘ J" : "Ctrl + J" })),
    ),
  );
}

/** Draw the texts anew, in another language. */
export function redraw() {
  if (open) show(open.note, open.area.value, open.actions);
  else showNone();
}

/** The open note was pinned or unpinned. */
export function setPinned(pinned) {
  open.note = { ...open.note, pinned };
  drawPin();
}

/** Where typing goes on: the title of a note that has none, else its text. */
export function focus() {
  if (!open) return;
  (open.note.title || open.area.value ? open.area : open.title).focus();
}

/** Drop what is not saved: the note is being deleted. */
export function forget() {
  clearTimeout(timer);
  isDirty = false;
}

/** Save now what was typed. */
export function flush() {
  clearTimeout(timer);
  if (!open || !isDirty) return;
  isDirty = false;
  void keep(open);
}

function touched() {
  isDirty = true;
  drawCounts();
  open.state.textContent = text("saving");
  open.state.classList.remove("bad");
  clearTimeout(timer);
  timer = setTimeout(flush, SAVE_AFTER_MS);
}

async function keep(edited) {
  const { title, area, state, actions } = edited;
  const note = { ...edited.note, title: title.value.trim(), changedAt: Date.now() };
  edited.note = note;
  try {
    const saving = store.save(note, area.value);
    actions.changed();
    await saving;
    if (!isDirty) state.textContent = text("saved");
  } catch (error) {
    state.classList.add("bad");
    state.textContent = text("saveFailed", { reason: reasonOf(error) });
  }
}

/** Why a call of the host failed, for a person. */
export function reasonOf(error) {
  const known = { "call.quota": "full", "call.too_large": "tooLong" }[error.code];
  return known ? text(known) : error.message;
}

function tool(name, label, act) {
  return element(
    "button",
    { type: "button", class: `tool ${name}`, title: text(label), "aria-label": text(label), onclick: act },
    icon(name),
  );
}

function drawPin() {
  const button = place.querySelector(".tool.pin");
  const label = text(open.note.pinned ? "unpin" : "pin");
  button.title = label;
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", String(open.note.pinned));
}

function drawCounts() {
  const found = count(open.area.value);
  const parts = [counted("words", found.words), counted("chars", found.characters)];
  open.counts.textContent = parts.join(" · ");
}

function counted(name, number) {
  const language = currentLanguage();
  const form = new Intl.PluralRules(language).select(number);
  return text(`${name}.${form}`, { count: new Intl.NumberFormat(language).format(number) });
}
