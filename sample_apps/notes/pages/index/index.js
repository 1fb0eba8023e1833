// The notes app: a list, an editor, and what goes on between them.
import { hostFacts } from "../../app.js";
import * as store from "../../common/store.js";
import { fill, followHost, text } from "../../common/texts.js";
import * as editor from "./editor.js";
import { icon } from "./icons.js";
import { drawList } from "./list.js";
import { say } from "./snack.js";

const { fanlight } = window;
const search = document.getElementById("search");
let searches = 0;

function draw() {
  document.title = text("title");
  fill(document);
  document.getElementById("new").replaceChildren(icon("plus"), text("new"));
  editor.redraw();
  void drawNotes();
}

async function drawNotes() {
  const query = search.value.trim();
  const shown = { query, chosenId: editor.openId(), actions };
  if (!query) {
    searches += 1;
    drawList(shown);
    return;
  }
  const mine = (searches += 1);
  const notes = await store.search(query);
  // A later search may have been quicker.
  if (mine === searches) drawList({ ...shown, chosenId: editor.openId(), notes });
}

function show(note, body) {
  editor.show(note, body, actions);
  document.body.classList.add("editing");
  void drawNotes();
}

function close() {
  const id = editor.openId();
  editor.showNone();
  document.body.classList.remove("editing");
  void drawNotes();
  document.querySelector(`[data-id="${id}"]`)?.focus();
}

const actions = {
  async open(id) {
    editor.flush();
    try {
      show(store.find(id), await store.textOf(id));
    } catch (error) {
      say(text("loadFailed", { reason: editor.reasonOf(error) }));
    }
  },

  create() {
    search.value = "";
    show(store.create(), "");
    editor.focus();
  },

  back: close,
  changed: () => void drawNotes(),

  clearSearch() {
    search.value = "";
    void drawNotes();
    search.focus();
  },

  async pin({ id, pinned }) {
    editor.setPinned(!pinned);
    await store.change(id, { pinned: !pinned });
    void drawNotes();
  },

  async exportNote(note, body) {
    const name = fileName(note.title || text("untitled"));
    try {
      const data = note.title ? `# ${note.title}\n\n${body}\n` : `${body}\n`;
      const answer = await fanlight.saveFileToDisk({ name, data });
      if (answer.saved) say(text("exported", { name: answer.name ?? name }));
    } catch (error) {
      if (error.code !== "call.cancelled") {
        say(text("exportFailed", { reason: editor.reasonOf(error) }));
      }
    }
  },

  async remove({ id, title }) {
    editor.forget();
    const isKept = store.find(id) !== undefined;
    const removed = isKept ? store.remove(id) : null;
    close();
    if (!removed) return;
    const { note, text: body } = await removed;
    const undo = async () => {
      await store.save(note, body);
      show(note, body);
    };
    say(text("deleted", { title: title || text("untitled") }), { label: text("undo"), act: undo });
  },
};

/** A file name that every system takes. */
function fileName(title) {
  const name = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, " ").replace(/\s+/g, " ").trim();
  return `${name.slice(0, 80).replace(/[. ]+$/, "") || "note"}.md`;
}

document.getElementById("new").addEventListener("click", actions.create);
search.addEventListener("input", () => void drawNotes());
fanlight.on("appHidden", editor.flush);
fanlight.on("appUnloaded", editor.flush);
window.addEventListener("blur", editor.flush);

document.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === "j") actions.create();
  else if (isCommand && event.key.toLowerCase() === "f") search.focus();
  else if (isCommand && event.key.toLowerCase() === "s") editor.flush();
  else if (event.key === "Escape" && search.value && document.activeElement === search) {
    actions.clearSearch();
  } else if (event.key === "Escape" && editor.openId()) close();
  else return;
  event.preventDefault();
});

store.open();
draw();
if (new URLSearchParams(location.search).has("new")) actions.create();
fanlight.ready();
hostFacts.then((facts) => followHost(facts, draw), () => {});
