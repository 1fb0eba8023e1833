// Places as apps write them. No DOM, no map library here.

import { listOf, numberOf, recordOf } from "../media/reading.ts";
import type { Place } from "./port.ts";

/** WeChat's limits of `scale`. */
export const SCALES = { least: 3, most: 20, usual: 16 };
const MOST_LATITUDE = 85.05;

/** An app's `{latitude, longitude}`, numbers or texts; null when one is none. */
export function placeOf(given: unknown): Place | null {
  const { latitude, longitude } = recordOf(given);
  const [lat, lng] = [numberOf(latitude, Number.NaN), numberOf(longitude, Number.NaN)];
  if (Number.isNaN(lat) || Number.isNaN(lng)) return null;
  return { latitude: within(lat, -MOST_LATITUDE, MOST_LATITUDE), longitude: lng };
}

/** The places of a list; what is none is left out. */
export function placesOf(list: unknown): Place[] {
  return listOf(list)
    .map(placeOf)
    .filter((place) => place !== null);
}

/** A `scale` within the limits that the app may have narrowed. */
export function scaleOf(
  given: unknown,
  least: unknown = SCALES.least,
  most: unknown = SCALES.most,
): number {
  const [low, high] = [numberOf(least, SCALES.least), numberOf(most, SCALES.most)];
  const scale = numberOf(given, SCALES.usual);
  return within(scale, Math.max(low, SCALES.least), Math.min(high, SCALES.most));
}

/** Length (m) and direction (degrees clockwise from north) of a short way, for markers that turn. */
export function wayBetween(from: Place, to: Place): { length_m: number; bearing_deg: number } {
  const east = (to.longitude - from.longitude) * Math.cos(radians(from.latitude));
  const north = to.latitude - from.latitude;
  const metresPerDegree = 111_320;
  const bearing = (Math.atan2(east, north) * 180) / Math.PI;
  return {
    length_m: Math.hypot(east, north) * metresPerDegree,
    bearing_deg: (bearing + 360) % 360,
  };
}

/** The place at `part` (0 to 1) of a path's length. Null for an empty path. */
export function placeAlong(path: readonly Place[], part: number): Place | null {
  const legs = path.slice(1).map((to, index) => {
    const from = path[index] ?? to;
    return { from, to, length_m: wayBetween(from, to).length_m };
  });
  let left_m = legs.reduce((sum, { length_m }) => sum + length_m, 0) * within(part, 0, 1);
  for (const { from, to, length_m } of legs) {
    if (left_m <= length_m && length_m > 0) return between(from, to, left_m / length_m);
    left_m -= length_m;
  }
  return path.at(-1) ?? null;
}

export function between(from: Place, to: Place, part: number): Place {
  return {
    latitude: from.latitude + (to.latitude - from.latitude) * part,
    longitude: from.longitude + (to.longitude - from.longitude) * part,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
