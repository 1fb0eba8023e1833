// Changes to a text that are made together, and places in a text as other languages count them.

/** Put `text` in place of what stands from `start` to `end` (UTF-16 offsets). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Make all edits; they must not overlap. Two at one place keep their order. */
export function edited(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of [...edits].sort((one, two) => one.start - two.start)) {
    parts.push(source.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  parts.push(source.slice(from));
  return parts.join("");
}

/** How far what stands at `offset` moves when the edits are made. */
export function shiftAt(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    shift += end <= offset ? text.length - (end - start) : 0;
  }
  return shift;
}

/**
 * A function from UTF-16 offsets to offsets in Unicode code points, which is what Python counts.
 * Ask for ascending offsets: each answer goes on from the one before.
 */
export function codePointOffsets(text: string): (offset: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
    return (offset) => offset;
  }
  let unit = 0;
  let point = 0;
  return (offset) => {
    while (unit < offset) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point += 1;
    }
    return point;
  };
}
