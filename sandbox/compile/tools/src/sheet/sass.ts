// Sass (SCSS and indented), reading project files alone.
import {
  compileString,
  Exception,
  Logger,
  type CanonicalizeContext,
  type Importer,
  type ImporterResult,
} from "sass";
import {
  elsewhere,
  joined,
  Lookup,
  type SheetAnswer,
  type SheetProblem,
  type SheetRequest,
} from "./files.ts";

import { PROJECT } from "./address.ts";
const HAS_SCHEME = /^[a-z][a-z\d+.-]*:/i;
const SUFFIXES = [".scss", ".sass", ".wxss", ".css"];

/** Compile one sheet, or say what has to be read first. */
export function sass(request: SheetRequest): SheetAnswer {
  const lookup = new Lookup(request.files);
  const importer = projectImporter(lookup);
  let css = "";
  let problem: SheetProblem | null = null;
  try {
    css = compileString(request.source, {
      syntax: syntaxOf(request.path),
      url: addressOf(request.path),
      importer,
      importers: [importer],
      logger: Logger.silent,
      charset: false,
    }).css;
  } catch (error) {
    if (!(error instanceof Exception)) {
      throw error;
    }
    const { start, url } = error.span;
    problem = {
      path: url === undefined ? request.path : pathOf(url),
      line: start.line + 1,
      column: start.column + 1,
      message: error.sassMessage,
    };
  }
  return { css, problem, needed: [...lookup.needed], imports: [...lookup.imports] };
}

/** Sass calls an importer's functions without their object. */
function projectImporter(lookup: Lookup): Importer<"sync"> {
  const loaded = new Map<string, string>();
  return {
    /** Sass asks with the address that a relative path comes to, then with the path as written. */
    canonicalize(given: string, context: CanonicalizeContext): URL | null {
      const found = lookup.firstOf(places(given, context).map(candidates));
      if (found === undefined) {
        return null;
      }
      loaded.set(found.path, found.text);
      return addressOf(found.path);
    },
    load(address: URL): ImporterResult | null {
      const path = pathOf(address);
      const contents = loaded.get(path);
      return contents === undefined ? null : { contents, syntax: syntaxOf(path) };
    },
  };
}

function places(given: string, context: CanonicalizeContext): string[] {
  if (given.startsWith(PROJECT)) {
    return [decodeURIComponent(given.slice(PROJECT.length))];
  }
  if (HAS_SCHEME.test(given)) {
    return [];
  }
  const using = context.containingUrl === null ? "" : pathOf(context.containingUrl);
  const path = decodeURIComponent(given);
  const beside = joined(using, path);
  return [...(beside === undefined ? [] : [beside]), ...elsewhere(path)];
}

/** The places where Sass looks: partials with an underscore, folders by their index. */
function candidates(place: string): string[] {
  const slash = place.lastIndexOf("/") + 1;
  const folder = place.slice(0, slash);
  const name = place.slice(slash);
  const isWhole = SUFFIXES.some((suffix) => name.endsWith(suffix));
  const names = isWhole ? [name] : SUFFIXES.map((suffix) => name + suffix);
  if (name.endsWith(".wxss")) {
    const bare = name.slice(0, -".wxss".length);
    names.push(`${bare}.scss`, `${bare}.sass`);
  }
  const files = names.flatMap((each) => [`${folder}${each}`, `${folder}_${each}`]);
  const indexes = isWhole ? [] : SUFFIXES.map((suffix) => `${place}/_index${suffix}`);
  return [...files, ...indexes, ...indexes.map((path) => path.replace("/_index", "/index"))];
}

function syntaxOf(path: string): "scss" | "indented" | "css" {
  if (path.endsWith(".sass")) {
    return "indented";
  }
  return path.endsWith(".css") ? "css" : "scss";
}

function addressOf(path: string): URL {
  return new URL(PROJECT + path.split("/").map(encodeURIComponent).join("/"));
}

function pathOf(address: URL): string {
  return decodeURIComponent(address.href.slice(PROJECT.length));
}
