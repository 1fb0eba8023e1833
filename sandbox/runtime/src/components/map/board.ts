// Draws a <map> with Leaflet.

import * as L from "leaflet";

import { textOf } from "../../shared/text.ts";
import { InnerSheet, make } from "../draw.ts";
import { listOf, numberOf, recordOf } from "../media/reading.ts";
import { addBase } from "./base_layer.ts";
import { Commands } from "./commands.ts";
import { placeOf, placesOf, SCALES, scaleOf } from "./geo.ts";
import { cornersOf, latLng, placeFrom } from "./leaflet_places.ts";
import { MAP_SHEET } from "./map_sheet.ts";
import { Markers } from "./markers.ts";
import { drawnOf } from "./overlays.ts";
import type { MakeBoard, MapBoard, MapEnds } from "./port.ts";

/** Where a map is that was given no place: WeChat shows Beijing. */
const BEIJING = { latitude: 39.908823, longitude: 116.39747 };
const DRAWN = ["polyline", "polygons", "circles"];
const NAMES = new Set(["latitude", "longitude", "scale", "min-scale", "max-scale"]);
const FLAGS = ["enable-zoom", "enable-scroll", "show-scale", "show-location"];
const EVERY = new Set([...DRAWN, ...FLAGS, "markers", "covers", "controls", "include-points"]);

/** Begins to draw in `box`, whose shadow root gets the sheet. */
export const makeBoard: MakeBoard = (box, ends) => {
  const root = box.getRootNode();
  if (root instanceof ShadowRoot) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, new InnerSheet(MAP_SHEET).sheet];
  }
  return new Board(box, ends);
};

class Board implements MapBoard {
  readonly #ends: MapEnds;
  readonly #map: L.Map;
  readonly #markers: Markers;
  readonly #commands: Commands;
  readonly #drawn = new Map<string, L.LayerGroup>();
  readonly #scale = L.control.scale({ imperial: false, position: "bottomleft" });
  readonly #controls = make("div");
  readonly #sizes: ResizeObserver;
  #here: L.Marker | null = null;
  /** Why the map moves now, in WeChat's words. */
  #cause: "update" | "drag" | "scale" = "update";

