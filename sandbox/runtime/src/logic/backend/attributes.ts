// Attributes whose values mean something only where the template stands: class names of the
// component, and addresses relative to its folder.

import type { Element } from "glass-easel";
import { folderOf, normalized } from "../modules/resolve.ts";
import type { BackendNode } from "./node.ts";

/** hover-class, placeholder-class, indicator-class … */
const CLASS_NAMES = /-class$/;
/** Of built-in components: addresses of files (sandbox/compile/wxml/names.py, ASSETS). */
const ADDRESS = /^(?:src|poster|waiting-image|resource-src|default-avatar)$/;
const ELSEWHERE = /^(?:[A-Za-z][\w+.-]*:|\/|#|$)/;
const GLOBAL_SCOPE = 0;

/** Whether an attribute names classes of the component whose template it stands in. */
export function namesClasses(name: string): boolean {
  return CLASS_NAMES.test(name);
}

/** An address as the view takes it, from the package's root; anything else as it is. */
export function meant(node: BackendNode, name: string, value: unknown): unknown {
  if (typeof value !== "string" || !ADDRESS.test(name) || ELSEWHERE.test(value.trim())) {
    return value;
  }
  const owner = node.__wxElement?.ownerShadowRoot?.getHostNode().is ?? "";
  return `/${normalized(`${folderOf(owner)}/${value.trim()}`)}`;
}

/** Names of classes with their scopes, as glass-easel gives them to those of `class`. */
export function scopedClasses(node: BackendNode, names: string): string {
  const element = node.__wxElement;
  // The word by which WeChat's components say that there is none.
  if (!element || names === "none") return names;
  const found: string[] = [];
  const add = (name: string, at: Element): void => {
    const host = at.ownerShadowRoot?.getHostNode();
    if (host?.hasExternalClass(name)) {
      for (const given of host.getExternalClasses()[name] ?? []) add(given, host);
      return;
    }
    const { styleScope, extraStyleScope } = host?.getComponentOptions() ?? {};
    for (const scope of [extraStyleScope, styleScope ?? GLOBAL_SCOPE]) {
      if (scope === null || scope === undefined) continue;
      const scoped = node.scoped(name, scope);
      if (!found.includes(scoped)) found.push(scoped);
    }
  };
  for (const name of names.split(/\s+/)) {
    if (name !== "") add(name, element);
  }
  return found.join(" ");
}
