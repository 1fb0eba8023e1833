// A short word at the bottom of the page, with one thing to do about it.
import { element } from "../../common/dom.js";
import { text } from "../../common/texts.js";
import { icon } from "./icons.js";

const STAYS_MS = 8000;
const snack = document.getElementById("snack");
let timer = 0;

/** Show `message`; `action` is `{ label, act }` or left out. It goes away by itself. */
export function say(message, action) {
  clearTimeout(timer);
  const content = [element("span", {}, message)];
  if (action) {
    const act = () => {
      hide();
      action.act();
    };
    content.push(element("button", { type: "button", class: "act", onclick: act }, action.label));
  }
  const close = { type: "button", class: "close", "aria-label": text("dismiss"), onclick: hide };
  content.push(element("button", close, icon("close")));
  snack.replaceChildren(...content);
  snack.hidden = false;
  timer = setTimeout(hide, STAYS_MS);
}

function hide() {
  clearTimeout(timer);
  snack.hidden = true;
}

// Nobody should have to hurry: it stays while it is looked at or stands under the keyboard.
for (const [event, act] of [
  ["pointerenter", () => clearTimeout(timer)],
  ["focusin", () => clearTimeout(timer)],
  ["pointerleave", () => (timer = setTimeout(hide, STAYS_MS))],
  ["focusout", () => (timer = setTimeout(hide, STAYS_MS))],
]) {
  snack.addEventListener(event, act);
}
