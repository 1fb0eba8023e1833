// Style isolation: what the component's JSON and the `options` of its script say together
// (framework/custom-component/wxml-wxss, "组件样式隔离").

import type { ComponentConfig, StyleIsolation } from "../../shared/config.ts";
import type { Definition } from "./definition.ts";

/** In the words of glass-easel's adapter (its ComponentStaticConfig). */
export interface StaticConfig {
  readonly component: boolean;
  readonly usingComponents: Readonly<Record<string, string>>;
  readonly componentGenerics?: ComponentConfig["componentGenerics"];
  readonly componentPlaceholder?: ComponentConfig["componentPlaceholder"];
  readonly styleIsolation: StyleIsolation;
  readonly pureDataPattern?: string;
}

const ISOLATIONS: readonly unknown[] = [
  "isolated",
  "apply-shared",
  "shared",
  "page-isolated",
  "page-apply-shared",
  "page-shared",
] satisfies StyleIsolation[];

export function staticConfig(
  config: Partial<ComponentConfig>,
  options: Definition,
  isPage: boolean,
): StaticConfig {
  return {
    component: config.component === true,
    usingComponents: absolute(config.usingComponents ?? {}),
    ...(config.componentGenerics ? { componentGenerics: generics(config.componentGenerics) } : {}),
    ...(config.componentPlaceholder ? { componentPlaceholder: config.componentPlaceholder } : {}),
    ...(config.pureDataPattern === undefined ? {} : { pureDataPattern: config.pureDataPattern }),
    styleIsolation: isolation(config, options, isPage),
  };
}

/** A page's own default is `shared`, also when Component() makes it. */
function isolation(
  config: Partial<ComponentConfig>,
  options: Definition,
  isPage: boolean,
): StyleIsolation {
  const said = options["styleIsolation"];
  if (ISOLATIONS.includes(said)) return fitting(said as StyleIsolation, config);
  if (config.styleIsolation) return config.styleIsolation;
  if (isPage) return "shared";
  const global = options["addGlobalClass"] ?? config.addGlobalClass;
  return global === true ? "apply-shared" : "isolated";
}

/** The sheet was compiled by what the JSON says; when it has a scope, its classes need it. */
function fitting(said: StyleIsolation, config: Partial<ComponentConfig>): StyleIsolation {
  if (config.styleScope === undefined) return said;
  if (said === "shared") return "apply-shared";
  return said === "page-shared" ? "page-apply-shared" : said;
}

type Generics = NonNullable<ComponentConfig["componentGenerics"]>;

function generics(given: Generics): Generics {
  const found: Record<string, Generics[string]> = {};
  for (const [name, generic] of Object.entries(given)) {
    const path = generic === true ? undefined : generic.default;
    found[name] = path === undefined ? true : { default: `/${path}` };
  }
  return found;
}

/** glass-easel takes a path without a slash as relative. */
function absolute(using: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, path] of Object.entries(using)) found[name] = `/${path}`;
  return found;
}
