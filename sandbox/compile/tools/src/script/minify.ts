// Smaller code for a package, with a source map.
import { encode, type SourceMapMappings } from "@jridgewell/sourcemap-codec";
import { minify_sync } from "terser";

/**
 * Minified code and where it comes from: a source map's `mappings` for one source without names.
 * `lines`: how many lines `code` has; `endLine`, `endColumn`: the source place (from 0) that the
 * last segment names, from which a map that goes on counts.
 */
export interface Minified {
  readonly code: string;
  readonly mappings: string;
  readonly lines: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `reserved`: names that variables of the code must not be given. */
export interface MinifyRequest {
  readonly code: string;
  readonly reserved: readonly string[];
}

/** Minify the body of a module's function: its own top-level names are nobody else's. */
export function minify(request: MinifyRequest): Minified {
  const made = minify_sync(request.code, {
    ecma: 2020,
    toplevel: true,
    mangle: { reserved: [...request.reserved] },
    parse: { bare_returns: true },
    format: { comments: false },
    sourceMap: { asObject: true },
  });
  const map = (made as { decoded_map?: { mappings: SourceMapMappings } | null }).decoded_map;
  const mappings = (map?.mappings ?? []).map((line) =>
    line
      .filter((segment) => segment.length > 1)
      .map(([column, , from, at]) => place(column, from, at)),
  );
  const last = mappings.flat().at(-1);
  const text = made.code ?? "";
  return {
    code: text,
    mappings: encode(mappings),
    lines: text.split("\n").length,
    endLine: last?.[2] ?? 0,
    endColumn: last?.[3] ?? 0,
  };
}

function place(
  column: number,
  line: number | undefined,
  sourceColumn: number | undefined,
): [number, number, number, number] {
  return [column, 0, line ?? 0, sourceColumn ?? 0];
}
