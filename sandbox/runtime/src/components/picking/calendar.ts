// mode="date" of <picker>: years, months, days between `start` and `end`. No DOM here.

import { span, twoDigits } from "./clock.ts";
import type { PickerModel } from "./model.ts";

/** Month 1 to 12, day 1 to 31. */
export type Day = readonly [year: number, month: number, day: number];
export type Fields = "year" | "month" | "day";

const FIRST: Day = [1900, 1, 1];
const LAST: Day = [2100, 12, 31];

/** "YYYY-MM-DD", or less of it, with - or /; null for what is no day of the calendar. */
export function dayOf(text: unknown): Day | null {
  if (typeof text !== "string") return null;
  const found = /^\s*(\d{1,4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay ? [year, month, day] : null;
}

/** Days of a month in the Gregorian calendar. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** An end that is given as a year or month means all of it. */
function lastOf(text: unknown): Day | null {
  const day = dayOf(text);
  if (!day || typeof text !== "string") return null;
  const parts = text.trim().split(/[-/]/).length;
  const month = parts > 1 ? day[1] : 12;
  return [day[0], month, parts > 2 ? day[2] : daysIn(day[0], month)];
}

function before(one: Day, other: Day): boolean {
  return (one[0] - other[0] || one[1] - other[1] || one[2] - other[2]) < 0;
}

export interface CalendarWords {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** A picker of days; a value out of range is moved into it, none is `today`. */
export function calendarModel(
  value: unknown,
  bounds: { readonly start: unknown; readonly end: unknown },
  fields: Fields,
  today: Day,
  words: CalendarWords,
): PickerModel {
  const from = dayOf(bounds.start) ?? FIRST;
  const end = lastOf(bounds.end) ?? LAST;
  const until = before(end, from) ? from : end;
  return calendarOf(dayOf(value) ?? today, { from, until, fields, words });
}

interface Limits {
  readonly from: Day;
  readonly until: Day;
  readonly fields: Fields;
  readonly words: CalendarWords;
}

function calendarOf(day: Day, limits: Limits): PickerModel {
  const { from, until, fields, words } = limits;
  const [year, month, date] = before(day, from) ? from : before(until, day) ? until : day;
  const isFirstYear = year === from[0];
  const isLastYear = year === until[0];
  const years = span(from[0], until[0]);
  const months = span(isFirstYear ? from[1] : 1, isLastYear ? until[1] : 12);
  const days = span(
    isFirstYear && month === from[1] ? from[2] : 1,
    isLastYear && month === until[1] ? until[2] : daysIn(year, month),
  );
  const count = fields === "year" ? 1 : fields === "month" ? 2 : 3;
  const texts = [
    years.map((number) => `${number}${words.year}`),
    months.map((number) => `${twoDigits(number)}${words.month}`),
    days.map((number) => `${twoDigits(number)}${words.day}`),
  ];
  const chosen = [years.indexOf(year), months.indexOf(month), days.indexOf(date)];
  const value = [String(year).padStart(4, "0"), twoDigits(month), twoDigits(date)];
  return {
    columns: texts.slice(0, count),
    chosen: chosen.slice(0, count),
    choose: (column, row) => {
      const toYear = column === 0 ? (years[row] ?? year) : year;
      const toMonth = column === 1 ? (months[row] ?? month) : month;
      const toDate = column === 2 ? (days[row] ?? date) : date;
      return calendarOf([toYear, toMonth, Math.min(toDate, daysIn(toYear, toMonth))], limits);
    },
    detail: { value: value.slice(0, count).join("-") },
  };
}
