// Places in the map library's form.

import * as L from "leaflet";

import type { Place } from "./port.ts";

export function latLng({ latitude, longitude }: Place): L.LatLng {
  return L.latLng(latitude, longitude);
}

export function placeFrom({ lat, lng }: L.LatLng): Place {
  return { latitude: lat, longitude: lng };
}

/** The corners that MapContext.getRegion tells. */
export function cornersOf(bounds: L.LatLngBounds): { southwest: Place; northeast: Place } {
  return {
    southwest: placeFrom(bounds.getSouthWest()),
    northeast: placeFrom(bounds.getNorthEast()),
  };
}
