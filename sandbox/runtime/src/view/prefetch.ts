// Which style sheets a page will use, so that they are on their way before the app's code runs.

import type { AppConfig, ComponentPath } from "../shared/config.ts";

/** Package paths of the sheets of a page and all components that it may use. */
export function sheetsOf(config: AppConfig, route: ComponentPath): string[] {
  const sheets = new Set<string>();
  if (config.appStyle !== undefined) sheets.add(config.appStyle);
  const seen = new Set<ComponentPath>();
  const waiting = [route];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const component = Object.hasOwn(config.components, path) ? config.components[path] : undefined;
    if (!component || seen.has(path)) continue;
    seen.add(path);
    if (component.style !== undefined) sheets.add(component.style);
    waiting.push(...Object.values(component.usingComponents));
  }
  return [...sheets];
}
