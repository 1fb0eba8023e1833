// The notes, kept in the app's storage: one key for the list, one for each note's text.
//
// The list holds what the first screen shows, so that it is one read away; texts are read when
// they are opened or searched.

const { fanlight } = window;

const LIST = "notes";
const PREVIEW_CHARS = 120;
const noteKey = (id) => `note:${id}`;

let list = [];
const texts = new Map();
let writing = Promise.resolve();

/** Read the list. Synchronous, so that the first paint has it. */
export function open() {
  list = fanlight.getStorageSync(LIST) || [];
}

/** `{ id, title, preview, pinned, changedAt }` of each note: pinned ones first, then the newest. */
export function all() {
  return [...list].sort((a, b) => b.pinned - a.pinned || b.changedAt - a.changedAt);
}

export function find(id) {
  return list.find((note) => note.id === id);
}

/** The text of a note. */
export async function textOf(id) {
  if (!texts.has(id)) {
    const { data } = await fanlight.getStorage({ key: noteKey(id) });
    texts.set(id, data);
  }
  return texts.get(id);
}

/** Notes whose title or text holds all words of `query`, in the order of `all`. */
export async function search(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = await Promise.all(
    all().map(async (note) => {
      const text = await textOf(note.id).catch(() => "");
      const whole = fold(`${note.title}\n${text}`);
      return words.every((word) => whole.includes(word)) ? note : null;
    }),
  );
  return found.filter(Boolean);
}

/** A fresh note, not kept until something is written in it. */
export function create() {
  return { id: crypto.randomUUID(), title: "", preview: "", pinned: false, changedAt: Date.now() };
}

/** Keep a note and its text. */
export async function save(note, text) {
  const kept = { ...note, preview: previewOf(text) };
  texts.set(note.id, text);
  list = [...list.filter(({ id }) => id !== note.id), kept];
  await inTurn(async () => {
    // The text first: a list never names a note that is not there.
    await fanlight.setStorage({ key: noteKey(note.id), data: text });
    await saveList();
  });
  return kept;
}

/** Change what the list says of a note: `pinned`. */
export async function change(id, changes) {
  list = list.map((note) => (note.id === id ? { ...note, ...changes } : note));
  await inTurn(saveList);
}

/** Take a note away. What is given back puts it there again with `save`. */
export async function remove(id) {
  const note = find(id);
  list = list.filter((other) => other.id !== id);
  const text = await textOf(id).catch(() => "");
  texts.delete(id);
  await inTurn(async () => {
    await saveList();
    await fanlight.removeStorage({ key: noteKey(id) });
  });
  return { note, text };
}

async function saveList() {
  await fanlight.setStorage({ key: LIST, data: list });
}

/** One write after the other, so that an older list never overwrites a newer one. */
function inTurn(write) {
  const done = writing.then(write);
  writing = done.catch(() => {});
  return done;
}

function previewOf(text) {
  return text.replace(/\s+/g, " ").trim().slice(0, PREVIEW_CHARS);
}

/** For comparing: without case, and full-width forms as their usual ones. */
function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}
