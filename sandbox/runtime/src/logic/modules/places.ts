// Which file of the developer's a line of a chunk is, told by the chunks of a folder that is being
// developed (sandbox/compile/script/chunk.py): packages that were built tell nothing, and nothing
// is looked for then. What is printed there is the places of the chunks, if anything.

/** A module: its file, its first line in the chunk, how many lines it has, and how many columns
 *  stand before its text in the first of them. */
export type PlaceRow = readonly [path: string, line: number, lines: number, head: number];

const FRAME = /\/(weixin\/[^\s:()]+\.js):(\d+):(\d+)/g;

export class Places {
  readonly #rows = new Map<string, readonly PlaceRow[]>();
  readonly #error = Error;
  readonly #address = encodeURI;

  /** `chunk` is the path of the script, with a leading slash. */
  add(chunk: string, rows: readonly PlaceRow[]): void {
    this.#rows.set(this.#address(chunk.slice(1)), rows);
  }

  /** Where app code is just now: `path:line:column`. */
  here(): string | undefined {
    return this.#rows.size === 0 ? undefined : this.of(new this.#error());
  }

  /** Where app code was when that was thrown. */
  of(error: unknown): string | undefined {
    if (this.#rows.size === 0) return undefined;
    try {
      const { stack } = error as { readonly stack?: unknown };
      return typeof stack === "string" ? this.#first(stack) : undefined;
    } catch {
      return undefined;
    }
  }

  #first(stack: string): string | undefined {
    for (const [, chunk = "", lineText = "", columnText = ""] of stack.matchAll(FRAME)) {
      const line = Number(lineText);
      const row = this.#rows
        .get(chunk)
        ?.find(([, first, lines]) => line >= first && line < first + lines);
      if (!row) continue;
      const [path, first, , head] = row;
      const column = Number(columnText) - (line === first ? head : 0);
      return `${path}:${line - first + 1}:${column}`;
    }
    return undefined;
  }
}
