// wx.previewImage and wx.previewMedia: pictures and videos over all, one at a time. The wheel zooms,
// a drag moves or turns to the next, arrows turn, Esc and a click close.

import type { PreviewSource } from "../../shared/api_questions.ts";
import { Zoom } from "./zoom.ts";

type Url = (address: string) => string | null;

export const PREVIEW_STYLES = `
.fl-preview {
  border: 0; padding: 0; margin: 0; width: 100%; height: 100%; max-width: none; max-height: none;
  background: #000; color: #fff; overflow: hidden; outline: none;
}
.fl-preview::backdrop { background: #000; }
.fl-preview > div { position: absolute; inset: 0; display: flex; touch-action: none; }
.fl-preview img, .fl-preview video {
  margin: auto; max-width: 100%; max-height: 100%; -webkit-user-drag: none;
}
.fl-preview img { cursor: zoom-out; }
.fl-preview span {
  position: absolute; top: 14px; left: 0; right: 0; text-align: center; font: 14px sans-serif;
  text-shadow: 0 0 3px #000; pointer-events: none;
}
.fl-preview button {
  position: absolute; top: 50%; width: 40px; height: 40px; margin-top: -20px; border: 0;
  border-radius: 50%; background: rgba(128, 128, 128, 0.4); color: #fff; font: 22px/40px sans-serif;
  cursor: pointer; padding: 0;
}
.fl-preview button:first-of-type { left: 10px; }
.fl-preview button:last-of-type { right: 10px; }
.fl-preview button[hidden] { display: none; }
`;

export class Preview {
  readonly #url: Url;
  #dialog: HTMLDialogElement | null = null;

  constructor(url: Url) {
    this.#url = url;
  }

  /** Show the source number `current`; a preview that stands already is replaced. */
  show(sources: readonly PreviewSource[], current: number): void {
    this.close();
    if (sources.length === 0) return;
    const dialog = document.createElement("dialog");
    dialog.className = "fl-preview";
    const place = document.createElement("div");
    const label = document.createElement("span");
    const [before, after] = [button("‹"), button("›")];
    dialog.append(place, label, before, after);
    let at = Math.min(Math.max(Math.trunc(current) || 0, 0), sources.length - 1);
    const draw = (): void => {
      const source = sources[at];
      if (source) place.replaceChildren(this.#drawn(source, turn));
      label.textContent = sources.length > 1 ? `${at + 1} / ${sources.length}` : "";
      before.hidden = at === 0;
      after.hidden = at === sources.length - 1;
    };
    const turn = (by: number): void => {
      const next = Math.min(Math.max(at + by, 0), sources.length - 1);
      if (next === at) return;
      at = next;
      draw();
    };
    before.addEventListener("click", () => {
      turn(-1);
    });
    after.addEventListener("click", () => {
      turn(1);
    });
    dialog.addEventListener("keydown", (event) => {
      // No key of a preview is one of the page's.
      event.stopPropagation();
      if (event.key === "ArrowLeft") turn(-1);
      else if (event.key === "ArrowRight") turn(1);
      else if (event.key === "Escape") this.close();
    });
    place.addEventListener("click", (event) => {
      if (!(event.target instanceof HTMLVideoElement)) this.close();
    });
    draw();
    document.body.append(dialog);
    this.#dialog = dialog;
    dialog.showModal();
    dialog.focus();
  }

  close(): void {
    this.#dialog?.close();
    this.#dialog?.remove();
    this.#dialog = null;
  }

  #drawn(source: PreviewSource, turn: (by: number) => void): HTMLElement {
    const url = this.#url(source.url) ?? "";
    if (source.type === "video") {
      const video = document.createElement("video");
      video.controls = true;
      video.autoplay = true;
      const poster = source.poster === undefined ? null : this.#url(source.poster);
      if (poster !== null) video.poster = poster;
      video.src = url;
      return video;
    }
    const image = new Image();
    image.src = url;
    image.alt = "";
    makeZoomable(image, turn);
    return image;
  }
}

function makeZoomable(image: HTMLImageElement, turn: (by: number) => void): void {
  const zoom = new Zoom();
  const draw = (): void => {
    image.style.transform = zoom.css;
    image.style.cursor = zoom.scale > 1 ? "grab" : "zoom-out";
  };
  image.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top, width, height } = image.getBoundingClientRect();
    const [x, y] = [event.clientX - left - width / 2, event.clientY - top - height / 2];
    zoom.by(Math.exp(-event.deltaY / 400), x, y);
    draw();
  });
  image.addEventListener("pointerdown", (start) => {
    image.setPointerCapture(start.pointerId);
    let hasMoved = false;
    let last = start;
    const move = (event: PointerEvent): void => {
      hasMoved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > 10;
      if (zoom.scale > 1) zoom.move(event.clientX - last.clientX, event.clientY - last.clientY);
      last = event;
      draw();
    };
    image.addEventListener("pointermove", move);
    image.addEventListener(
      "lostpointercapture",
      () => {
        image.removeEventListener("pointermove", move);
        const right_px = last.clientX - start.clientX;
        if (zoom.scale <= 1 && Math.abs(right_px) > 60) turn(right_px < 0 ? 1 : -1);
        // The click that ends a drag is none.
        if (hasMoved) image.addEventListener("click", stop, { once: true, capture: true });
        setTimeout(() => {
          image.removeEventListener("click", stop, { capture: true });
        });
      },
      { once: true },
    );
  });
}

function stop(event: Event): void {
  event.stopPropagation();
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  return made;
}
