// What the compiler writes into a package as weixin/app.json, and both layers read.
// Names are WeChat's own (developers.weixin.qq.com, framework/config) where WeChat has one.
// The Python side of the same is sandbox/compile/config.

/** Where a document that was made ahead reads it; any other carries it. */
export const CONFIG_PATH = "weixin/app.json";
export const CONFIG_FORMAT = 1;

/** A route or a component's path: no leading slash, no suffix. */
export type ComponentPath = string;

/** app.json's `window` with a page's own JSON laid over it; absent members have WeChat's default. */
export interface PageWindow {
  readonly navigationBarBackgroundColor?: string;
  readonly navigationBarTextStyle?: "black" | "white";
  readonly navigationBarTitleText?: string;
  readonly navigationStyle?: "default" | "custom";
  readonly homeButton?: boolean;
  readonly backgroundColor?: string;
  readonly backgroundColorContent?: string;
  readonly backgroundColorTop?: string;
  readonly backgroundColorBottom?: string;
  readonly backgroundTextStyle?: "dark" | "light";
  readonly enablePullDownRefresh?: boolean;
  readonly onReachBottomDistance?: number;
  readonly disableScroll?: boolean;
  readonly pageOrientation?: "portrait" | "landscape" | "auto";
  readonly restartStrategy?: string;
  readonly initialRenderingCache?: "static" | "dynamic";
}

export type StyleIsolation =
  "isolated" | "apply-shared" | "shared" | "page-isolated" | "page-apply-shared" | "page-shared";

/** One page or component. All paths are absolute component paths; what did not resolve is left out. */
export interface ComponentConfig {
  /** `component: true`; a page written with Component() has it too. */
  readonly component?: boolean;
  readonly usingComponents: Readonly<Record<string, ComponentPath>>;
  readonly componentGenerics?: Readonly<Record<string, true | { readonly default?: string }>>;
  readonly componentPlaceholder?: Readonly<Record<string, string>>;
  readonly styleIsolation?: StyleIsolation;
  readonly addGlobalClass?: boolean;
  readonly pureDataPattern?: string;
  /** Which chunk defines its script and template: "" is the main one, else a subpackage's root. */
  readonly chunk: string;
  /** Package path of its style sheet; absent when it has none. */
  readonly style?: string;
  /** Prefix of its classes, when its style is scoped. */
  readonly styleScope?: string;
}

export interface TabItem {
  readonly pagePath: ComponentPath;
  readonly text: string;
  readonly iconPath?: string;
  readonly selectedIconPath?: string;
}

export interface TabBar {
  readonly custom: boolean;
  readonly color: string;
  readonly selectedColor: string;
  readonly backgroundColor: string;
  readonly borderStyle: string;
  readonly position: "bottom" | "top";
  readonly list: readonly TabItem[];
}

export interface Subpackage {
  /** No trailing slash. */
  readonly root: string;
  readonly name?: string;
  readonly pages: readonly ComponentPath[];
  readonly independent: boolean;
}

export interface AppConfig {
  readonly format: typeof CONFIG_FORMAT;
  readonly entry: ComponentPath;
  /** All pages, those of subpackages with their root. */
  readonly pages: readonly ComponentPath[];
  readonly window: PageWindow;
  /** Keyed by route; already laid over `window`. Values that begin with "@" are looked up in theme. */
  readonly pageWindows: Readonly<Record<ComponentPath, PageWindow>>;
  readonly components: Readonly<Record<ComponentPath, ComponentConfig>>;
  readonly appStyle?: string;
  readonly tabBar: TabBar | null;
  readonly subpackages: readonly Subpackage[];
  readonly preloadRule: Readonly<Record<ComponentPath, { readonly packages: readonly string[] }>>;
  readonly networkTimeout: Readonly<Record<string, number>>;
  readonly permission: Readonly<Record<string, { readonly desc?: string }>>;
  readonly requiredPrivateInfos: readonly string[];
  readonly darkmode: boolean;
  readonly theme: Readonly<Record<"light" | "dark", Readonly<Record<string, string>>>>;
  readonly styleVersion: "v1" | "v2";
  readonly lazyCodeLoading: boolean;
  /** Folder of the app's own Workers (`workers`), "" when it has none. */
  readonly workers: string;
  readonly debug: boolean;
  /** The WeChat appid of project.config.json, "" when there is none. */
  readonly weixinAppId: string;
  /** `data-…` attributes that style sheets select by: only these reach the view. */
  readonly dataAttributes: readonly string[];
  /** Pages whose first frame lies in the package (first_frame.ts). */
  readonly firstFrames?: readonly ComponentPath[];
}

/** Where a chunk's script lies in the package. */
export function chunkPath(chunk: string): string {
  return chunk === "" ? "weixin/main.js" : `weixin/packages/${chunk}/main.js`;
}
