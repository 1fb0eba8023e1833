// The app's own part, for all its pages: what the host shows and speaks, the page does too.
const { fanlight } = window;

function applyTheme({ theme }) {
  document.documentElement.dataset.theme = theme;
}

/** The host's facts. The engine's `prefers-color-scheme` is there earlier, and nearly always right. */
export const hostFacts = fanlight.getAppBaseInfo();

fanlight.on("themeChange", applyTheme);
hostFacts.then(applyTheme, () => {});