  constructor(box: HTMLElement, ends: MapEnds) {
    this.#ends = ends;
    const inner = make("div");
    box.append(inner, this.#controls);
    this.#map = L.map(inner, {
      attributionControl: false,
      zoomControl: false,
      minZoom: SCALES.least,
      maxZoom: SCALES.most,
      zoomSnap: 0,
      wheelPxPerZoomLevel: 120,
      // Frames of an app's own layer are what counts here, not of a fade.
      fadeAnimation: false,
      markerZoomAnimation: true,
    });
    this.#map.setView(latLng(placeOf(this.#center()) ?? BEIJING), this.#zoom());
    addBase(this.#map, document.documentElement);
    this.#markers = new Markers(this.#map, ends);
    this.#commands = new Commands(this.#map, this.#markers, ends);
    this.update(EVERY);
    this.#listen();
    this.#sizes = new ResizeObserver(() => {
      this.#map.invalidateSize({ animate: false });
    });
    this.#sizes.observe(inner);
  }

  update(names: ReadonlySet<string>): void {
    const { attr } = this.#ends;
    if ([...NAMES].some((name) => names.has(name))) this.#look();
    for (const name of DRAWN) if (names.has(name)) this.#draw(name);
    if (names.has("markers") || names.has("covers")) {
      this.#markers.replace([...listOf(attr("covers")), ...listOf(attr("markers"))]);
    }
    if (names.has("controls")) this.#drawControls();
    if (names.has("include-points")) this.#include();
    if (FLAGS.some((name) => names.has(name))) this.#allow();
    // At once after the app's change; the tag's own handlers stand by then.
    queueMicrotask(() => {
      this.#ends.emit("updated", {});
    });
  }

  invoke(name: string, args: unknown): unknown {
    this.#cause = "update";
    return this.#commands.run(name, recordOf(args));
  }

  remove(): void {
    this.#sizes.disconnect();
    this.#map.remove();
  }

  #center(): object {
    return { latitude: this.#ends.attr("latitude"), longitude: this.#ends.attr("longitude") };
  }

  #zoom(): number {
    const { attr } = this.#ends;
    return scaleOf(attr("scale"), attr("min-scale"), attr("max-scale"));
  }

  #look(): void {
    const { attr } = this.#ends;
    this.#map.setMinZoom(scaleOf(attr("min-scale") ?? SCALES.least));
    this.#map.setMaxZoom(scaleOf(attr("max-scale") ?? SCALES.most));
    const center = placeOf(this.#center());
    this.#cause = "update";
    const zoom = this.#ends.attr("scale") === undefined ? this.#map.getZoom() : this.#zoom();
    this.#map.setView(center ? latLng(center) : this.#map.getCenter(), zoom, { animate: false });
  }

  #draw(name: string): void {
    this.#drawn.get(name)?.remove();
    const group = L.layerGroup(drawnOf(name, this.#ends.attr(name)));
    this.#drawn.set(name, group.addTo(this.#map));
  }

  #include(): void {
    const points = placesOf(this.#ends.attr("include-points")).map(latLng);
    if (points.length === 0) return;
    this.#cause = "update";
    this.#map.fitBounds(L.latLngBounds(points), { animate: false, maxZoom: SCALES.usual });
  }

  #allow(): void {
    const map = this.#map;
    const { flag } = this.#ends;
    const setting = recordOf(this.#ends.attr("setting"));
    const allows = (name: string, member: string): boolean =>
      typeof setting[member] === "boolean" ? setting[member] : flag(name, true);
    const zooms = allows("enable-zoom", "enableZoom");
    for (const handler of [map.scrollWheelZoom, map.doubleClickZoom, map.touchZoom, map.boxZoom]) {
      if (zooms) handler.enable();
      else handler.disable();
    }
    if (allows("enable-scroll", "enableScroll")) map.dragging.enable();
    else map.dragging.disable();
    if (flag("show-scale", false)) this.#scale.addTo(map);
    else this.#scale.remove();
    if (flag("show-location", false)) void this.#showHere();
    else this.#here?.remove();
  }

  async #showHere(): Promise<void> {
    try {
      const here = latLng(await this.#ends.here());
      this.#here?.remove();
      const icon = L.divIcon({ html: make("div", "here"), className: "", iconSize: [0, 0] });
      this.#here = L.marker(here, { icon, interactive: false }).addTo(this.#map);
    } catch {
      // Not known, or the person does not want it told: there is no dot.
    }
  }

  #drawControls(): void {
    const made = listOf(this.#ends.attr("controls")).map((one) => {
      const given = recordOf(one);
      const at = recordOf(given["position"]);
      const control = make("div", "control");
      const source = this.#ends.url(textOf(given["iconPath"]));
      if (source !== null) {
        const picture = make("img");
        picture.src = source;
        picture.alt = "";
        control.append(picture);
      }
      for (const [name, absent] of Object.entries({ left: 0, top: 0, width: 0, height: 0 })) {
        const length = numberOf(at[name], absent);
        if (length !== 0) control.style.setProperty(name, `${length}px`);
      }
      control.addEventListener("click", () => {
        if (given["clickable"] === false) return;
        this.#ends.emit("controltap", { controlId: given["id"] });
      });
      return control;
    });
    this.#controls.replaceChildren(...made);
  }

  #listen(): void {
    const map = this.#map;
    map.on("click", ({ latlng, containerPoint: { x, y } }) => {
      this.#markers.closeCallouts();
      const shape = { bubbles: true, composed: true };
      this.#ends.emit("tap", { ...placeFrom(latlng), x, y }, shape);
    });
    const box = map.getContainer();
    // Before the library's own "dragstart", which comes after "movestart".
    box.addEventListener("pointermove", ({ buttons }) => {
      if (buttons !== 0) this.#cause = "drag";
    });
    box.addEventListener("wheel", () => {
      this.#cause = "scale";
    });
    map.on("dblclick", () => {
      this.#cause = "scale";
    });
    map.on("movestart", () => {
      this.#tell("begin", this.#cause === "update" ? "update" : "gesture");
    });
    map.on("moveend", () => {
      this.#tell("end", this.#cause);
      this.#cause = "update";
    });
  }

  #tell(type: "begin" | "end", causedBy: string): void {
    const map = this.#map;
    this.#ends.emit("regionchange", {
      type,
      causedBy,
      rotate: 0,
      skew: 0,
      scale: map.getZoom(),
      centerLocation: placeFrom(map.getCenter()),
      region: cornersOf(map.getBounds()),
    });
  }
}
