// Line drawings for the notes, 24 × 24 units.

type Shapes = readonly (readonly [string, Readonly<Record<string, string>>])[];

export const CAMERA: Shapes = [
  [
    "path",
    {
      d: "M4 7h3.5L9 5h6l1.5 2H20a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z",
    },
  ],
  ["circle", { cx: "12", cy: "13", r: "3.5" }],
];
export const SCREEN: Shapes = [
  ["rect", { x: "3", y: "5", width: "18", height: "13", rx: "1.5" }],
  ["path", { d: "M10 8.8v5.4l4.6-2.7zM8.5 21h7" }],
];
export const CUBE: Shapes = [
  ["path", { d: "M12 3l7.5 4.3v9.4L12 21l-7.5-4.3V7.3zM4.5 7.3L12 11.6l7.5-4.3M12 11.6V21" }],
];
export const SHOP: Shapes = [
  ["path", { d: "M4.5 9.5V20h15V9.5M3 9l2-5h14l2 5a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z" }],
];
export const GLOBE: Shapes = [
  ["circle", { cx: "12", cy: "12", r: "9" }],
  ["path", { d: "M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z" }],
];
export const PERSON: Shapes = [
  ["circle", { cx: "12", cy: "9", r: "4" }],
  ["path", { d: "M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7" }],
];
