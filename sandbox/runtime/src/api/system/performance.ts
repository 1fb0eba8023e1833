// wx.getPerformance, with WeChat's names for what it measures.

import type { Family, Kit } from "../kit.ts";
import { listOf, recordOf, textOf, textsOf } from "../reading.ts";

const ENTRY_TYPES = ["navigation", "render", "script", "loadPackage", "resource"];
const DEFAULT_BUFFER = 30;

/** One entry; times are milliseconds of the epoch, durations milliseconds. */
interface Entry {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;
  readonly path: string;
  readonly navigationStart?: number;
  readonly navigationType?: string;
}

interface Observer {
  readonly types: ReadonlySet<string>;
  readonly tell: (entries: readonly Entry[]) => void;
}

export function performanceFamily(kit: Kit): Family {
  const record = new Timeline(kit);
  return { getPerformance: () => record.performance };
}

class Timeline {
  readonly performance: object;
  readonly #kit: Kit;
  readonly #observers = new Set<Observer>();
  #entries: Entry[] = [];
  #size = DEFAULT_BUFFER;
  #hasLaunched = false;

  constructor(kit: Kit) {
    this.#kit = kit;
    kit.ground.app.on("route", ({ path, openType }) => {
      this.#routed(path, openType);
    });
    this.performance = {
      getEntries: () => listOf([...this.#entries]),
      getEntriesByType: (type: unknown) =>
        this.#entries.filter((entry) => entry.entryType === type),
      getEntriesByName: (name: unknown, type?: unknown) =>
        this.#entries.filter(
          (entry) => entry.name === name && (type === undefined || entry.entryType === type),
        ),
      setBufferSize: (size: unknown) => {
        if (typeof size === "number" && size >= 0) this.#size = size;
      },
      createObserver: (callback: unknown) => this.#observer(callback),
    };
  }

  #routed(path: string, openType: string): void {
    const { engine } = this.#kit.ground;
    const isLaunch = !this.#hasLaunched;
    this.#hasLaunched = true;
    const now = engine.timeOrigin + engine.now();
    const start = isLaunch ? engine.timeOrigin : now;
    this.#add({
      name: isLaunch ? "appLaunch" : "route",
      entryType: "navigation",
      startTime: start,
      duration: now - start,
      path,
      navigationStart: start,
      navigationType: isLaunch ? "appLaunch" : openType,
    });
    this.#kit.ground.nextTick(() => {
      const painted = engine.timeOrigin + engine.now();
      for (const name of ["firstRender", "firstPaint", "firstContentfulPaint"]) {
        this.#add({ name, entryType: "render", startTime: start, duration: painted - start, path });
      }
    });
  }

  #add(entry: Entry): void {
    this.#entries = [...this.#entries, entry].slice(-this.#size);
    for (const observer of this.#observers) {
      if (observer.types.has(entry.entryType)) observer.tell([entry]);
    }
  }

  #observer(callback: unknown): object {
    let observing: Observer | null = null;
    const disconnect = (): void => {
      if (observing) this.#observers.delete(observing);
      observing = null;
    };
    return {
      supportedEntryTypes: [...ENTRY_TYPES],
      observe: (options: unknown) => {
        disconnect();
        const { entryTypes, type } = recordOf(options);
        const types = new Set([...textsOf(entryTypes), textOf(type)]);
        observing = {
          types,
          tell: (entries) => {
            this.#kit.caller.callBack("PerformanceObserver", callback, entryList(entries));
          },
        };
        this.#observers.add(observing);
      },
      disconnect,
    };
  }
}

function entryList(entries: readonly Entry[]): object {
  return {
    getEntries: () => [...entries],
    getEntriesByType: (type: unknown) => entries.filter((entry) => entry.entryType === type),
    getEntriesByName: (name: unknown) => entries.filter((entry) => entry.name === name),
  };
}
