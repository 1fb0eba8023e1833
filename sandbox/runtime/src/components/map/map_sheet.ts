// The looks of a map's parts, beside the map library's own sheet.

import leafletCss from "leaflet/dist/leaflet.css" with { type: "text" };

export const MAP_SHEET = `${leafletCss}
  .leaflet-container { position: absolute; inset: 0; font: 12px/1.4 system-ui, sans-serif; outline: 0; }
  .leaflet-container:focus-visible { outline: 2px solid #1a73e8; outline-offset: -2px; }
  .marker { position: absolute; width: 0; height: 0; cursor: pointer; }
  .icon { position: absolute; width: max-content; }
  .icon img, .icon svg { display: block; }
  .over { position: absolute; left: 0; z-index: 1; }
  .callout {
    position: absolute; width: max-content; max-width: 240px; box-sizing: border-box;
    white-space: pre-wrap; box-shadow: 0 1px 4px rgba(0, 0, 0, 0.25);
  }
  .callout::after {
    content: ""; position: absolute; left: 50%; bottom: -6px; margin-left: -6px;
    border: 6px solid transparent; border-bottom: 0; border-top-color: var(--fill, #fff);
  }
  .label { position: absolute; width: max-content; max-width: 240px; white-space: pre-wrap; }
  .here {
    position: absolute; width: 14px; height: 14px; margin: -10px; border: 3px solid #fff;
    border-radius: 50%; background: #3878ff; box-shadow: 0 0 4px rgba(0, 0, 0, 0.4);
  }
  .control { position: absolute; z-index: 800; cursor: pointer; }
  .control img { display: block; width: 100%; height: 100%; }
  [hidden] { display: none !important; }
`;
