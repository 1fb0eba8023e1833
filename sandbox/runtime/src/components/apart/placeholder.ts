// Components that need what a desktop host without WeChat's services has not: cameras, live
// streams, calls, 3D scenes, shops. A quiet note stands in their place, at their size, and the app
// is told once by `error`; methods of their contexts fail.

import { BuiltIn } from "../base.ts";
import { drawing, InnerSheet, make, shadow, slot } from "../draw.ts";
import * as shapes from "./shapes.ts";
import { noteFor, type Note } from "./words.ts";

export const NOTE_SHEET = new InnerSheet(`
  .note {
    position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center;
    justify-content: center; gap: 8px; overflow: hidden; box-sizing: border-box; padding: 8px;
    background: var(--fl-fill); color: var(--fl-weak); font: 400 13px/1.4 system-ui, sans-serif;
    text-align: center; white-space: normal; overflow-wrap: anywhere;
  }
  .note svg {
    width: 32px; height: 32px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.4;
    stroke-linejoin: round; stroke-linecap: round;
  }
  .dark .note { background: #1f1f1f; color: rgba(255, 255, 255, 0.55); }
  ::slotted(*) { position: relative; }
`);

/** What a kind of placeholder is, and the event that tells the app of it. */
export interface Kind {
  readonly note: Note;
  readonly shapes: Parameters<typeof drawing>[0];
  /** Where the app's own picture would be: dark in both themes. */
  readonly isDark: boolean;
  readonly event: string;
  readonly detail: object;
}

export abstract class Placeholder extends BuiltIn {
  protected abstract get kind(): Kind;

  /** Once: a component may be moved within its page. */
  connectedCallback(): void {
    if (this.shadowRoot) return;
    const { kind } = this;
    const text = noteFor(kind.note, navigator.language);
    const note = make("div", "note", drawing(kind.shapes), text);
    const box = make("div", kind.isDark ? "dark" : "", note, slot());
    shadow(this, NOTE_SHEET, box);
    // What it listens to comes in the same batch, after this.
    queueMicrotask(() => {
      this.emit(kind.event, kind.detail);
    });
  }

  override invoke(name: string): unknown {
    throw new Error(`${name} is not supported: ${noteFor(this.kind.note, "en")}`);
  }
}

const REASON = "not supported by this host";

export class Camera extends Placeholder {
  static override readonly styles = `
    wx-camera { display: block; position: relative; width: 100%; height: 300px; overflow: hidden; }
  `;

  protected override get kind(): Kind {
    const detail = { errMsg: `insertCamera:fail ${REASON}` };
    return { note: "camera", shapes: shapes.CAMERA, isDark: true, event: "error", detail };
  }
}

/** -2301: WeChat's code for a stream that cannot be reached, after all tries. */
export class LivePlayer extends Placeholder {
  static override readonly styles = `
    wx-live-player, wx-live-pusher, wx-voip-room {
      display: block; position: relative; width: 300px; height: 225px; overflow: hidden;
    }
  `;

  protected override get kind(): Kind {
    const detail = { code: -2301, message: REASON };
    return { note: "live", shapes: shapes.SCREEN, isDark: true, event: "statechange", detail };
  }
}

/** 10001, 10002: what WeChat tells when camera and microphone are not allowed. */
export class LivePusher extends Placeholder {
  protected override get kind(): Kind {
    const detail = { errCode: 10001, errMsg: REASON };
    return { note: "live", shapes: shapes.CAMERA, isDark: true, event: "error", detail };
  }
}

export class VoipRoom extends Placeholder {
  protected override get kind(): Kind {
    const detail = { errCode: -1, errMsg: REASON };
    return { note: "call", shapes: shapes.PERSON, isDark: true, event: "error", detail };
  }
}

export class XrScene extends Placeholder {
  static override readonly styles = `
    wx-xr-scene, wx-ar-camera {
      display: block; position: relative; width: 100%; height: 300px; overflow: hidden;
    }
  `;

  protected override get kind(): Kind {
    const detail = { errMsg: REASON };
    return { note: "xr", shapes: shapes.CUBE, isDark: true, event: "error", detail };
  }
}

export class ChannelVideo extends Placeholder {
  static override readonly styles = `
    wx-channel-video, wx-channel-live {
      display: block; position: relative; width: 300px; height: 225px; overflow: hidden;
    }
  `;

  protected override get kind(): Kind {
    const detail = { errMsg: REASON };
    return { note: "channels", shapes: shapes.SCREEN, isDark: true, event: "error", detail };
  }
}

export class Store extends Placeholder {
  static override readonly styles = `
    wx-store-home, wx-store-product {
      display: block; position: relative; width: 100%; height: 96px; overflow: hidden;
    }
  `;

  protected override get kind(): Kind {
    const detail = { errMsg: REASON };
    return { note: "store", shapes: shapes.SHOP, isDark: false, event: "error", detail };
  }
}

/** WeChat shows it only to whom came by certain ways; elsewhere it is not there, and says so. */
export class OfficialAccount extends Placeholder {
  static override readonly styles = `
    wx-official-account { display: block; position: relative; width: 100%; height: 84px; }
  `;

  protected override get kind(): Kind {
    const detail = { status: 1, errMsg: REASON };
    return { note: "account", shapes: shapes.PERSON, isDark: false, event: "error", detail };
  }
}
