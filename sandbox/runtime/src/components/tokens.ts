// The colours and sizes that components share, as custom properties of the document: they inherit
// into every shadow root. Style v2 and darkness are classes on the document's root element, set by
// the view from the app's config. Values follow WeChat's documentation and what its base library
// shows; v1 is what apps without "style": "v2" get.

/** Classes of document.documentElement. */
export const RootClass = { V2: "fl-v2", DARK_MODE: "fl-darkmode" } as const;

const DARK = `
  --fl-text: rgba(255, 255, 255, 0.8); --fl-weak: rgba(255, 255, 255, 0.5);
  --fl-faint: rgba(255, 255, 255, 0.3);
  --fl-line: rgba(255, 255, 255, 0.1);
  --fl-fill: rgba(255, 255, 255, 0.08); --fl-fill-pressed: rgba(255, 255, 255, 0.14);
  --fl-fill-disabled: rgba(255, 255, 255, 0.05);
  --fl-sheet: #2c2c2c; --fl-sheet-0: rgba(44, 44, 44, 0); --fl-surface: #191919;
  --fl-box: #2c2c2c; --fl-box-line: rgba(255, 255, 255, 0.25); --fl-track: rgba(255, 255, 255, 0.12);
  --fl-link: #7d90a9;
  --fl-progress-track: rgba(255, 255, 255, 0.12);
`;

/** For the document's own adopted sheets. */
export const documentStyles = `
:root {
  --fl-brand: #1aad19; --fl-brand-pressed: #179b16; --fl-brand-disabled: #9ed99d;
  --fl-on-disabled: rgba(255, 255, 255, 0.6); --fl-tick: #09bb07;
  --fl-warn: #fff; --fl-warn-fill: #e64340; --fl-warn-pressed: #ce3c39;
  --fl-warn-disabled: #ec8b89; --fl-warn-line: #e64340; --fl-plain: #353535;
  --fl-pressed-text: rgba(0, 0, 0, 0.6); --fl-warn-pressed-text: rgba(255, 255, 255, 0.6);
  --fl-warn-off: rgba(255, 255, 255, 0.6);
  --fl-text: #000; --fl-weak: rgba(0, 0, 0, 0.5); --fl-faint: rgba(0, 0, 0, 0.3); --fl-placeholder: #808080;
  --fl-line: rgba(0, 0, 0, 0.1); --fl-fill: #f8f8f8; --fl-fill-pressed: #dedede;
  --fl-fill-disabled: #f7f7f7; --fl-default-text: #000; --fl-button-line: rgba(0, 0, 0, 0.2);
  --fl-button-font: 18px; --fl-button-weight: 400; --fl-button-height: 2.55555556;
  --fl-button-padding: 0 14px; --fl-button-radius: 5px;
  --fl-mini-font: 13px; --fl-mini-height: 2.3; --fl-mini-padding: 0 1.34em;
  --fl-switch: #04be02; --fl-switch-off: #dfdfdf; --fl-switch-hollow: #fdfdfd; --fl-slider: #1aad19; --fl-track: #e9e9e9;
  --fl-sheet: #fff; --fl-sheet-0: rgba(255, 255, 255, 0); --fl-surface: #fff;
  --fl-box: #fff; --fl-box-line: #d1d1d1; --fl-link: #576b95;
  --fl-focus: #1a73e8;
}
:root.${RootClass.V2} {
  --fl-brand: #07c160; --fl-brand-pressed: #06ad56; --fl-brand-disabled: rgba(7, 193, 96, 0.35);
  --fl-tick: #07c160;
  --fl-warn: #fa5151; --fl-warn-fill: #f2f2f2; --fl-warn-pressed: #e6e6e6;
  --fl-warn-disabled: #f7f7f7; --fl-warn-line: #fa5151; --fl-warn-off: rgba(250, 81, 81, 0.4);
  --fl-pressed-text: #06ae56; --fl-warn-pressed-text: #fa5151;
  --fl-text: rgba(0, 0, 0, 0.9); --fl-fill: #f2f2f2; --fl-fill-pressed: #e6e6e6;
  --fl-default-text: #06ae56; --fl-button-line: transparent;
  --fl-button-font: 17px; --fl-button-weight: 700; --fl-button-height: 1.41176471;
  --fl-button-padding: 8px 24px; --fl-button-radius: 8px;
  --fl-mini-font: 14px; --fl-mini-height: 2; --fl-mini-padding: 0 0.85em;
  --fl-switch: #07c160; --fl-slider: #07c160;
}
@media (prefers-color-scheme: dark) {
  :root.${RootClass.DARK_MODE} { ${DARK}
    --fl-default-text: rgba(255, 255, 255, 0.8); --fl-warn-fill: rgba(255, 255, 255, 0.08);
    --fl-warn: #fa5151; --fl-warn-pressed: rgba(255, 255, 255, 0.14);
    --fl-warn-disabled: rgba(255, 255, 255, 0.05); --fl-button-line: transparent;
    --fl-on-disabled: rgba(255, 255, 255, 0.3); --fl-plain: rgba(255, 255, 255, 0.8);
    --fl-pressed-text: rgba(255, 255, 255, 0.6); --fl-warn-pressed-text: #fa5151;
    --fl-warn-off: rgba(250, 81, 81, 0.4);
    color-scheme: dark;
  }
}
`;

/** A ring around what has the focus by keyboard; part of components' inner sheets. */
export const FOCUS_RING = `
:host(:focus-visible) { outline: 2px solid var(--fl-focus); outline-offset: 2px; }
`;
