// Starts the app of this document: its Worker, and the view once its configuration is there.

import type { BuiltIns } from "../components/base.ts";
import { sheetsOf } from "../logic/pages/sheets.ts";
import { CONFIG_FORMAT, CONFIG_PATH, type AppConfig } from "../shared/config.ts";
import { framePath, lastFramePath, readFrame } from "../shared/first_frame.ts";
import { keptPages, launchFacts } from "../shared/launching.ts";
import type { Begin, Boot, LaunchFacts, Posted, ToLogic } from "../shared/messages.ts";
import { TEXT_AT, WAIT_BYTES } from "../shared/waiting.ts";
import { baseSheet, defineAll } from "./base_sheet.ts";
import type { Belonged, Belonging } from "./first/belonging.ts";
import { rehearse } from "./first/rehearsal.ts";
import { SyncAnswers } from "./link/answers.ts";
import { HostLink, type Fanlight } from "./link/host.ts";
import type { Post } from "./posting.ts";
import { Sheets } from "./sheets.ts";
import { makeStage } from "./stage.ts";
import type { Printer } from "./telling.ts";
import { View, type Ground } from "./view.ts";

export interface Start {
  /** The Worker of logic.entry.ts, which has said nothing yet. */
  readonly worker: Worker;
  readonly fanlight: Fanlight;
  readonly builtIns: BuiltIns;
  readonly printer: Printer;
  /** The app's developer may run text in the logic layer. */
  readonly evaluable: boolean;
  /** The page of which the host wants the first frame drawn, before the app is opened. */
  readonly foreseen: Promise<string>;
  /** What the host says when a document that was made ahead becomes an app's. */
  readonly belonged: Promise<Belonged>;
}

/** Resolves with the view when the Worker has been told to begin. Rejects when the package holds
 *  no configuration that this runtime can read. */
export async function start(parts: Start): Promise<View> {
  const { worker, fanlight, builtIns, printer, evaluable } = parts;
  const early: Posted[] = [];
  let hear = (message: Posted): void => {
    early.push(message);
  };
  worker.onmessage = ({ data }: MessageEvent<Posted>): void => {
    hear(data);
  };
  worker.onerror = (event): void => {
    printer.error(event.message, `${event.filename}:${event.lineno}:${event.colno}`);
  };
  const line = new BootLine(worker);
  const post: Post = (message, transfer) => {
    line.post(message, transfer);
  };
  const wait = new SharedArrayBuffer(TEXT_AT + WAIT_BYTES);
  const answers = new SyncAnswers(wait);
  const link = new HostLink(fanlight, post, answers);
  const told = new Promise<unknown>((resolve) => {
    fanlight.on("appShown", resolve);
  });
  const written = inDocument("");
  let facts: LaunchFacts | null = null;
  let ahead: string | null = null;
  let given: Belonging | null = null;
  let ground: Ground | null = null;
  if (written === null) {
    // A document made ahead, for no app yet: all that can be done before there is one.
    ground = makeGround(builtIns);
    rehearse(ground);
    const begun = await Promise.race([parts.foreseen, parts.belonged]);
    if (typeof begun === "string") ahead = begun;
    else if (begun.belonging) given = begun.belonging;
    else facts = launchFacts(await told);
  }
  const config = parseConfig(written ?? given?.config ?? (await readText(CONFIG_PATH)));
  const settings = { darkmode: config.darkmode, tabBar: config.tabBar?.custom === false };
  const sheets = new Sheets(settings, readText, document, (path, error) => {
    printer.error(`the style sheet ${path} could not be read`, error);
  });
  const texts = written === null ? given?.sheets : sheetsOfDocument();
  for (const [path, text] of Object.entries(texts ?? {})) sheets.take(path, text);
  const opened = facts?.path ?? given?.route ?? ahead ?? routeOf(location.pathname);
  fetchSheets(sheets, config, opened);
  ground ??= makeGround(builtIns);
  const view = new View({
    first: opened === "" ? config.entry : opened,
    config,
    ground,
    sheets,
    link,
    answers,
    post,
    printer,
  });
  const drawn = inDocument("[data-frame]");
  if (drawn !== null) drawFrame(view, routeOf(location.pathname), drawn);
  if (ahead !== null) drawFrame(view, ahead, await readText(framePath(ahead)));
  if (typeof given?.frame === "string") drawFrame(view, given.route, given.frame);
  const boot: Boot = { t: "boot", config, wait, evaluable };
  // Nobody waits for this page yet; else what is drawn comes on the screen first.
  if (ahead !== null) line.boot(boot);
  // What is drawn already waits for the app's code alone: that begins with the host's first word,
  // a turn before its event.
  const shown = ahead === null ? told : parts.belonged.then(({ opening }) => opening ?? told);
  facts ??= written !== null ? factsOfDocument(await told) : launchFacts(await shown);
  const kept = keptPages(await shown);
  hear = (message): void => {
    view.hear(message);
  };
  if (ahead === null) line.boot(boot);
  line.begin({
    t: "begin",
    metrics: view.firstMetrics(facts.path),
    launch: facts,
    ...(kept.length > 0 && { kept }),
  });
  for (const message of early) view.hear(message);
  const { path } = facts;
  if (drawn === null && ahead === null && given === null) {
    // The Worker was told first: whichever is there first draws the page.
    void findFrame(config, path).then((text) => {
      if (text !== null) drawFrame(view, path, text);
    });
  }
  return view;
}

