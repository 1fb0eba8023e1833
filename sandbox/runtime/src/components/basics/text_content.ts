// What <text decode> and <text space> make of a text. No DOM here.

/** The entities that WeChat's documentation of <text> names. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&nbsp;": "\u00a0",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&apos;": "'",
  "&ensp;": "\u2002",
  "&emsp;": "\u2003",
};

const SPACES: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  ensp: "\u2002",
  emsp: "\u2003",
};

export interface TextForm {
  readonly decode: boolean;
  /** "nbsp", "ensp", "emsp", or anything else: spaces stay as they are. */
  readonly space: string;
}

/** The text to show. Spaces are replaced before entities are read, so `&nbsp;` keeps its width. */
export function shownText(raw: string, form: TextForm): string {
  const space = SPACES[form.space];
  let text = space === undefined ? raw : raw.replaceAll(" ", space);
  if (form.decode) {
    text = text.replace(/&(?:nbsp|lt|gt|amp|apos|ensp|emsp);/g, (name) => ENTITIES[name] ?? name);
  }
  return text;
}

export function isPlain(form: TextForm): boolean {
  return !form.decode && SPACES[form.space] === undefined;
}
