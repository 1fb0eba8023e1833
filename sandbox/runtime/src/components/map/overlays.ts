// Lines and areas that an app draws on a map: polyline, polygons, circles, and the older covers.

import * as L from "leaflet";

import { textOf } from "../../shared/text.ts";
import { listOf, numberOf, recordOf, type Loose } from "../media/reading.ts";
import { placeOf, placesOf } from "./geo.ts";
import { latLng } from "./leaflet_places.ts";

const BLACK = "#000000";
const CLEAR = "transparent";

/** The layers of one attribute; anew each time it changes. */
export function drawnOf(name: string, value: unknown): L.Layer[] {
  const make = name === "polyline" ? polyline : name === "polygons" ? polygon : circle;
  return listOf(value).flatMap((one) => make(recordOf(one)));
}

function polyline(given: Loose): L.Layer[] {
  const points = placesOf(given["points"]).map(latLng);
  if (points.length === 0) return [];
  const weight = numberOf(given["width"], 1);
  const border = numberOf(given["borderWidth"], 0);
  const line = L.polyline(points, {
    color: textOf(given["color"], BLACK),
    weight,
    interactive: false,
    ...(given["dottedLine"] === true ? { dashArray: `${weight * 2} ${weight * 2}` } : {}),
  });
  if (border <= 0) return [line];
  const color = textOf(given["borderColor"], CLEAR);
  return [L.polyline(points, { color, weight: weight + border * 2, interactive: false }), line];
}

function polygon(given: Loose): L.Layer[] {
  const points = placesOf(given["points"]).map(latLng);
  if (points.length < 3) return [];
  const dashes = listOf(given["dashArray"]).map((dash) => numberOf(dash, 0));
  return [
    L.polygon(points, {
      color: textOf(given["strokeColor"], BLACK),
      weight: numberOf(given["strokeWidth"], 1),
      fillColor: textOf(given["fillColor"], CLEAR),
      fillOpacity: 1,
      interactive: false,
      ...(dashes.length > 0 ? { dashArray: dashes.join(" ") } : {}),
    }),
  ];
}

function circle(given: Loose): L.Layer[] {
  const place = placeOf(given);
  if (!place) return [];
  return [
    L.circle(latLng(place), {
      radius: numberOf(given["radius"], 0),
      color: textOf(given["color"], BLACK),
      weight: numberOf(given["strokeWidth"], 1),
      fillColor: textOf(given["fillColor"], CLEAR),
      fillOpacity: 1,
      interactive: false,
    }),
  ];
}
