// Which style sheets a page uses, in the order in which they come: the app's, those of its
// components (each after those it uses itself), the page's own last.

import type { AppConfig, ComponentPath } from "../../shared/config.ts";

/** Where WeChat wants an app's own tab bar. */
export const TAB_BAR_PATH: ComponentPath = "custom-tab-bar/index";

/** Package paths. `tabBar`: the custom tab bar stands in the page too. */
export function sheetsOf(config: AppConfig, route: ComponentPath, tabBar: boolean): string[] {
  const sheets: string[] = [];
  const page = config.components[route];
  const ownOnly = page?.styleIsolation?.startsWith("page-") === true;
  if (config.appStyle !== undefined && !ownOnly) sheets.push(config.appStyle);
  const seen = new Set<ComponentPath>();
  const visit = (path: ComponentPath): void => {
    const component = config.components[path];
    if (!component || seen.has(path)) return;
    seen.add(path);
    for (const used of usedBy(config, path)) visit(used);
    if (component.style !== undefined) sheets.push(component.style);
  };
  if (tabBar) visit(TAB_BAR_PATH);
  visit(route);
  return sheets;
}

/** Components that a component may make: those it uses, and defaults of its generics. */
export function usedBy(config: AppConfig, path: ComponentPath): ComponentPath[] {
  const component = config.components[path];
  if (!component) return [];
  const used = Object.values(component.usingComponents);
  for (const generic of Object.values(component.componentGenerics ?? {})) {
    if (generic !== true && generic.default !== undefined) used.push(generic.default);
  }
  return used;
}
