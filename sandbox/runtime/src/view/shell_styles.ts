// The looks of what stands around the app's own nodes: the document, a page's frame and scroller.

/** Height of the tab bar, as WeChat's on a phone without a home indicator. */
export const TAB_BAR_PX = 50;
/** How far a page is held down while it refreshes. */
export const REFRESH_PX = 50;

/** Adopted by the document. `1rem` is a twentieth of the width, as WXSS says. */
export const SHELL_STYLES = `
html { height: 100%; font-size: 5vw; -webkit-text-size-adjust: 100%; color-scheme: light; }
body {
  margin: 0; height: 100%; overflow: hidden; overscroll-behavior: none;
  font: 16px -apple-system-font, "Helvetica Neue", Helvetica, Arial, "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #000; background: #fff;
  user-select: none; -webkit-tap-highlight-color: transparent;
}
.fl-stage { position: fixed; inset: 0; overflow: hidden; contain: strict; }
.fl-frame {
  position: absolute; inset: 0; z-index: 3; overflow: hidden; background: #fff;
  contain: layout paint style; container-type: size;
}
.fl-frame.fl-tab { z-index: 1; bottom: var(--fl-below, 0); top: var(--fl-above, 0); }
.fl-frame.fl-away { visibility: hidden; content-visibility: hidden; pointer-events: none; }
.fl-page {
  position: absolute; inset: 0; overflow: hidden auto; overscroll-behavior: none;
  scrollbar-width: none; outline: none;
}
.fl-page.fl-still { overflow: hidden; }
.fl-page::-webkit-scrollbar { display: none; }
@media (prefers-color-scheme: dark) {
  html.fl-darkmode { color-scheme: dark; }
  html.fl-darkmode body, html.fl-darkmode .fl-frame {
    color: rgba(255, 255, 255, 0.8); background: var(--fl-surface, #191919);
  }
}

.fl-dots {
  position: absolute; left: 0; right: 0; top: 0; height: ${REFRESH_PX}px; display: flex;
  align-items: center; justify-content: center; gap: 8px; opacity: 0; pointer-events: none;
  --fl-dot: rgba(0, 0, 0, 0.3);
}
.fl-dots.fl-light { --fl-dot: rgba(255, 255, 255, 0.7); }
.fl-dots i { width: 6px; height: 6px; border-radius: 50%; background: var(--fl-dot); }
.fl-dots.fl-on i { animation: fl-dot 1.2s ease-in-out infinite; }
.fl-dots.fl-on i:nth-child(2) { animation-delay: 0.2s; }
.fl-dots.fl-on i:nth-child(3) { animation-delay: 0.4s; }
@keyframes fl-dot { 0%, 60%, 100% { opacity: 0.3; } 30% { opacity: 1; } }

.fl-thumb {
  position: absolute; right: 2px; top: 0; width: 6px; border-radius: 3px; z-index: 1;
  background: rgba(128, 128, 128, 0.6); opacity: 0; transition: opacity 0.2s; touch-action: none;
}
.fl-thumb.fl-on, .fl-thumb:hover { opacity: 1; }
.fl-thumb:hover { width: 9px; border-radius: 5px; }
`;

/** The first of a page's own sheets; what each component shows by default comes behind it. */
export const PAGE_STYLES = `
wx-page { display: block; font-size: 16px; word-break: normal; }
[hidden], [fl-late] { display: none !important; }
/* A phone's scrollbars take no room: with them, what is laid out in rpx no longer fits. An app's own
   rule for them wins. */
:where(wx-page *)::-webkit-scrollbar { width: 0; height: 0; }
`;
