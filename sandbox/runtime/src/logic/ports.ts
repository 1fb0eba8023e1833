// What the logic layer's rooms (and ../api) need of the world beyond the Worker.

import type { Metrics } from "../shared/messages.ts";
import type { NodeId, PageId } from "../shared/ops.ts";

/** A refusal by the host or the view. `code` is the bridge's (bridge/errors.py), such as
 *  `permission.denied`; `message` is for people. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** An answer that is still to come, and can be given up. */
export interface Pending<T> extends Promise<T> {
  abort(): void;
}

/** The bridge's methods (bridge/js/src/generated.ts), for the API façade. Rejects with Refusal. */
export interface HostPort {
  call(name: string, params: object): Pending<unknown>;
  /** Blocks the Worker; throws Refusal. Only for methods that the bridge marks `sync`. */
  callSync(name: string, params: object): unknown;
  on(event: string, hear: (payload: unknown) => void): void;
  off(event: string, hear: (payload: unknown) => void): void;
  /** Whether this host has a method of that name. */
  has(name: string): boolean;
}

/** The view layer's answers (view/questions). Rejects with Refusal. */
export interface ViewPort {
  ask(name: string, params: unknown): Promise<unknown>;
  tell(name: string, params: unknown): void;
  on(event: string, hear: (params: unknown) => void): void;
  off(event: string, hear: (params: unknown) => void): void;
  readonly metrics: Metrics;
}

/** A node of a page, as the view knows it. */
export interface NodePlace {
  readonly page: PageId;
  readonly node: NodeId;
}
