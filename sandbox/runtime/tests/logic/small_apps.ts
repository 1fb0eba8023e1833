// Small apps of one page.

import type { AppSource, Part, Scope } from "./stage.ts";

/** An app of one page that uses all `components` by their names. */
export function oneWith(page: Part, components: Record<string, Part> = {}): AppSource {
  const usingComponents = Object.fromEntries(Object.keys(components).map((name) => [name, name]));
  const inside = Object.fromEntries(
    Object.entries(components).map(([name, part]) => [
      name,
      { ...part, json: { usingComponents, ...part.json } },
    ]),
  );
  return {
    pages: { p: { ...page, json: { usingComponents, ...page.json } } },
    components: inside,
  };
}

export const emptyPage = ({ Page }: Scope): void => {
  Page({});
};
