// What a MapContext does with a map.
// https://developers.weixin.qq.com/miniprogram/dev/api/media/map/MapContext.html

import * as L from "leaflet";

import { textOf } from "../../shared/text.ts";
import { listOf, numberOf, type Loose } from "../media/reading.ts";
import { placeOf, placesOf, SCALES } from "./geo.ts";
import { cornersOf, latLng, placeFrom } from "./leaflet_places.ts";
import type { Markers } from "./markers.ts";
import type { MapEnds } from "./port.ts";

type Run = (given: Loose) => unknown;

export class Commands {
  readonly #map: L.Map;
  readonly #markers: Markers;
  readonly #ends: MapEnds;
  readonly #overlays = new Map<string, L.ImageOverlay>();
  readonly #runs: Readonly<Record<string, Run>>;

  constructor(map: L.Map, markers: Markers, ends: MapEnds) {
    this.#map = map;
    this.#markers = markers;
    this.#ends = ends;
    this.#runs = this.#all();
  }

  /** Gives what the app's callback gets, or a promise of it. Throws an Error for what a map here
   *  does not do (clusters of its own, arcs, layers of Tencent's). */
  run(name: string, given: Loose): unknown {
    const run = Object.hasOwn(this.#runs, name) ? this.#runs[name] : undefined;
    if (!run) throw new Error(`${name} is not supported by this host`);
    return run(given) ?? {};
  }

  #all(): Readonly<Record<string, Run>> {
    const map = this.#map;
    const markers = this.#markers;
    return {
      getCenterLocation: () => placeFrom(map.getCenter()),
      getRegion: () => cornersOf(map.getBounds()),
      getScale: () => ({ scale: map.getZoom() }),
      getRotate: () => ({ rotate: 0 }),
      getSkew: () => ({ skew: 0 }),
      moveToLocation: async (given) => {
        map.panTo(latLng(placeOf(given) ?? (await this.#ends.here())));
      },
      includePoints: (given) => {
        this.#include(given);
      },
      translateMarker: (given) => markers.translate(given),
      moveAlong: (given) => markers.moveAlong(given),
      addMarkers: (given) => {
        if (given["clear"] === true) markers.clear();
        markers.add(given["markers"]);
      },
      removeMarkers: (given) => {
        markers.drop(given["markerIds"]);
      },
      toScreenLocation: (given) => {
        const place = placeOf(given);
        if (!place) throw new Error("there is no place");
        const { x, y } = map.latLngToContainerPoint(latLng(place));
        return { x, y };
      },
      fromScreenLocation: (given) => {
        const point = L.point(numberOf(given["x"], 0), numberOf(given["y"], 0));
        return placeFrom(map.containerPointToLatLng(point));
      },
      setBoundary: (given) => {
        const bounds = boundsOf(given);
        if (bounds) map.setMaxBounds(bounds);
      },
      addGroundOverlay: (given) => {
        this.#overlay(given);
      },
      updateGroundOverlay: (given) => {
        this.#overlay(given);
      },
      removeGroundOverlay: (given) => {
        this.#overlays.get(String(given["id"]))?.remove();
        this.#overlays.delete(String(given["id"]));
      },
      // Only how it looks, which stays as it is here.
      setCenterOffset: () => ({}),
      setLocMarkerIcon: () => ({}),
      initMarkerCluster: () => ({}),
    };
  }

  #include(given: Loose): void {
    const points = placesOf(given["points"]).map(latLng);
    if (points.length === 0) throw new Error("there are no points");
    const [top = 0, right = 0, bottom = 0, left = 0] = listOf(given["padding"]).map((one) =>
      numberOf(one, 0),
    );
    this.#map.fitBounds(L.latLngBounds(points), {
      maxZoom: SCALES.usual,
      paddingTopLeft: [left, top],
      paddingBottomRight: [right, bottom],
    });
  }

  #overlay(given: Loose): void {
    const id = String(given["id"]);
    const before = this.#overlays.get(id);
    const bounds = boundsOf(given["bounds"]) ?? before?.getBounds();
    const source = this.#ends.url(textOf(given["src"]));
    if (!bounds || source === null) throw new Error("a ground overlay needs bounds and src");
    before?.remove();
    const overlay = L.imageOverlay(source, bounds, {
      opacity: given["visible"] === false ? 0 : numberOf(given["opacity"], 1),
      zIndex: numberOf(given["zIndex"], 1),
    });
    this.#overlays.set(id, overlay.addTo(this.#map));
  }
}

function boundsOf(given: unknown): L.LatLngBounds | null {
  const { southwest, northeast } = (given ?? {}) as Loose;
  const [from, to] = [placeOf(southwest), placeOf(northeast)];
  return from && to ? L.latLngBounds(latLng(from), latLng(to)) : null;
}
