// A page's backend context for glass-easel: makes nodes, sends their operations, finds them again
// when the view speaks of them.

import { Element, type composedBackend, type GeneralComponent } from "glass-easel";
import type { Metrics } from "../../shared/messages.ts";
import { Op, type NodeId, type PageId } from "../../shared/ops.ts";
import type { Found, Wanted } from "../../shared/questions.ts";
import type { TypedView } from "../api_ports.ts";
import { Batch, type BatchEnds } from "./batch.ts";
import { BackendNode, FragmentNode, RootAnchor, type MutLevel } from "./node.ts";

/** glass-easel's number for this kind of backend: its const enums do not exist at run time. */
const COMPOSED: unknown = 2;
const ORDINARY: unknown = 0;
/** glass-easel asks for this where a component's host is meant, with its tag beside it. */
const HOST_TAG = "wx-x";
/** Of what is no node of the view. */
const NO_NODE: NodeId = 0;
const ROOT_NODE_TAGS: ReadonlySet<string> = new Set(["page", "custom-tab-bar"]);

export interface ContextEnds extends BatchEnds {
  readonly view: TypedView;
  /** The name that classes of a style scope begin with; "" for none. */
  scopeName(scope: number): string;
  /** Whether the view has a component of its own of that name. */
  isBuiltIn(tag: string): boolean;
  report(what: string, error: unknown): void;
}

export class PageContext implements composedBackend.Context {
  readonly mode = COMPOSED as composedBackend.Context["mode"];
  readonly batch: Batch;
  readonly page: PageId;
  readonly #ends: ContextEnds;
  readonly #nodes = new Map<NodeId, BackendNode>();
  readonly #sheets = new Set<string>();
  readonly #root: RootAnchor;
  readonly #heardAnywhere = new Set<string>();
  readonly #gone: () => void;
  #rootNode: BackendNode | null = null;
  #lastNode: NodeId = NO_NODE;
  #undressed: BackendNode[] = [];
  #late: (() => void)[] = [];
  #fresh: GeneralComponent[] = [];

  constructor(page: PageId, ends: ContextEnds, gone: () => void) {
    this.page = page;
    this.#ends = ends;
    this.batch = new Batch(page, ends, () => this.#finish());
    this.#root = new RootAnchor(this, NO_NODE, "");
    this.#gone = gone;
  }

  destroy(): void {
    this.batch.close();
    this.#nodes.clear();
    this.#gone();
  }

  getWindowWidth(): number {
    return this.#metrics.windowWidth;
  }

  getWindowHeight(): number {
    return this.#metrics.windowHeight;
  }

  getDevicePixelRatio(): number {
    return this.#metrics.pixelRatio;
  }

  getTheme(): string {
    return this.#metrics.theme;
  }

  registerStyleSheetContent(): void {
    // Sheets are files of the package, and the view reads them.
  }

  /** Once for each sheet of a page. */
  appendStyleSheetPath(path: string): number {
    if (!this.#sheets.has(path)) {
      this.#sheets.add(path);
      this.batch.put1(Op.STYLE_SHEET, path);
    }
    return this.#sheets.size;
  }

  disableStyleSheet(): void {
    // A page keeps its sheets as long as it lives.
  }

  render(painted: (error: Error | null) => void): void {
    this.batch.whenPainted(() => {
      painted(null);
    });
  }

  getRootNode(): BackendNode {
    return this.#root;
  }

  createElement(logicalName: string, stylingName: string): BackendNode {
    const isHost = logicalName === HOST_TAG;
    const wanted = isHost ? stylingName : logicalName;
    // A component of the app that is named as a built-in one must not become one.
    const tag = isHost && this.#ends.isBuiltIn(wanted) ? `${wanted}.host` : wanted;
    const node = this.#make(tag);
    this.batch.put2(Op.CREATE, node.id, tag);
    if (this.#rootNode === null && ROOT_NODE_TAGS.has(tag)) this.#rootNode = node;
    return node;
  }

  createTextNode(content: string): BackendNode {
    const node = new BackendNode(this, this.nextNode(), "");
    this.batch.put2(Op.TEXT, node.id, content);
    return node;
  }

  createFragment(): FragmentNode {
    return new FragmentNode(this, NO_NODE, "");
  }

  nextNode(): NodeId {
    this.#lastNode += 1;
    return this.#lastNode;
  }

  onEvent(): void {
    // Events come as messages, and go to the element directly (../easel/events.ts).
  }

  /** The node of that number, while it lives. */
  find(id: NodeId): BackendNode | null {
    return this.#nodes.get(id) ?? null;
  }

  forget(node: BackendNode): void {
    this.#nodes.delete(node.id);
  }

  get nodeCount(): number {
    return this.#nodes.size;
  }

  /** Hosts that are virtual have no node to listen with: their events are heard at the root. */
  listenAnywhere(type: string): void {
    if (this.#rootNode === null || this.#heardAnywhere.has(type)) return;
    this.#heardAnywhere.add(type);
    this.#rootNode.setListenerStats(type, false, ORDINARY as MutLevel);
  }

  scopeName(scope: number): string {
    return this.#ends.scopeName(scope);
  }

  dressLater(node: BackendNode): void {
    this.#undressed[this.#undressed.length] = node;
    this.batch.wake();
  }

  /** Run at the end of the tick, before its operations go out. */
  later(run: () => void): void {
    this.#late[this.#late.length] = run;
    this.batch.wake();
  }

  /** `component` has come into the tree: it becomes ready once it is painted. */
  attached(component: GeneralComponent): void {
    if (this.#fresh.length === 0) {
      this.batch.whenPainted(() => {
        const fresh = this.#fresh;
        this.#fresh = [];
        for (const one of fresh) {
          if (Element.isAttached(one)) one.triggerLifetime("ready", []);
        }
      });
    }
    this.#fresh[this.#fresh.length] = component;
  }

  read(node: BackendNode, what: Omit<Wanted, "node">, hear: (found: Found | null) => void): void {
    this.#ends.view
      .ask("nodes.read", { page: this.page, wanted: [{ ...what, node: node.id }] })
      .then(
        (found) => {
          hear(found[0] ?? null);
        },
        () => {
          hear(null);
        },
      );
  }

  scrollTo(node: BackendNode, left: number, top: number, duration_ms: number): void {
    const place = { page: this.page, node: node.id };
    this.#ends.view.ask("node.scrollTo", { ...place, left, top, duration_ms }).catch(() => {
      // The node went before it arrived.
    });
  }

  get #metrics(): Metrics {
    return this.#ends.view.metrics;
  }

  #make(tag: string): BackendNode {
    const node = new BackendNode(this, this.nextNode(), tag);
    this.#nodes.set(node.id, node);
    return node;
  }

  /** What is due at the end of the tick; true when it may have brought forth more. */
  #finish(): boolean {
    const late = this.#late;
    this.#late = [];
    for (const run of late) {
      try {
        run();
      } catch (error) {
        this.#ends.report("wxs", error);
      }
    }
    const undressed = this.#undressed;
    this.#undressed = [];
    for (const node of undressed) {
      if (this.#nodes.has(node.id)) node.writeClasses();
    }
    return this.#late.length > 0 || this.#undressed.length > 0;
  }
}
