// this.setUpdatePerformanceListener (developers.weixin.qq.com, framework/custom-component/
// update-perf-stat): how long the updates of one page or component took.

import { Component, type DataChange, type GeneralComponent } from "glass-easel";

/** What a listener is told. Times are in milliseconds since 1970, with fractions. */
export interface UpdatePerformance {
  readonly updateProcessId: number;
  /** Of the update of another component that brought this one about. */
  readonly parentUpdateProcessId?: number;
  /** glass-easel applies each update at once; it merges none. */
  readonly isMergedUpdate: false;
  /** Members of data, with `withDataPaths` alone. */
  readonly dataPaths?: readonly string[];
  readonly pendingStartTimestamp: number;
  readonly updateStartTimestamp: number;
  readonly updateEndTimestamp: number;
}

export interface UpdateHearer {
  readonly withDataPaths: boolean;
  hear(told: UpdatePerformance): void;
}

interface Process {
  readonly id: number;
  readonly component: GeneralComponent;
}

/** A component's data, as far as it is watched. */
type Group = ReturnType<typeof Component.getDataProxy>;

export class UpdatePerformances {
  readonly #now: () => number;
  readonly #hearers = new WeakMap<GeneralComponent, UpdateHearer | null>();
  #running: Process | null = null;
  #last = 0;
  #isAsked = false;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Tell `hearer` of the component's updates from now on; null: nobody. */
  listen(component: GeneralComponent, hearer: UpdateHearer | null): void {
    const isWatched = this.#hearers.has(component);
    if (!isWatched && hearer === null) return;
    this.#hearers.set(component, hearer);
    this.#isAsked = true;
    if (!isWatched) this.#watch(component, Component.getDataProxy(component));
  }

  /** An update of a component by its own code: the process that others may be part of. */
  run(component: GeneralComponent, update: () => void): void {
    if (this.#isAsked) this.#within({ id: this.#next(), component }, update);
    else update();
  }

  #watch(component: GeneralComponent, group: Group): void {
    let since: number | null = null;
    const queued = (): void => {
      since ??= this.#now();
    };
    const replaceDataOnPath = group.replaceDataOnPath.bind(group);
    const spliceArrayDataOnPath = group.spliceArrayDataOnPath.bind(group);
    const replaceProperty = group.replaceProperty.bind(group);
    const applyDataUpdates = group.applyDataUpdates.bind(group);
    Object.assign(group, {
      replaceDataOnPath: (...given: Parameters<typeof replaceDataOnPath>) => {
        queued();
        replaceDataOnPath(...given);
      },
      spliceArrayDataOnPath: (...given: Parameters<typeof spliceArrayDataOnPath>) => {
        queued();
        spliceArrayDataOnPath(...given);
      },
      replaceProperty: (...given: Parameters<typeof replaceProperty>) => {
        queued();
        return replaceProperty(...given);
      },
      applyDataUpdates: (...given: Parameters<typeof applyDataUpdates>) => {
        const hearer = this.#hearers.get(component) ?? null;
        const changes = group.getChanges();
        const pending = since;
        since = null;
        if (hearer === null || changes.length === 0) applyDataUpdates(...given);
        else {
          const paths = hearer.withDataPaths ? changes.map(pathText) : null;
          this.#told(component, hearer, paths, pending, () => {
            applyDataUpdates(...given);
          });
        }
      },
    });
  }

  #told(
    component: GeneralComponent,
    hearer: UpdateHearer,
    paths: readonly string[] | null,
    pending: number | null,
    update: () => void,
  ): void {
    const around = this.#running;
    const isOwn = around?.component === component;
    const id = isOwn ? around.id : this.#next();
    const start = this.#now();
    this.#within({ id, component }, update);
    hearer.hear({
      updateProcessId: id,
      ...(around && !isOwn ? { parentUpdateProcessId: around.id } : {}),
      isMergedUpdate: false,
      ...(paths ? { dataPaths: paths } : {}),
      pendingStartTimestamp: pending ?? start,
      updateStartTimestamp: start,
      updateEndTimestamp: this.#now(),
    });
  }

  #within(process: Process, update: () => void): void {
    const around = this.#running;
    this.#running = process;
    try {
      update();
    } finally {
      this.#running = around;
    }
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }
}

/** `a.b[0]`, as setData takes it. */
function pathText([path]: DataChange): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
