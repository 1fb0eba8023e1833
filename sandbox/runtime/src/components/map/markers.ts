// The markers of a map.

import * as L from "leaflet";

import type { BuiltIn } from "../base.ts";
import { textOf } from "../../shared/text.ts";
import { make } from "../draw.ts";
import { listOf, numberOf, recordOf, type Loose } from "../media/reading.ts";
import { between, placeAlong, placeOf, wayBetween } from "./geo.ts";
import { latLng, placeFrom } from "./leaflet_places.ts";
import { calloutOf, iconOf, labelOf } from "./marker_parts.ts";
import type { MapEnds, Place } from "./port.ts";

/** WeChat's own limit is not told; a list of more than this is an app's mistake. */
const MOST = 5000;

interface Standing {
  readonly id: number;
  readonly layer: L.Marker;
  readonly icon: HTMLElement;
  readonly bubble: HTMLElement | null;
  readonly isAlways: boolean;
}

export class Markers {
  readonly #map: L.Map;
  readonly #ends: MapEnds;
  readonly #standing = new Map<number, Standing>();

  constructor(map: L.Map, ends: MapEnds) {
    this.#map = map;
    this.#ends = ends;
    map.on("move zoom viewreset moveend", () => {
      this.placeCustom();
    });
  }

  /** The whole list anew. */
  replace(list: unknown): void {
    this.clear();
    this.add(list);
  }

  add(list: unknown): void {
    for (const one of listOf(list).slice(0, MOST)) this.#addOne(recordOf(one));
    this.placeCustom();
  }

  drop(ids: unknown): void {
    for (const id of listOf(ids)) this.#drop(numberOf(id, Number.NaN));
  }

  clear(): void {
    for (const id of [...this.#standing.keys()]) this.#drop(id);
  }

  /** A tap beside all markers closes what a tap on one has opened. */
  closeCallouts(): void {
    for (const { bubble, isAlways } of this.#standing.values()) {
      if (bubble && !isAlways) bubble.hidden = true;
    }
  }

  /** MapContext.translateMarker: settles when it is there. */
  async translate(given: Loose): Promise<void> {
    const standing = this.#standing.get(numberOf(given["markerId"], Number.NaN));
    const to = placeOf(given["destination"]);
    if (!standing || !to) throw new Error("there is no such marker, or no destination");
    const from = placeFrom(standing.layer.getLatLng());
    if (given["autoRotate"] !== false) turn(standing, wayBetween(from, to).bearing_deg);
    await this.#travel(standing, numberOf(given["duration"], 1000), (part) =>
      between(from, to, part),
    );
  }

  /** MapContext.moveAlong: settles at the path's end. */
  async moveAlong(given: Loose): Promise<void> {
    const standing = this.#standing.get(numberOf(given["markerId"], Number.NaN));
    const path = listOf(given["path"])
      .map(placeOf)
      .filter((place) => place !== null);
    if (!standing || path.length === 0) throw new Error("there is no such marker, or no path");
    const isTurning = given["autoRotate"] !== false;
    let last: Place | null = null;
    await this.#travel(standing, numberOf(given["duration"], 0), (part) => {
      const at = placeAlong(path, part);
      if (isTurning && last && at && wayBetween(last, at).length_m > 0.01) {
        turn(standing, wayBetween(last, at).bearing_deg);
      }
      last = at;
      return at;
    });
  }

  /** Children of the tag with a `marker-id` (`customCallout`) stand above their marker. */
  placeCustom(): void {
    for (const child of this.#ends.tag.querySelectorAll("wx-cover-view, wx-view")) {
      if (!isTag(child)) continue;
      const id = numberOf(child.attrs.get("marker-id"), Number.NaN);
      if (!Number.isNaN(id)) this.#placeAbove(child, this.#standing.get(id));
    }
  }

  #placeAbove(child: BuiltIn, standing: Standing | undefined): void {
    const { style, parentElement: around } = child;
    style.position = "absolute";
    style.visibility = standing ? "" : "hidden";
    if (around && around !== this.#ends.tag) {
      around.style.overflow = "visible";
      around.style.position = "static";
    }
    if (!standing) return;
    const { x, y } = this.#map.latLngToContainerPoint(standing.layer.getLatLng());
    style.left = `${x}px`;
    style.top = `${y - standing.icon.offsetHeight}px`;
    style.transform = "translate(-50%, -100%)";
  }

  #addOne(given: Loose): void {
    const place = placeOf(given);
    if (!place) return;
    const id = numberOf(given["id"], this.#standing.size);
    this.#drop(id);
    const icon = iconOf(given, this.#ends.url);
    const box = make("div", "marker", icon);
    const callout = calloutOf(given);
    const label = labelOf(given);
    if (label) box.append(label);
    if (callout) {
      callout.bubble.hidden = !callout.isAlways;
      // Above the icon, whatever height its picture turns out to have.
      icon.before(make("div", "over", callout.bubble));
    }
    const layer = L.marker(latLng(place), {
      icon: L.divIcon({ html: box, className: "", iconSize: [0, 0] }),
      zIndexOffset: numberOf(given["zIndex"], 0) * 1000,
      keyboard: true,
      title: "",
      alt: textOf(given["title"]),
    });
    const standing: Standing = {
      id,
      layer,
      icon,
      bubble: callout?.bubble ?? null,
      isAlways: callout?.isAlways ?? false,
    };
    layer.addTo(this.#map);
    layer.on("click", (event) => {
      this.#pressed(standing, event.originalEvent.target, label);
    });
    const picture = icon.querySelector("img");
    if (picture) {
      picture.addEventListener("load", () => {
        lift(standing);
        this.placeCustom();
      });
    }
    lift(standing);
    this.#standing.set(id, standing);
  }

  #pressed(standing: Standing, on: EventTarget | null, label: HTMLElement | null): void {
    const { id, bubble } = standing;
    const isIn = (part: HTMLElement | null): boolean =>
      part !== null && on instanceof Node && part.contains(on);
    const detail = { markerId: id };
    if (isIn(bubble)) this.#ends.emit("callouttap", detail);
    else if (isIn(label)) this.#ends.emit("labeltap", detail);
    else {
      this.closeCallouts();
      if (bubble) bubble.hidden = false;
      this.#ends.emit("markertap", detail);
    }
  }

  async #travel(
    standing: Standing,
    duration_ms: number,
    at: (part: number) => Place | null,
  ): Promise<void> {
    const start = performance.now();
    for (let part = 0; part < 1;) {
      const now = await new Promise<number>((resolve) => {
        requestAnimationFrame(resolve);
      });
      if (this.#standing.get(standing.id) !== standing) return;
      part = duration_ms <= 0 ? 1 : Math.min(1, Math.max(0, (now - start) / duration_ms));
      const place = at(part);
      if (place) standing.layer.setLatLng(latLng(place));
      this.placeCustom();
    }
  }

  #drop(id: number): void {
    this.#standing.get(id)?.layer.remove();
    this.#standing.delete(id);
  }
}

/** Its class is in the other bundle: what is built into this one is not the same. */
function isTag(element: Element): element is BuiltIn {
  return "attrs" in element;
}

function turn({ icon }: Standing, bearing_deg: number): void {
  icon.style.rotate = `${bearing_deg}deg`;
}

/** The callout stands above the icon. */
function lift({ icon, bubble }: Standing): void {
  const over = bubble?.parentElement;
  if (over) over.style.top = `${-icon.offsetHeight}px`;
}
