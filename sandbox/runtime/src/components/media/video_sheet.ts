// The looks of <video>, and what its buttons show (drawn on 24 × 24 units).

import { InnerSheet } from "../draw.ts";

export const VIDEO_SHEET = new InnerSheet(`
  .stage {
    position: absolute; inset: 0; width: auto; height: auto; margin: 0; padding: 0; border: 0;
    display: block; overflow: hidden; background: #000; color: #fff; outline: 0;
    font: 400 13px/1.4 system-ui, sans-serif; text-align: left; white-space: normal;
    user-select: none; contain: strict;
  }
  .stage.full { position: fixed; width: 100%; height: 100%; max-width: none; max-height: none; }
  video { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
  .danmu, .above, .title, .note, .middle, .bar { position: absolute; left: 0; right: 0; }
  .danmu, .above, .note, .middle { top: 0; bottom: 0; }
  .danmu { pointer-events: none; overflow: hidden; }
  .danmu span {
    position: absolute; left: 100%; white-space: nowrap; font-size: 16px; color: #fff;
    text-shadow: 0 0 2px rgba(0, 0, 0, 0.8);
  }
  .above { pointer-events: none; }
  ::slotted(*) { pointer-events: auto; }
  .title {
    top: 0; padding: 10px 14px 24px; overflow: hidden; white-space: nowrap;
    text-overflow: ellipsis; font-size: 15px; pointer-events: none;
    background: linear-gradient(rgba(0, 0, 0, 0.5), rgba(0, 0, 0, 0));
  }
  .note {
    display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 6px;
    padding: 12px; box-sizing: border-box; background: #1f1f1f; color: rgba(255, 255, 255, 0.6);
    text-align: center; overflow-wrap: anywhere;
  }
  .note.veil { background: rgba(20, 20, 20, 0.72); color: rgba(255, 255, 255, 0.86); }
  .note svg { width: 32px; height: 32px; fill: none; stroke: currentColor; stroke-width: 1.4; }
  .middle {
    display: flex; flex-direction: column; align-items: center; justify-content: center;
    gap: 8px; pointer-events: none;
  }
  .middle button { pointer-events: auto; width: 56px; height: 56px; }
  .middle button svg { width: 56px; height: 56px; filter: drop-shadow(0 0 3px rgba(0, 0, 0, 0.4)); }
  .wheel {
    width: 32px; height: 32px; border-radius: 50%; background: #fff;
    mask:
      radial-gradient(farthest-side, transparent calc(100% - 3.5px), #000 calc(100% - 3px)),
      conic-gradient(transparent 10%, #000);
    mask-composite: intersect; animation: turn 1s linear infinite;
  }
  @keyframes turn { to { transform: rotate(1turn); } }
  .bar {
    bottom: 0; height: 44px; display: flex; align-items: center; gap: 8px; padding: 0 10px;
    background: linear-gradient(rgba(0, 0, 0, 0), rgba(0, 0, 0, 0.6)); touch-action: none;
    font-variant-numeric: tabular-nums; font-size: 12px;
  }
  button {
    flex: none; display: block; width: 28px; height: 28px; padding: 0; border: 0;
    background: none; color: #fff; cursor: pointer; border-radius: 4px; font: inherit;
  }
  button svg { display: block; width: 28px; height: 28px; fill: currentColor; }
  button.word {
    width: auto; height: 22px; padding: 0 6px; border: 1px solid rgba(255, 255, 255, 0.6);
    color: rgba(255, 255, 255, 0.6);
  }
  button.word[aria-pressed="true"] { border-color: #07c160; color: #07c160; }
  :focus-visible { outline: 2px solid #fff; outline-offset: -2px; }
  .track { position: relative; flex: 1; height: 28px; cursor: pointer; min-width: 24px; }
  .track i { position: absolute; left: 0; top: 13px; height: 2px; border-radius: 1px; }
  .track .all { right: 0; background: rgba(255, 255, 255, 0.3); }
  .track .loaded { background: rgba(255, 255, 255, 0.5); }
  .track .done { background: #fff; }
  .track .knob {
    top: 8px; width: 12px; height: 12px; margin-left: -6px; border-radius: 50%; background: #fff;
  }
  .room { flex: 1; }
  [hidden] { display: none !important; }
`);

export const PLAY = "M8 5.5v13l10.5-6.5z";
export const PAUSE = "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z";
export const LARGE_PLAY =
  "M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21zm0 1.2a9.3 9.3 0 1 1 0 18.6 9.3 9.3 0 0 1 0-18.6zM9.7 8v8l6.3-4z";
export const LOUD =
  "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM14 8.6v1.5a2.6 2.6 0 0 1 0 3.8v1.5a4 4 0 0 0 0-6.8zM14 5.6v1.5a5.2 5.2 0 0 1 0 9.8v1.5a6.7 6.7 0 0 0 0-12.8z";
export const MUTE =
  "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM20.5 9.9l-1-1-2.1 2.1-2.1-2.1-1 1 2.1 2.1-2.1 2.1 1 1 2.1-2.1 2.1 2.1 1-1-2.1-2.1z";
export const FULL =
  "M5 5h5.5v1.6H6.6v3.9H5zM13.5 5H19v5.5h-1.6V6.6h-3.9zM5 13.5h1.6v3.9h3.9V19H5zM17.4 13.5H19V19h-5.5v-1.6h3.9z";
export const SMALL =
  "M8.9 5h1.6v5.5H5V8.9h3.9zM13.5 5h1.6v3.9H19v1.6h-5.5zM5 13.5h5.5V19H8.9v-3.9H5zM13.5 13.5H19v1.6h-3.9V19h-1.6z";
