// Less, its core alone: no plug-ins, no JavaScript in sheets, nothing read but project files.
import AbstractFileManager from "less/lib/less/environment/abstract-file-manager.js";
import createLess from "less/lib/less/index.js";
import {
  elsewhere,
  joined,
  Lookup,
  type SheetAnswer,
  type SheetProblem,
  type SheetRequest,
} from "./files.ts";

/** A sheet may import a style sheet of WeChat's by its own name, also where it is written in Less. */
const SUFFIXES = [".less", ".wxss", ".css"];

class ProjectFiles extends AbstractFileManager {
  readonly #lookup: Lookup;

  constructor(lookup: Lookup) {
    super();
    this.#lookup = lookup;
  }

  /** Whether the path is one of the project's: `https:` and the like are nobody's. */
  override supports(path: string): boolean {
    return !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(path);
  }

  /** Less asks this for `data-uri()`, whose files are no text. */
  override supportsSync(): boolean {
    return false;
  }

  /** Look a file up; what Python has to bring first counts as missing until then. */
  loadFileSync(path: string, folder: string): { filename: string; contents: string } | Missing {
    const beside = joined(folder, path);
    const places = [...(beside === undefined ? [] : [beside]), ...elsewhere(path)];
    const found = this.#lookup.firstOf(places.map(candidates));
    if (found === undefined) {
      return { type: "File", message: `'${path}' is not in the project` };
    }
    return { filename: found.path, contents: found.text };
  }
}

interface Missing {
  readonly type: string;
  readonly message: string;
}

/** Refuses `@plugin`: a sheet must not bring code that runs here. */
class NoPlugins {
  loadPluginSync(): Missing {
    return { type: "Plugin", message: "@plugin is not supported: a style sheet may not run code" };
  }
}

/** Compile one sheet, or say what has to be read first. */
export function less(request: SheetRequest): SheetAnswer {
  const lookup = new Lookup(request.files);
  const core = createLess({}, [new ProjectFiles(lookup)]);
  core.PluginLoader = NoPlugins;
  let css = "";
  let problem: SheetProblem | null = null;
  const options = {
    filename: request.path,
    syncImport: true,
    javascriptEnabled: false,
    math: "parens-division",
  };
  core.render(request.source, options, (error, output) => {
    css = output?.css ?? "";
    problem = error && {
      path: error.filename ?? request.path,
      line: error.line ?? null,
      column: typeof error.column === "number" ? error.column + 1 : null,
      message: error.message,
    };
  });
  return { css, problem, needed: [...lookup.needed], imports: [...lookup.imports] };
}

function candidates(place: string): string[] {
  const name = place.slice(place.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  if (dot < 0) {
    return SUFFIXES.map((suffix) => place + suffix);
  }
  const bare = place.slice(0, place.length - (name.length - dot));
  return [place, `${place}.less`, ...(name.endsWith(".wxss") ? [`${bare}.less`] : [])];
}
