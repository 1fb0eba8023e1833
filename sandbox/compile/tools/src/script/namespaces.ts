// TypeScript's `namespace`: Sucrase leaves it out, which is right only for those that hold types.

/** A namespace that seems to hold values: its name, line and column (from 1). */
export interface ValueNamespace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

const START = /(?<=^|[;{}\s])(declare\s+)?(?:export\s+)?(?:namespace|module)\s+([\w$.]+)\s*\{/g;
const VALUE = /(?:^|[;{}\n])\s*(?:export\s+)?(?:const(?!\s+enum)|let|var|function|class|async)\b/;

/** The namespaces whose values would be missing. It reads no syntax: good for a warning, no more. */
export function valueNamespaces(source: string): ValueNamespace[] {
  const found: ValueNamespace[] = [];
  for (const match of source.matchAll(START)) {
    const [text, isDeclared, name = ""] = match;
    if (isDeclared === undefined && VALUE.test(body(source, match.index + text.length))) {
      const before = source.slice(0, match.index).split("\n");
      found.push({ name, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
    }
  }
  return found;
}

function body(source: string, start: number): string {
  let depth = 1;
  let end = start;
  while (end < source.length && depth > 0) {
    const mark = source[end];
    depth += mark === "{" ? 1 : mark === "}" ? -1 : 0;
    end += 1;
  }
  return source.slice(start, end);
}
