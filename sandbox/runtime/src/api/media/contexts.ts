// Objects that stand for a component in the view: VideoContext, MapContext, CameraContext, …
// Their methods are the component's own (components/base.ts, `invoke`).

import type { NodePlace } from "../../logic/ports.ts";
import { ApiFailure } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { isFunction, numberOrNone, recordOf, textOf, words } from "../reading.ts";

const SCROLL_MS = 300;

/** Finds the component anew for each call: it may not be there yet when the context is made. */
export type Find = () => NodePlace | null;

interface ContextKind {
  /** WeChat's name of the class. */
  readonly className: string;
  readonly tag: string;
  readonly methods: readonly string[];
}

const VIDEO: ContextKind = {
  className: "VideoContext",
  tag: "video",
  methods: words(`
    play pause stop seek sendDanmu playbackRate requestFullScreen exitFullScreen showStatusBar
    hideStatusBar exitPictureInPicture requestBackgroundPlayback exitBackgroundPlayback
    startCasting exitCasting switchCasting reconnectCasting
  `),
};
const AUDIO: ContextKind = {
  className: "AudioContext",
  tag: "audio",
  methods: ["setSrc", "play", "pause", "seek"],
};
const MAP: ContextKind = {
  className: "MapContext",
  tag: "map",
  methods: words(`
    getCenterLocation setLocMarkerIcon moveToLocation translateMarker moveAlong includePoints
    getRegion getRotate getScale getSkew setCenterOffset removeCustomLayer addCustomLayer
    addGroundOverlay updateGroundOverlay removeGroundOverlay addVisualLayer removeVisualLayer
    executeVisualLayerCommand addArc removeArc setBoundary fromScreenLocation toScreenLocation
    addMarkers removeMarkers initMarkerCluster openMapApp eraseLines
  `),
};
const CAMERA: ContextKind = {
  className: "CameraContext",
  tag: "camera",
  methods: ["takePhoto", "startRecord", "stopRecord", "setZoom"],
};
const LIVE_PLAYER: ContextKind = {
  className: "LivePlayerContext",
  tag: "live-player",
  methods: words(`
    play stop mute pause resume requestFullScreen exitFullScreen requestPictureInPicture
    exitPictureInPicture snapshot startCasting exitCasting switchCasting reconnectCasting
    requestBackgroundPlayback exitBackgroundPlayback
  `),
};
const LIVE_PUSHER: ContextKind = {
  className: "LivePusherContext",
  tag: "live-pusher",
  methods: words(`
    start stop pause resume switchCamera snapshot toggleTorch setZoom startPreview stopPreview
    playBGM stopBGM pauseBGM resumeBGM setBGMVolume setMICVolume startAudioRecord stopAudioRecord
    sendMessage createOffscreenCanvas
  `),
};
const EDITOR: ContextKind = {
  className: "EditorContext",
  tag: "editor",
  methods: words(`
    format insertDivider insertImage insertText setContents getContents clear removeFormat undo
    redo blur scrollIntoView getSelectionText
  `),
};
const KINDS = [VIDEO, AUDIO, MAP, CAMERA, LIVE_PLAYER, LIVE_PUSHER, EDITOR];

export class Contexts {
  readonly #kit: Kit;

  constructor(kit: Kit) {
    this.#kit = kit;
    for (const kind of KINDS) {
      kit.classes.set(kind.className, Object.fromEntries(kind.methods.map((name) => [name, 0])));
    }
    kit.classes.set("ScrollViewContext", { scrollTo: 0, scrollIntoView: 0 });
  }

