// mode="time" of <picker>: hours and minutes between `start` and `end`. No DOM here.

import type { PickerModel } from "./model.ts";

const DAY_MIN = 24 * 60;

/** Minutes since midnight of "hh:mm"; null for anything else. */
export function minutesOf(text: unknown): number | null {
  const found = typeof text === "string" ? /^\s*(\d{1,2}):(\d{1,2})\s*$/.exec(text) : null;
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** A picker of times; a value out of range is moved into it, none is `now_min`. */
export function clockModel(
  value: unknown,
  start: unknown,
  end: unknown,
  now_min: number,
): PickerModel {
  const from = minutesOf(start) ?? 0;
  const until = Math.max(from, minutesOf(end) ?? DAY_MIN - 1);
  return clockOf(minutesOf(value) ?? now_min, from, until);
}

function clockOf(time: number, from: number, until: number): PickerModel {
  const at = Math.min(until, Math.max(from, time));
  const hour = Math.floor(at / 60);
  const hours = span(Math.floor(from / 60), Math.floor(until / 60));
  const minutes = span(Math.max(0, from - hour * 60), Math.min(59, until - hour * 60));
  return {
    columns: [hours.map(twoDigits), minutes.map(twoDigits)],
    chosen: [hours.indexOf(hour), minutes.indexOf(at % 60)],
    choose: (column, row) => {
      const [to_h, to_min] = column === 0 ? [hours[row], at % 60] : [hour, minutes[row]];
      return clockOf((to_h ?? hour) * 60 + (to_min ?? 0), from, until);
    },
    detail: { value: `${twoDigits(hour)}:${twoDigits(at % 60)}` },
  };
}

/** All whole numbers from one to another. */
export function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
