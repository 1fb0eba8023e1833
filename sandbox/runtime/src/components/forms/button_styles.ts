// The look of <button>, measured by WeChat's documentation of its styles (v1) and by style v2.
// Specificities are WeChat's too, since apps have learnt which of its rules they can override.

export const BUTTON_STYLES = `
wx-button {
  position: relative; display: block; margin-left: auto; margin-right: auto;
  padding: var(--fl-button-padding); box-sizing: border-box; overflow: hidden;
  font-size: var(--fl-button-font); font-weight: var(--fl-button-weight);
  line-height: var(--fl-button-height); text-align: center; text-decoration: none;
  border-radius: var(--fl-button-radius); color: var(--fl-default-text);
  background-color: var(--fl-fill); cursor: pointer; user-select: none;
}
wx-button::after {
  content: " "; position: absolute; top: 0; left: 0; width: 200%; height: 200%;
  transform: scale(0.5); transform-origin: 0 0; box-sizing: border-box; pointer-events: none;
  border: 1px solid var(--fl-button-line); border-radius: calc(var(--fl-button-radius) * 2);
}
wx-button:focus-visible { outline: 2px solid var(--fl-focus); outline-offset: 2px; }
wx-button:not([size="mini"]):where(:state(v2)) { width: 184px; }
wx-button[type="default"] { color: var(--fl-default-text); background-color: var(--fl-fill); }
wx-button[type="primary"] { color: #fff; background-color: var(--fl-brand); }
wx-button[type="warn"] { color: var(--fl-warn); background-color: var(--fl-warn-fill); }
wx-button[size="mini"] {
  display: inline-block; font-size: var(--fl-mini-font); line-height: var(--fl-mini-height);
  padding: var(--fl-mini-padding);
}
wx-button[disabled] { color: var(--fl-faint); cursor: default; }
wx-button[disabled]:not([type]), wx-button[disabled][type="default"] {
  color: var(--fl-faint); background-color: var(--fl-fill-disabled);
}
wx-button[disabled][type="primary"] {
  color: var(--fl-on-disabled); background-color: var(--fl-brand-disabled);
}
wx-button[disabled][type="warn"] {
  color: var(--fl-warn-off); background-color: var(--fl-warn-disabled);
}
wx-button[plain]::after { border-width: 0; }
wx-button[plain], wx-button[type="default"][plain] {
  color: var(--fl-plain); border: 1px solid var(--fl-plain); background-color: transparent;
}
wx-button[type="primary"][plain] {
  color: var(--fl-brand); border: 1px solid var(--fl-brand); background-color: transparent;
}
wx-button[type="warn"][plain] {
  color: var(--fl-warn-line); border: 1px solid var(--fl-warn-line); background-color: transparent;
}
wx-button[plain][disabled], wx-button[type][plain][disabled] {
  color: var(--fl-faint); border-color: var(--fl-faint); background-color: transparent;
}
.button-hover { color: var(--fl-pressed-text); background-color: var(--fl-fill-pressed); }
.button-hover[type="primary"] {
  color: rgba(255, 255, 255, 0.6); background-color: var(--fl-brand-pressed);
}
.button-hover[type="default"] {
  color: var(--fl-pressed-text); background-color: var(--fl-fill-pressed);
}
.button-hover[type="warn"] {
  color: var(--fl-warn-pressed-text); background-color: var(--fl-warn-pressed);
}
.button-hover[plain], .button-hover[type][plain] { background-color: transparent; opacity: 0.6; }
wx-button[loading]::before {
  content: " "; display: inline-block; width: 1em; height: 1em; margin-right: 6px;
  vertical-align: -0.12em; border-radius: 50%; background: currentColor;
  mask:
    radial-gradient(farthest-side, transparent calc(100% - 2.5px), #000 calc(100% - 2px)),
    conic-gradient(transparent 10%, #000);
  mask-composite: intersect; animation: fl-button-turn 1s linear infinite;
}
@keyframes fl-button-turn { to { transform: rotate(1turn); } }
`;
