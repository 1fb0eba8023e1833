// The project's files as a style compiler meets them: it cannot read, it can only ask.

/** Path from the project's root → text; null: Python looked, and it is not there. */
export type KnownFiles = Readonly<Record<string, string | null>>;

/** What both compilers are asked. */
export interface SheetRequest {
  readonly path: string;
  readonly source: string;
  readonly files: KnownFiles;
}

/** An error's place (from 1, null where unknown) and words. */
export interface SheetProblem {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/**
 * `needed` not empty: read these and ask again. Else `problem`, or `css` with the files it was
 * made of (`imports`).
 */
export interface SheetAnswer {
  readonly css: string;
  readonly needed: readonly string[];
  readonly imports: readonly string[];
  readonly problem: SheetProblem | null;
}

/** Looks files up and notes what it cannot know yet. */
export class Lookup {
  readonly needed = new Set<string>();
  readonly imports = new Set<string>();
  readonly #files: KnownFiles;

  constructor(files: KnownFiles) {
    this.#files = files;
  }

  /** The first of these paths that is there; undefined when none is, or one is not known yet. */
  first(paths: readonly string[]): Found | undefined {
    const unknown = paths.filter((path) => !Object.hasOwn(this.#files, path));
    for (const path of unknown) {
      this.needed.add(path);
    }
    if (unknown.length > 0) {
      return undefined;
    }
    for (const path of paths) {
      const text = this.#files[path];
      if (typeof text === "string") {
        this.imports.add(path);
        return { path, text };
      }
    }
    return undefined;
  }

  /** As `first` in each list, which is only asked once nothing of those before it is there. */
  firstOf(lists: Iterable<readonly string[]>): Found | undefined {
    for (const paths of lists) {
      const found = this.first(paths);
      if (found !== undefined || paths.some((path) => this.needed.has(path))) {
        return found;
      }
    }
    return undefined;
  }
}

/** A project file that a sheet imports. */
export interface Found {
  readonly path: string;
  readonly text: string;
}

/**
 * Where else a path may lead that leads nowhere from the sheet that imports it: from the root, as
 * WeChat's tools have it, and among the npm packages (`~package/…` in sheets that webpack builds).
 */
export function elsewhere(path: string): string[] {
  if (/^\.{0,2}\//.test(path)) {
    return [];
  }
  const bare = path.replace(/^~/, "");
  const places = [path === bare ? joined("", path) : undefined, joined("", `node_modules/${bare}`)];
  return places.filter((place) => place !== undefined);
}

/** `path` as the file `using` means it, from the root; undefined when it leads outside. */
export function joined(using: string, path: string): string | undefined {
  const parts = path.startsWith("/") ? [] : using.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return parts.join("/");
}
