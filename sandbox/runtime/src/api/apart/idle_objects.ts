// Objects of WeChat's that exist here and cannot do their work: every method that would answer
// fails, every event can be listened to, what only prepares or ends does nothing.

import type { Family, Kit } from "../kit.ts";
import { isFunction, words } from "../reading.ts";

interface IdleObject {
  readonly className: string;
  /** Methods with callbacks or a promise: they fail. */
  readonly failing: readonly string[];
  /** Methods that give nothing: they do nothing. */
  readonly quiet?: readonly string[];
  /** `onX` and `offX` take listeners. */
  readonly events?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
  /** Methods after which `onError` is told. */
  readonly erring?: readonly string[];
}

const REASON = "not supported";

const OBJECTS: Readonly<Record<string, IdleObject>> = {
  createTCPSocket: {
    className: "TCPSocket",
    failing: [],
    quiet: ["close"],
    erring: ["bindWifi", "connect", "write"],
    events: ["BindWifi", "Close", "Connect", "Error", "Message"],
  },
  createUDPSocket: {
    className: "UDPSocket",
    failing: [],
    quiet: ["close", "connect", "setTTL"],
    erring: ["bind", "send", "write"],
    events: ["Close", "Error", "Listening", "Message"],
  },
  createVKSession: {
    className: "VKSession",
    failing: [],
    quiet: words(`
      destroy stop on off cancelAnimationFrame requestAnimationFrame detectBody detectDepth
      detectFace detectHand runOCR update3DMode updateMaskMode updateOSDThreshold setDepthOccRange
      getAllMarker hitTest
    `),
    values: { state: 0, cameraSize: { width: 0, height: 0 } },
  },
  createInferenceSession: {
    className: "InferenceSession",
    failing: ["run"],
    quiet: ["destroy"],
    events: ["Error", "Load"],
  },
  createMediaRecorder: {
    className: "MediaRecorder",
    failing: ["pause", "requestFrame", "resume", "start", "stop"],
    quiet: ["destroy", "on", "off"],
  },
  createMediaContainer: {
    className: "MediaContainer",
    failing: ["extractDataSource"],
    quiet: ["addTrack", "destroy", "export", "removeTrack"],
  },
  createMediaAudioPlayer: {
    className: "MediaAudioPlayer",
    failing: ["addAudioSource", "start"],
    quiet: ["destroy", "removeAudioSource", "stop"],
    values: { volume: 1 },
  },
  createVideoDecoder: {
    className: "VideoDecoder",
    failing: ["remove", "seek", "start", "stop"],
    quiet: ["getFrameData", "on", "off"],
  },
  createGlobalPayment: {
    className: "GlobalPayment",
    failing: ["openMethodPicker", "requestGlobalPayment"],
    quiet: ["abort"],
    values: { methodKey: "" },
  },
  createCacheManager: {
    className: "CacheManager",
    failing: [],
    quiet: words(`
      addRule addRules clearCaches clearRules deleteCache deleteCaches deleteRule deleteRules
      match off on start stop
    `),
    values: { maxAge: 0, mode: "none", origin: "", state: 2 },
  },
  getNFCAdapter: {
    className: "NFCAdapter",
    failing: ["startDiscovery", "stopDiscovery"],
    events: ["Discovered"],
    values: { tech: {} },
  },
};

const NFC_TECHNOLOGIES = words(`
  IsoDep MifareClassic MifareUltralight Ndef NfcA NfcB NfcF NfcV
`);

export function idleObjectsFamily(kit: Kit): Family {
  const family: Family = {
    isVKSupport: () => false,
    getRecorderManager: recorder(kit),
    createWebAudioContext: () => webAudio(),
    getXrFrameSystem: () => xrFrame(),
  };
  for (const name of ["createWebAudioContext", "getRecorderManager", "getXrFrameSystem"]) {
    kit.failing.set(name, REASON);
  }
  for (const [name, kind] of Object.entries(OBJECTS)) {
    kit.failing.set(name, REASON);
    kit.classes.set(kind.className, idle(kit, kind));
    family[name] = () => idle(kit, kind);
  }
  kit.failing.set("isVKSupport", REASON);
  return family;
}

