// A thin scroll bar over the content, as desktops show it: the engine's own would take from the
// width, and 750rpx must be all of it.

import { oncePerFrame } from "./frames.ts";

const SHORTEST_PX = 28;
const EDGE_PX = 2;
const LINGER_MS = 900;

/** Draw a bar for `scroller` into `frame`, which has its size. */
export function drawThumb(scroller: HTMLElement, frame: HTMLElement): void {
  const thumb = document.createElement("div");
  thumb.className = "fl-thumb";
  thumb.setAttribute("aria-hidden", "true");
  frame.append(thumb);
  let timer = 0;
  const show = (): void => {
    const place = placeOf(scroller.scrollTop, scroller.clientHeight, scroller.scrollHeight);
    thumb.hidden = place === null || getComputedStyle(scroller).overflowY === "hidden";
    if (!place) return;
    thumb.style.height = `${place.length_px}px`;
    thumb.style.transform = `translateY(${place.at_px}px)`;
    thumb.classList.add("fl-on");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      thumb.classList.remove("fl-on");
    }, LINGER_MS);
  };
  scroller.addEventListener("scroll", oncePerFrame(show), { passive: true });
  frame.addEventListener(
    "pointermove",
    (event) => {
      const isNear = event.clientX > frame.getBoundingClientRect().right - SHORTEST_PX;
      if (event.pointerType === "mouse" && event.buttons === 0 && isNear) show();
    },
    { passive: true },
  );
  thumb.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    drag(event, thumb, scroller);
  });
}

function drag(start: PointerEvent, thumb: HTMLElement, scroller: HTMLElement): void {
  const { clientHeight, scrollHeight, scrollTop } = scroller;
  const place = placeOf(scrollTop, clientHeight, scrollHeight);
  if (!place) return;
  const room_px = clientHeight - place.length_px - 2 * EDGE_PX;
  thumb.setPointerCapture(start.pointerId);
  const move = (event: PointerEvent): void => {
    const share = room_px > 0 ? (event.clientY - start.clientY) / room_px : 0;
    scroller.scrollTop = scrollTop + share * (scrollHeight - clientHeight);
  };
  thumb.addEventListener("pointermove", move);
  thumb.addEventListener(
    "lostpointercapture",
    () => {
      thumb.removeEventListener("pointermove", move);
    },
    { once: true },
  );
}

/** Where the bar stands and how long it is; null when all is in sight. */
export function placeOf(
  scrollTop: number,
  height: number,
  scrollHeight: number,
): { readonly at_px: number; readonly length_px: number } | null {
  if (scrollHeight - height < 1 || height <= 0) return null;
  const track_px = height - 2 * EDGE_PX;
  const length_px = Math.min(Math.max((track_px * height) / scrollHeight, SHORTEST_PX), track_px);
  const share = Math.min(Math.max(scrollTop / (scrollHeight - height), 0), 1);
  return { at_px: EDGE_PX + share * (track_px - length_px), length_px };
}
