// mode="region" of <picker>: provinces, cities, counties. No DOM here.

import type { PickerModel } from "./model.ts";

/** Names by code of six digits, as the npm package @vant/area-data has them: a city's first two
 *  digits are its province's, a county's first four its city's. */
export interface AreaList {
  readonly province_list: Readonly<Record<string, string>>;
  readonly city_list: Readonly<Record<string, string>>;
  readonly county_list: Readonly<Record<string, string>>;
}

interface Area {
  /** "" of the app's own custom item, and of what lies below it. */
  readonly code: string;
  readonly name: string;
}

export interface RegionForm {
  readonly areas: AreaList;
  /** How many columns: province 1, city 2, else 3. */
  readonly depth: number;
  /** A row of the app's own on top of each column; "" for none. */
  readonly customItem: string;
}

/** How many columns a `level` shows; streets ("sub-district") are not in the data. */
export function depthOf(level: string): number {
  return level === "province" ? 1 : level === "city" ? 2 : 3;
}

/** A picker of regions; names that are not found begin at the top. */
export function regionModel(value: unknown, form: RegionForm): PickerModel {
  const names = Array.isArray(value) ? (value as unknown[]) : [];
  const chosen: number[] = [];
  for (let column = 0; column < form.depth; column += 1) {
    const rows = rowsBelow(chosen, column, form);
    const row = rows.findIndex((area) => area.name === names[column]);
    chosen.push(Math.max(0, row));
  }
  return regionOf(chosen, form);
}

function regionOf(chosen: readonly number[], form: RegionForm): PickerModel {
  const columns = chosen.map((_, column) => rowsBelow(chosen, column, form));
  const areas = columns.flatMap((rows, column) => rows[chosen[column] ?? 0] ?? []);
  const code = areas.map((area) => area.code).filter((text) => text !== "");
  return {
    columns: columns.map((rows) => rows.map((area) => area.name)),
    chosen,
    choose: (column, row) =>
      regionOf(
        chosen.map((old, at) => (at < column ? old : at === column ? row : 0)),
        form,
      ),
    // Postcodes of counties are in no data set that is kept; WeChat leaves them out at times, too.
    detail: { value: areas.map((area) => area.name), code, postcode: "" },
  };
}

function rowsBelow(chosen: readonly number[], column: number, form: RegionForm): Area[] {
  const { areas, customItem } = form;
  const custom: Area[] = customItem === "" ? [] : [{ code: "", name: customItem }];
  if (column === 0) return [...custom, ...sorted(areas.province_list, "")];
  const parent = rowsBelow(chosen, column - 1, form)[chosen[column - 1] ?? 0];
  if (!parent || parent.code === "") return custom;
  const list = column === 1 ? areas.city_list : areas.county_list;
  return [...custom, ...sorted(list, parent.code.slice(0, column * 2))];
}

function sorted(list: Readonly<Record<string, string>>, prefix: string): Area[] {
  return Object.entries(list)
    .filter(([code]) => code.startsWith(prefix))
    .map(([code, name]) => ({ code, name }));
}