/** What the document holds for this script; null when it does not. */
function inDocument(attribute: string): string | null {
  return document.querySelector(`script[type="application/json"]${attribute}`)?.textContent ?? null;
}

/** The sheets that the page begins with, by their package paths; others are asked for. */
function sheetsOfDocument(): Readonly<Record<string, string>> {
  return JSON.parse(inDocument("[data-sheets]") ?? "{}") as Readonly<Record<string, string>>;
}

/** The document's own part of every app's view. */
function makeGround(builtIns: BuiltIns): Ground {
  defineAll(builtIns, customElements);
  return { stage: makeStage(document), baseSheet: baseSheet(builtIns) };
}

/** Of a page that was made ahead, whose document has none: what it made itself at its last launch,
 *  else what the package holds. */
async function findFrame(config: AppConfig, route: string): Promise<string | null> {
  if (config.pageWindows[route]?.initialRenderingCache === "dynamic") {
    const last = await readText(lastFramePath(route));
    if (last !== "") return last;
  }
  return config.firstFrames?.includes(route) ? await readText(framePath(route)) : null;
}

/** A frame that cannot be read is none: the page itself will come. */
function drawFrame(view: View, route: string, text: string): void {
  try {
    const ops = readFrame(text, route);
    if (ops) view.draw(route, ops);
  } catch (error) {
    reportError(error);
  }
}

/** The way to the Worker, which hears of nothing before it has begun: events of the host may be
 *  earlier. */
class BootLine {
  readonly #worker: Worker;
  #held: [message: ToLogic, transfer: Transferable[]][] | null = [];

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  post(message: ToLogic, transfer: Transferable[] = []): void {
    if (this.#held) this.#held.push([message, transfer]);
    else this.#worker.postMessage(message, transfer);
  }

  boot(boot: Boot): void {
    this.#worker.postMessage(boot);
  }

  begin(begin: Begin): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.post(begin);
    for (const [message, transfer] of held) this.post(message, transfer);
  }
}

/** A page's route by its document's path: `/pages/a/b.html`. */
export function routeOf(pathname: string): string {
  return decodeURIComponent(pathname.replace(/^\//, "").replace(/\.html$/, ""));
}

/** The sheets of the first page, on their way before the Worker has run the app's code, which will
 *  ask for the same. */
function fetchSheets(sheets: Sheets, config: AppConfig, route: string): void {
  const bar = config.tabBar;
  const hasOwnBar = bar?.custom === true && bar.list.some((tab) => tab.pagePath === route);
  for (const path of sheetsOf(config, route, hasOwnBar)) void sheets.get(path);
}

/** `options` is the host's first word to the document: asking for them would make the host bring
 *  its services in while the page is on its way. */
function factsOfDocument(options: unknown): LaunchFacts {
  const facts = launchFacts(options);
  // The document counts: the host may have gone to another page than the app was opened with.
  const path = routeOf(location.pathname);
  if (path === facts.path) return facts;
  return { ...facts, path, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

/** What the compiler wrote. Throws what is not this runtime's. */
function parseConfig(text: string): AppConfig {
  const config = JSON.parse(text) as
    (Omit<AppConfig, "format"> & { readonly format?: unknown }) | null;
  const { format } = config ?? {};
  if (!config || format !== CONFIG_FORMAT) {
    const found = JSON.stringify(format);
    throw new TypeError(
      `the app's configuration has format ${found}, this runtime reads ${CONFIG_FORMAT}`,
    );
  }
  return { ...config, format };
}

/** A file of the package as text. Rejects when it is not there. */
async function readText(path: string): Promise<string> {
  const answer = await fetch(`/${path.split("/").map(encodeURIComponent).join("/")}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return await answer.text();
}