function idle(kit: Kit, kind: IdleObject): Record<string, unknown> {
  const made: Record<string, unknown> = { ...kind.values };
  const errors = kit.listeners<object>(`${kind.className}.onError`);
  for (const event of kind.events ?? []) {
    const listeners = event === "Error" ? errors : kit.listeners<unknown>(`on${event}`);
    made[`on${event}`] = listeners.on;
    made[`off${event}`] = listeners.off;
  }
  for (const name of kind.quiet ?? []) made[name] = () => undefined;
  for (const name of kind.failing) made[name] = kit.caller.never(name, REASON, { errno: 6 });
  for (const name of kind.erring ?? []) {
    made[name] = () => {
      kit.ground.engine.setTimeout(() => {
        errors.emit({ errMsg: `${name}:fail ${REASON}`, errno: 6 });
      }, 0);
    };
  }
  if (kind.className === "NFCAdapter") {
    const tag = idle(kit, { className: "NFCTag", failing: ["connect", "close"] });
    for (const name of NFC_TECHNOLOGIES) made[`get${name}`] = () => ({ ...tag });
  }
  if (kind.className === "VKSession") {
    // Its one answer is to a callback: 2000002, this device does not support it.
    made["start"] = (callback: unknown) => {
      kit.ground.engine.setTimeout(() => {
        kit.caller.callBack("VKSession.start", callback, 2000002);
      }, 0);
    };
  }
  return made;
}

/** There is one; starting it fails, as where the person keeps the microphone to themselves. */
function recorder(kit: Kit): () => object {
  const errors = kit.listeners<object>("RecorderManager.onError");
  const manager = idle(kit, {
    className: "RecorderManager",
    failing: [],
    quiet: ["pause", "resume", "stop"],
    events: words(`
      FrameRecorded InterruptionBegin InterruptionEnd Pause Resume Start Stop
    `),
    values: { onError: errors.on, offError: errors.off },
  });
  manager["start"] = () => {
    kit.ground.engine.setTimeout(() => {
      errors.emit({ errMsg: "operateRecorder:fail auth deny" });
    }, 0);
  };
  kit.classes.set("RecorderManager", manager);
  return () => manager;
}

/** Nodes can be joined and set; no sound comes of them. */
function webAudio(): object {
  const parameter = (value: number): object => ({
    value,
    setValueAtTime: () => parameter(value),
    linearRampToValueAtTime: () => parameter(value),
    exponentialRampToValueAtTime: () => parameter(value),
  });
  const node = (): object => ({
    gain: parameter(1),
    frequency: parameter(440),
    detune: parameter(0),
    playbackRate: parameter(1),
    delayTime: parameter(0),
    connect: (to: unknown) => to,
    disconnect: () => undefined,
    start: () => undefined,
    stop: () => undefined,
  });
  const nodes = words(`
    Analyser BiquadFilter BufferSource ChannelMerger ChannelSplitter ConstantSource Delay
    DynamicsCompressor Gain IIRFilter Oscillator Panner PeriodicWave ScriptProcessor WaveShaper
    Buffer
  `);
  return {
    currentTime: 0,
    sampleRate: 44100,
    state: "suspended",
    destination: node(),
    listener: {},
    onstatechange: null,
    close: () => Promise.resolve(),
    resume: () => Promise.resolve(),
    suspend: () => Promise.resolve(),
    decodeAudioData: (_data: unknown, _success: unknown, fail: unknown) => {
      if (isFunction(fail)) fail({ errMsg: `decodeAudioData:fail ${REASON}` });
    },
    ...Object.fromEntries(nodes.map((name) => [`create${name}`, node])),
  };
}

/** Registering parts of a 3D scene does nothing; there is no scene they would stand in. */
function xrFrame(): object {
  const registers = words(`
    AssetLoader Component DataValue Effect Element Geometry Material Texture UniformDesc
    VertexDataDesc VertexLayout
  `);
  const bases = words(`
    Component Element Effect Geometry Material AssetLoader Transform Mesh Scene XRNode
  `);
  return {
    ...Object.fromEntries(registers.map((name) => [`register${name}`, () => undefined])),
    ...Object.fromEntries(bases.map((name) => [name, function XrBase() {}])),
  };
}
