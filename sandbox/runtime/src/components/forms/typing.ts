// What a person types, and what the app sets meanwhile. No DOM here.
//
// An app that sets `value` to what bindinput told it sends every text back, a little late. Such an
// echo must not undo what was typed since; but a text that the app really sets must win.

/** Texts that were reported to the app, until it is known what it did with them. */
export class Echoes {
  #unheard = 0;
  #told: string[] = [];

  /** A text was reported. */
  tell(value: string): void {
    this.#unheard += 1;
    this.#told.push(value);
  }

  /** The app's handlers of the earliest report have run. */
  heard(): void {
    this.#unheard = Math.max(0, this.#unheard - 1);
  }

  /** Whether a text that the app sets is an old echo: handlers of newer reports have yet to run. */
  isStale(value: string): boolean {
    const isEcho = this.#told.includes(value);
    if (this.#unheard > 0 && isEcho && this.#told.at(-1) !== value) return true;
    if (this.#unheard === 0) this.#told = [];
    return false;
  }
}

/** What of a typed text the type of an <input> keeps; keyboards of phones offer no more. */
export function typedAs(type: string, text: string): string {
  switch (type) {
    case "number":
      return text.replace(/[^\d]/g, "");
    case "digit":
      return text.replace(/[^\d.]/g, "");
    case "idcard":
      return text.replace(/[^\dXx]/g, "");
    default:
      return text;
  }
}

/** inputmode of a type (component/input). */
export function keyboardOf(type: string): string {
  switch (type) {
    case "number":
    case "idcard":
      return "numeric";
    case "digit":
      return "decimal";
    default:
      return "text";
  }
}

/** What a bindinput handler returned: a text, or {value, cursor}; null for anything else. */
export function replacement(returned: unknown): { value: string; cursor: number | null } | null {
  if (typeof returned === "string") return { value: returned, cursor: null };
  if (typeof returned !== "object" || returned === null || !("value" in returned)) return null;
  const { value } = returned;
  if (typeof value !== "string" && typeof value !== "number") return null;
  const cursor = "cursor" in returned ? returned.cursor : null;
  return { value: String(value), cursor: typeof cursor === "number" ? cursor : null };
}

/** Where the caret goes when the text under it is replaced: the end stays the end. */
export function caretAfter(before: string, caret: number, after: string): number {
  return caret >= before.length ? after.length : Math.min(caret, after.length);
}

/** `keyCode` of an input event: 8 for Backspace, 13 for Enter, a sign's own code, else 0. */
export function keyCodeOf(key: string): number {
  if (key === "Backspace") return 8;
  if (key === "Enter") return 13;
  return key.length === 1 ? key.charCodeAt(0) : 0;
}
