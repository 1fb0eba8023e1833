// What a document reports about its own first screen, on its own clock (ms since time origin).

import type { PageMarkName } from "./generated.ts";

/** When a page counts as ready: when it is parsed, or when it says so. */
export type ReadyMode = "auto" | "explicit";
const LARGEST = "largest-contentful-paint";

export type Report = (name: PageMarkName, atMs: number) => void;

/** What marks need of a window; a window has it all. */
export interface Clock {
  readonly nowMs: () => number;
  /** Call back before the next frame is drawn; never while the page is hidden. */
  readonly nextFrame: (act: () => void) => void;
}

/**
 * `ready` and `painted`. Both ways of becoming ready are watched from the start, because the host's
 * word which of them counts may come after either.
 */
export class ReadyMarks {
  readonly #report: Report;
  readonly #clock: Clock;
  readonly #onPainted: () => void;
  readonly #seen = new Map<ReadyMode, Partial<Record<"ready" | "painted", number>>>();
  #mode: ReadyMode | null = null;

  /** `onPainted` is called just before `painted` is reported. */
  constructor(report: Report, clock: Clock, onPainted: () => void) {
    this.#report = report;
    this.#clock = clock;
    this.#onPainted = onPainted;
  }

  /** The document is parsed (`auto`), or the page said that it is ready (`explicit`). */
  ready(mode: ReadyMode): void {
    if (this.#seen.has(mode)) return;
    this.#seen.set(mode, {});
    this.#note(mode, "ready", this.#clock.nowMs());
    this.#clock.nextFrame(() => {
      const atMs = this.#clock.nowMs();
      // Told a frame later: by then the frame of `atMs` is drawn.
      this.#clock.nextFrame(() => {
        this.#note(mode, "painted", atMs);
      });
    });
  }

  /** The host's word which way counts. */
  choose(mode: ReadyMode): void {
    if (this.#mode !== null) return;
    this.#mode = mode;
    const seen = this.#seen.get(mode);
    for (const name of ["ready", "painted"] as const) {
      const atMs = seen?.[name];
      if (atMs !== undefined) this.#tell(name, atMs);
    }
  }

  #note(mode: ReadyMode, name: "ready" | "painted", atMs: number): void {
    const seen = this.#seen.get(mode);
    if (seen) seen[name] = atMs;
    if (this.#mode === mode) this.#tell(name, atMs);
  }

  #tell(name: "ready" | "painted", atMs: number): void {
    if (name === "painted") this.#onPainted();
    this.#report(name, atMs);
  }
}

/**
 * Paint Timing and Largest Contentful Paint, reported as the engine tells of them. A page has
 * several largest paints, each larger than the one before: the host takes the last in time.
 */
export class PaintMarks {
  readonly #report: Report;
  readonly #observer: PerformanceObserver;

  constructor(report: Report, Observer: typeof PerformanceObserver) {
    this.#report = report;
    this.#observer = new Observer((list) => {
      this.#take(list.getEntries());
    });
    for (const type of [LARGEST, "paint"]) {
      if (Observer.supportedEntryTypes.includes(type)) {
        this.#observer.observe({ type, buffered: true });
      }
    }
  }

  /** Report what the engine has seen but not told yet. */
  flush(): void {
    this.#take(this.#observer.takeRecords());
  }

  #take(entries: PerformanceEntryList): void {
    // The largest first: a first contentful paint may be all that the host still waits for.
    for (const { entryType, startTime } of entries) {
      if (entryType === LARGEST) this.#report(LARGEST, startTime);
    }
    for (const { name, startTime } of entries) {
      if (name === "first-paint" || name === "first-contentful-paint") {
        this.#report(name, startTime);
      }
    }
  }
}
