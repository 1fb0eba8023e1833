// Words and characters as a reader counts them, in any script.

const words = new Intl.Segmenter(undefined, { granularity: "word" });
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** `{ words, characters }` of a text. A Chinese word counts as a word, an emoji as a character. */
export function count(text) {
  let found = 0;
  for (const { isWordLike } of words.segment(text)) if (isWordLike) found += 1;
  let length = 0;
  for (const { segment } of characters.segment(text)) if (segment.trim()) length += 1;
  return { words: found, characters: length };
}
