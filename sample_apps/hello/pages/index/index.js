// The page: a card for each group, a row for each API, its answer below it.
import { hostFacts } from "../../app.js";
import { element } from "../../common/dom.js";
import { fill, followHost, hasText, text } from "../../common/texts.js";
import { EVENTS, GROUPS } from "./groups.js";

const { fanlight } = window;
const MAX_EVENTS = 20;

function draw() {
  document.title = text("title");
  fill(document);
  const names = [...GROUPS.map(({ name }) => name), "events"];
  document.getElementById("sections").replaceChildren(...names.map(chip));
  document.getElementById("groups").replaceChildren(...GROUPS.map(card), eventCard());
}

function chip(name) {
  return element("li", {}, element("a", { href: `#${name}` }, text(`group.${name}`)));
}

function frame(name, ...content) {
  return element(
    "section",
    { class: "card", id: name },
    element("h2", {}, text(`group.${name}`)),
    element("p", { class: "about" }, text(`group.${name}.about`)),
    ...content,
  );
}

function card({ name, apis }) {
  return frame(name, element("ul", { class: "apis" }, ...apis.map(row)));
}

function row(api) {
  const answer = element("div", { class: "answer", role: "status", hidden: true });
  const buttons = element("div", { class: "buttons" }, button(api, "run", api.run, answer));
  if (api.runSync) buttons.append(button(api, "runSync", api.runSync, answer));
  return element(
    "li",
    { class: "api", dataset: { api: api.about ?? api.name } },
    element(
      "div",
      { class: "what" },
      element("h3", {}, api.name, element("span", { class: "params" }, shown(api.params()))),
      element("p", {}, text(`about.${api.about ?? api.name}`)),
    ),
    buttons,
    answer,
  );
}

/** Parameters as a person would write them: `{ key: "greeting" }`. */
function shown(params) {
  if (params === undefined) return "()";
  const json = JSON.stringify(params).replace(/"(\w+)":/g, "$1: ");
  return `(${json.replace(/^\{/, "{ ").replace(/\}$/, " }").replaceAll(",", ", ")})`;
}

function button(api, label, run, answer) {
  const name = label === "runSync" ? `${api.name}Sync` : api.name;
  return element(
    "button",
    {
      type: "button",
      class: label === "run" ? "run" : "run quiet",
      dataset: { run: label },
      "aria-label": text("runNamed", { name }),
      onclick: () => perform(api, run, answer),
    },
    text(label),
  );
}

async function perform(api, run, answer) {
  answer.hidden = false;
  say(answer, "running", text(api.asks ? "waiting" : "running"));
  const startedMs = performance.now();
  try {
    const value = await run();
    say(answer, "ok", text("ok"), tookMs(startedMs), value);
  } catch (error) {
    say(answer, "failed", text("failed"), tookMs(startedMs), facts(error), hint(error));
  }
}

function tookMs(startedMs) {
  const ms = performance.now() - startedMs;
  return text("took", { ms: ms < 10 ? ms.toFixed(1) : Math.round(ms) });
}

function facts(error) {
  const { errMsg, code, retriable } = error;
  return errMsg ? { errMsg, code, retriable } : { error: String(error) };
}

function hint(error) {
  const key = `hint.${error.code ?? error.name}`;
  return hasText(key) ? text(key) : undefined;
}

function say(answer, state, label, took = "", value = undefined, advice = undefined) {
  const line = element("p", { class: "state" }, element("b", {}, label), took);
  const content = [line];
  if (advice !== undefined) content.push(element("p", { class: "advice" }, advice));
  if (value !== undefined) {
    content.push(element("pre", { tabIndex: 0 }, JSON.stringify(value, null, 2)));
  }
  answer.dataset.state = state;
  answer.replaceChildren(...content);
}

const happened = [];
const eventList = element("ol", { class: "events", role: "log" });

function eventCard() {
  drawEvents();
  return frame("events", eventList);
}

function drawEvents() {
  const rows = happened.map(({ at, name, payload }) =>
    element(
      "li",
      {},
      element("time", {}, at),
      element("b", {}, name),
      element("code", {}, payload === null ? "" : JSON.stringify(payload)),
    ),
  );
  eventList.replaceChildren(
    ...(rows.length ? rows : [element("li", { class: "none" }, text("noEvents"))]),
  );
}

for (const name of EVENTS) {
  fanlight.on(name, (payload) => {
    const at = new Date().toTimeString().slice(0, 8);
    happened.unshift({ at, name, payload });
    happened.length = Math.min(happened.length, MAX_EVENTS);
    drawEvents();
  });
}

draw();
hostFacts.then((facts) => followHost(facts, draw), () => {});
