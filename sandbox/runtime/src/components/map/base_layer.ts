// What lies under all that an app draws: the coasts of the world while much of it is seen, and a
// grid. Coasts are Natural Earth's at 1:110 million (public domain), from the package world-atlas.
// With an operator's own tiles (`data-map-tiles` on the document's root element: an address with
// {z}, {x}, {y}), those are shown instead; the page's policy must allow their origin.

import * as L from "leaflet";
import { feature } from "topojson-client";
import land from "world-atlas/land-110m.json" with { type: "json" };

/** Nearer than this the coasts are too coarse to say anything: all is land. */
const COAST_ZOOM = 7;
const SEA = "#c3d9e6";
const LAND = "#f2f1ec";
const LINE = "rgba(90, 100, 110, 0.12)";
const TILE_PX = 256;
const CELL_PX = 64;

type Topology = Parameters<typeof feature>[0];

/** Puts the base under `map`. */
export function addBase(map: L.Map, root: HTMLElement): void {
  const tiles = root.dataset["mapTiles"] ?? "";
  if (tiles !== "") {
    L.tileLayer(tiles, { maxZoom: 20, minZoom: 1 }).addTo(map);
    return;
  }
  const pane = map.createPane("land");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  const coasts = coastLayer();
  const box = map.getContainer();
  const follow = (): void => {
    const isFar = map.getZoom() < COAST_ZOOM;
    box.style.background = isFar ? SEA : LAND;
    if (isFar) coasts.addTo(map);
    else coasts.remove();
  };
  map.on("zoomend", follow);
  map.whenReady(follow);
  new Grid({ tileSize: TILE_PX, maxZoom: 20, updateWhenZooming: false }).addTo(map);
}

function coastLayer(): L.GeoJSON {
  const topology = land as unknown as Topology;
  const shape = topology.objects["land"];
  return L.geoJSON(shape ? feature(topology, shape) : undefined, {
    interactive: false,
    pane: "land",
    style: { stroke: true, color: "#a9bcc7", weight: 1, fillColor: LAND, fillOpacity: 1 },
  });
}

/** Squares that move with the map, so that a person sees it move. */
class Grid extends L.GridLayer {
  protected override createTile(): HTMLElement {
    const tile = document.createElement("div");
    tile.style.background = [
      `linear-gradient(${LINE} 1px, transparent 1px)`,
      `linear-gradient(90deg, ${LINE} 1px, transparent 1px)`,
    ].join();
    tile.style.backgroundSize = `${CELL_PX}px ${CELL_PX}px`;
    return tile;
  }
}
