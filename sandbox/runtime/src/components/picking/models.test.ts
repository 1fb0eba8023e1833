import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { calendarModel, daysIn, dayOf, type Day } from "./calendar.ts";
import { clockModel, minutesOf } from "./clock.ts";
import { multiModel, selectorModel, type PickerModel } from "./model.ts";
import { depthOf, regionModel, type AreaList } from "./regions.ts";

describe("selector", () => {
  it("offers texts and gives a row's number as text", () => {
    const model = selectorModel(["a", "b", 3], "", "1");
    assert.deepEqual(model.columns, [["a", "b", "3"]]);
    assert.deepEqual(model.chosen, [1]);
    assert.deepEqual(model.choose(0, 2).detail, { value: "2" });
  });

  it("takes objects by their key, and any nonsense", () => {
    assert.deepEqual(selectorModel([{ n: "x" }, { m: "y" }], "n", 0).columns, [["x", ""]]);
    assert.deepEqual(selectorModel(null, "", null).columns, [[]]);
    assert.deepEqual(selectorModel(["a"], "", 9).chosen, [0]);
    assert.deepEqual(selectorModel(["a", "b"], "", -1).chosen, [0]);
  });

  it("has several columns", () => {
    const model = multiModel(
      [
        ["a", "b"],
        ["c", "d", "e"],
      ],
      "",
      [1, 9],
    );
    assert.deepEqual(model.chosen, [1, 2]);
    assert.deepEqual(model.choose(1, 0).detail, { value: [1, 0] });
    assert.deepEqual(multiModel("no", "", 5).columns, []);
  });
});

describe("times", () => {
  it("lie between start and end", () => {
    const model = clockModel("12:01", "09:30", "21:15", 0);
    const [hours = [], minutes = []] = model.columns;
    assert.deepEqual([hours[0], hours.at(-1), minutes.length], ["09", "21", 60]);
    const first = model.choose(0, 0);
    assert.deepEqual(first.detail, { value: "09:30" });
    assert.equal(first.columns[1]?.[0], "30");
    const last = model.choose(0, 12);
    assert.equal(last.columns[1]?.[15], "15");
    assert.deepEqual(last.detail, { value: "21:01" });
  });

  it("begin with now when there is none", () => {
    assert.deepEqual(clockModel("", undefined, undefined, 61).detail, { value: "01:01" });
    assert.equal(minutesOf("24:00"), null);
    assert.equal(minutesOf("7:5"), 425);
  });
});

const WORDS = { year: "", month: "", day: "" };
const TODAY: Day = [2026, 11, 22];

function calendar(value: string, start = "", end = "", fields: "year" | "month" | "day" = "day") {
  return calendarModel(value, { start, end }, fields, TODAY, WORDS);
}

describe("days", () => {
  it("exist", () => {
    assert.equal(daysIn(2024, 2), 29);
    assert.equal(daysIn(1900, 2), 28);
    assert.deepEqual(dayOf("2016/9/1"), [2016, 9, 1]);
    assert.equal(dayOf("2023-02-29"), null);
    assert.equal(dayOf("soon"), null);
  });

  it("lie between start and end, each column by the ones before it", () => {
    const model = calendar("2016-09-01", "2015-03-20", "2017-09-05");
    assert.deepEqual(model.columns[0], ["2015", "2016", "2017"]);
    assert.equal(model.columns[1]?.length, 12);
    const early = model.choose(0, 0).choose(1, 0);
    assert.deepEqual(early.detail, { value: "2015-03-20" });
    assert.deepEqual(early.columns[2]?.[0], "20");
    const late = model.choose(0, 2);
    assert.deepEqual(late.columns[1]?.at(-1), "09");
    assert.deepEqual(late.columns[2], ["01", "02", "03", "04", "05"]);
  });

  it("end with the month", () => {
    const model = calendar("2024-01-31").choose(1, 1);
    assert.deepEqual(model.detail, { value: "2024-02-29" });
    assert.deepEqual(calendar("nothing").detail, { value: "2026-11-22" });
    assert.deepEqual(calendar("1990-01-01", "2000-01-01").detail, { value: "2000-01-01" });
    assert.deepEqual(calendar("", "2000-01-01", "1999-01-01").detail, { value: "2000-01-01" });
  });

  it("may be months or years", () => {
    assert.deepEqual(calendar("2016-09", "", "", "month").detail, { value: "2016-09" });
    assert.equal(calendar("2016-09", "", "2016", "month").columns[1]?.length, 12);
    assert.deepEqual(calendar("2016", "2010", "2020", "year").chosen, [6]);
    assert.equal(calendar("2016", "2010", "2020", "year").columns.length, 1);
  });
});

const AREAS: AreaList = {
  province_list: { 110000: "北京市", 440000: "广东省" },
  city_list: { 110100: "北京市", 440100: "广州市", 440300: "深圳市" },
  county_list: { 110101: "东城区", 440103: "荔湾区", 440105: "海珠区", 440305: "南山区" },
};

function region(value: unknown, customItem = "", level = "region"): PickerModel {
  return regionModel(value, { areas: AREAS, customItem, depth: depthOf(level) });
}

describe("regions", () => {
  it("are found by their names", () => {
    const model = region(["广东省", "广州市", "海珠区"]);
    assert.deepEqual(model.columns[1], ["广州市", "深圳市"]);
    assert.deepEqual(model.detail, {
      value: ["广东省", "广州市", "海珠区"],
      code: ["440000", "440100", "440105"],
      postcode: "",
    });
    assert.deepEqual(model.choose(1, 1).detail.value, ["广东省", "深圳市", "南山区"]);
    assert.deepEqual(model.choose(0, 0).detail.value, ["北京市", "北京市", "东城区"]);
  });

  it("begin at the top, with the app's own item if it has one", () => {
    assert.deepEqual(region([]).detail.value, ["北京市", "北京市", "东城区"]);
    const all = region([], "全部");
    assert.deepEqual(all.columns, [["全部", "北京市", "广东省"], ["全部"], ["全部"]]);
    assert.deepEqual(all.detail, { value: ["全部", "全部", "全部"], code: [], postcode: "" });
    assert.deepEqual(all.choose(0, 2).columns[1], ["全部", "广州市", "深圳市"]);
  });

  it("may end at the city", () => {
    assert.deepEqual(region(["广东省", "深圳市"], "", "city").detail.value, ["广东省", "深圳市"]);
  });
});