  family(): Family {
    return {
      createVideoContext: (id: unknown, component: unknown) =>
        this.#make(VIDEO, this.#byId(VIDEO.tag, id, component)),
      createAudioContext: (id: unknown, component: unknown) =>
        this.#make(AUDIO, this.#byId(AUDIO.tag, id, component)),
      createMapContext: (id: unknown, component: unknown) =>
        this.#make(MAP, this.#byId(MAP.tag, id, component)),
      createLivePlayerContext: (id: unknown, component: unknown) =>
        this.#make(LIVE_PLAYER, this.#byId(LIVE_PLAYER.tag, id, component)),
      createLivePusherContext: () => this.#make(LIVE_PUSHER, this.#byTag(LIVE_PUSHER.tag)),
      createCameraContext: () => this.#camera(),
    };
  }

  /** The context of a component that was found already; null for a tag that has none. */
  of(place: NodePlace, tag: string): object | null {
    const kind = KINDS.find((one) => one.tag === tag);
    if (kind) return this.#make(kind, () => place);
    return tag === "scroll-view" ? this.#scrollView(place) : null;
  }

  #make(kind: ContextKind, find: Find): Record<string, unknown> {
    const context: Record<string, unknown> = {};
    for (const method of kind.methods) {
      context[method] = (given: unknown, value: unknown) =>
        this.#call(method, find, method === "format" ? { name: given, value } : given);
    }
    return context;
  }

  #call(method: string, find: Find, given: unknown): Promise<object> | undefined {
    const run = this.#kit.later(method, async () => {
      const place = find();
      if (!place) throw new ApiFailure("component not found");
      const answer = await this.#kit.ground.view.ask("node.invoke", {
        page: place.page,
        node: place.node,
        method,
        args: withoutCallbacks(given),
      });
      // translateMarker's own callback; the answer comes when the marker has arrived.
      this.#kit.caller.callBack(`${method} animationEnd`, recordOf(given)["animationEnd"]);
      return recordOf(answer);
    });
    const promise = run(typeof given === "object" ? given : {});
    // Most of these give nothing back in WeChat; who does not wait does not want to hear.
    promise?.catch(() => undefined);
    return promise;
  }

  #camera(): object {
    const context = this.#make(CAMERA, this.#byTag(CAMERA.tag));
    // Frames of a camera are not given to apps here: a listener that hears none.
    context["onCameraFrame"] = () => ({
      start: this.#kit.caller.never("start", "not supported", {}),
      stop: this.#kit.caller.never("stop", "not supported", {}),
    });
    return context;
  }

  #scrollView(place: NodePlace): object {
    const { view, nodes } = this.#kit.ground;
    const scroll = (to: object): void => {
      const { page, node } = place;
      view.ask("node.scrollTo", { page, node, duration_ms: 0, ...to }).catch(() => undefined);
    };
    return {
      scrollEnabled: true,
      bounces: true,
      showScrollbar: true,
      pagingEnabled: false,
      fastDeceleration: false,
      decelerationDisabled: false,
      scrollTo: (given: unknown) => {
        const { duration, animated, ...to } = recordOf(given);
        const top = numberOrNone(to["top"]);
        const left = numberOrNone(to["left"]);
        scroll({
          ...(top === undefined ? {} : { top }),
          ...(left === undefined ? {} : { left }),
          duration_ms: animated === false ? 0 : (numberOrNone(duration) ?? SCROLL_MS),
        });
      },
      scrollIntoView: (selector: unknown) => {
        const found = nodes.find(undefined, textOf(selector));
        if (found) scroll({ target: found.node });
      },
    };
  }

  #byId(tag: string, id: unknown, component: unknown): Find {
    const { nodes, pages } = this.#kit.ground;
    const place = component ?? pages.current()?.instance;
    const name = textOf(id);
    return () => {
      const found = nodes.find(place, `#${name}`);
      return found?.tag === tag ? found : nodes.findByAttribute(place, tag, "id", name, true);
    };
  }

  #byTag(tag: string): Find {
    const { nodes, pages } = this.#kit.ground;
    const place = pages.current()?.instance;
    return () => nodes.findByAttribute(place, tag, "", "", true);
  }
}

/** What goes to the view: no functions. Scalars (`seek(12)`) go as they are. */
function withoutCallbacks(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given ?? null;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isFunction(value)));
}
