// Places. The host knows one: what the person has set. WeChat's maps use GCJ-02, China's own
// shift of WGS-84.

import { ApiFailure, refusalCode } from "./failures.ts";
import type { Family, Kit } from "./kit.ts";
import { clamped, numberOf, recordOf, type Loose } from "./reading.ts";
import { opened } from "./system/device.ts";

const FUZZY_DECIMALS = 2;
const DEFAULT_SCALE = 18;
const SHIFT_STEPS = 4;

export function locationFamily(kit: Kit): Family {
  const { host } = kit;
  const changed = kit.listeners<unknown>("onLocationChange");
  const failed = kit.listeners<unknown>("onLocationChangeError");
  return {
    getLocation: kit.later("getLocation", ({ type }) => located(kit, type)),
    getFuzzyLocation: kit.later("getFuzzyLocation", async ({ type }) => {
      const { latitude, longitude } = await located(kit, type);
      return { latitude: rounded(latitude), longitude: rounded(longitude) };
    }),
    chooseLocation: kit.later("chooseLocation", async (params) => {
      const { name, address, latitude, longitude } = recordOf(
        await host.call("chooseLocation", placeOf(params)),
      );
      const place = gcj02(numberOf(latitude, 0), numberOf(longitude, 0));
      return { name, address, ...place };
    }),
    openLocation: kit.later("openLocation", (params) => opened(host, mapAddress(params))),
    choosePoi: kit.never("choosePoi", "not supported"),
    // The place does not change while the app runs: it is told once.
    startLocationUpdate: kit.later("startLocationUpdate", ({ type }) => {
      kit.ground.engine.setTimeout(() => {
        located(kit, type ?? "gcj02").then(
          (place) => {
            changed.emit(place);
          },
          () => {
            failed.emit({ errCode: 2 });
          },
        );
      }, 0);
    }),
    startLocationUpdateBackground: kit.never("startLocationUpdateBackground", "auth deny", {
      errno: 103,
    }),
    stopLocationUpdate: kit.later("stopLocationUpdate", () => undefined),
    onLocationChange: changed.on,
    offLocationChange: changed.off,
    onLocationChangeError: failed.on,
    offLocationChangeError: failed.off,
  };
}

type Place = Record<string, unknown> & { latitude: number; longitude: number };

async function located(kit: Kit, type: unknown): Promise<Place> {
  const found = recordOf(await asked(kit));
  const place = {
    ...found,
    latitude: numberOf(found["latitude"], 0),
    longitude: numberOf(found["longitude"], 0),
  };
  return type === "gcj02" ? { ...place, ...gcj02(place.latitude, place.longitude) } : place;
}

/** Where the person has set no place, it is with WeChat as if location were switched off. */
async function asked(kit: Kit): Promise<unknown> {
  try {
    return await kit.host.call("getLocation", { type: "wgs84" });
  } catch (error) {
    if (refusalCode(error) !== "call.not_supported") throw error;
    throw new ApiFailure(":ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF", { errCode: 2 });
  }
}

/** The place on a map that needs no key, at WeChat's scale (5 to 18, as OpenStreetMap has it). */
function mapAddress(params: Loose): string {
  const latitude = numberOf(params["latitude"], 0);
  const longitude = numberOf(params["longitude"], 0);
  const place = wgs84(latitude, longitude);
  const north = place.latitude.toFixed(6);
  const east = place.longitude.toFixed(6);
  const scale = Math.round(clamped(numberOf(params["scale"], DEFAULT_SCALE), 5, 18));
  const map = `#map=${scale}/${north}/${east}`;
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}${map}`;
}

/** Where the app wants the choice to begin, as the host has it. */
function placeOf(params: Loose): Partial<Coordinates> {
  const { latitude, longitude } = params;
  if (latitude === undefined || longitude === undefined) return {};
  const place = wgs84(numberOf(latitude, 0), numberOf(longitude, 0));
  return {
    latitude: clamped(place.latitude, -90, 90),
    longitude: clamped(place.longitude, -180, 180),
  };
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(FUZZY_DECIMALS));
}

/** Of the ellipsoid Krasovsky 1940, which the shift is computed on. */
const SEMI_MAJOR_M = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** GCJ-02 as WGS-84 (degrees). The shift changes slowly: taken off again and again it is found to
 *  a millimetre. */
export function wgs84(latitude: number, longitude: number): Coordinates {
  let place = { latitude, longitude };
  for (let step = 0; step < SHIFT_STEPS; step += 1) {
    const shifted = gcj02(place.latitude, place.longitude);
    place = {
      latitude: place.latitude + latitude - shifted.latitude,
      longitude: place.longitude + longitude - shifted.longitude,
    };
  }
  return place;
}

/** WGS-84 as GCJ-02 (degrees). Outside China's bounding box they are the same. */
export function gcj02(latitude: number, longitude: number): Coordinates {
  const isOutside =
    longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271;
  if (isOutside) return { latitude, longitude };
  const x = longitude - 105;
  const y = latitude - 35;
  const angle = (latitude / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY_SQUARED * Math.sin(angle) ** 2;
  const root = Math.sqrt(magic);
  const meridian = (SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED)) / (magic * root);
  const parallel = (SEMI_MAJOR_M / root) * Math.cos(angle);
  return {
    latitude: latitude + (northShift(x, y) * 180) / (meridian * Math.PI),
    longitude: longitude + (eastShift(x, y) * 180) / (parallel * Math.PI),
  };
}

function northShift(x: number, y: number): number {
  return (
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves([20, 6, 20, 2], x) +
    waves([20, 1, 40, 1 / 3], y) +
    waves([160, 1 / 12, 320, 1 / 30], y)
  );
}

function eastShift(x: number, y: number): number {
  return (
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves([20, 6, 20, 2], x) +
    waves([20, 1, 40, 1 / 3], x) +
    waves([150, 1 / 12, 300, 1 / 30], x)
  );
}

/** Two thirds of a sum of two sines: [height, frequency, height, frequency], in half turns. */
function waves([a, f, b, g]: readonly [number, number, number, number], at: number): number {
  return ((a * Math.sin(f * at * Math.PI) + b * Math.sin(g * at * Math.PI)) * 2) / 3;
}
