import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { open, settled } from "./outcome.ts";

describe("choosing", () => {
  const files = [
    { path: "wxfile://tmp/a.png", name: "a.png", size: 3, type: "image", width: 2, height: 1 },
    { path: "wxfile://tmp/b.mp4", name: "b.mp4", size: 9, type: "video" },
  ];

  it("gives pictures in chooseImage's shape", async () => {
    const { call, fake } = open((ground) => {
      ground.host["chooseMedia"] = () => ({ files: files.slice(0, 1) });
    });
    assert.deepEqual(await call("chooseImage", { count: 50, sourceType: ["camera"] }), {
      tempFilePaths: ["wxfile://tmp/a.png"],
      tempFiles: [{ path: "wxfile://tmp/a.png", size: 3 }],
      errMsg: "chooseImage:ok",
    });
    assert.deepEqual(fake.calls[0]?.params, {
      count: 20,
      mediaType: ["image"],
      sourceType: ["camera"],
      camera: "back",
    });
  });

  it("gives pictures and videos in chooseMedia's shape, videos measured by the view", async () => {
    const { call } = open((ground) => {
      ground.host["chooseMedia"] = () => ({ files });
      ground.view["video.measure"] = () => ({ width: 4, height: 3, duration: 1.5 });
    });
    const { tempFiles, type } = (await call("chooseMedia")) as Record<string, unknown>;
    assert.equal(type, "mix");
    assert.deepEqual(tempFiles, [
      {
        tempFilePath: "wxfile://tmp/a.png",
        size: 3,
        width: 2,
        height: 1,
        thumbTempFilePath: "",
        fileType: "image",
      },
      {
        tempFilePath: "wxfile://tmp/b.mp4",
        size: 9,
        width: 4,
        height: 3,
        duration: 1.5,
        thumbTempFilePath: "wxfile://tmp/b.mp4",
        fileType: "video",
      },
    ]);
  });

  it("reads the code in a picture, or says that there is none", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.host["chooseMedia"] = () => ({ files: files.slice(0, 1) });
      ground.view["code.read"] = () => ({ text: "tea", bytes: "dGVh" });
    });
    assert.deepEqual(await call("scanCode"), {
      result: "tea",
      scanType: "QR_CODE",
      charSet: "UTF-8",
      path: "",
      rawData: "dGVh",
      errMsg: "scanCode:ok",
    });
    fake.view["code.read"] = () => null;
    assert.match(String((await failure("scanCode"))["errMsg"]), /^scanCode:fail /);
  });

  it("keeps a file of the package by way of a temporary one; cancelling is a failure", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.files.set("/images/a.png", Uint8Array.of(1));
      ground.host["tempFile"] = ({ extension }) => ({
        path: `wxfile://tmp/1.${String(extension)}`,
      });
      ground.host["saveMedia"] = () => ({ saved: true });
    });
    await call("saveImageToPhotosAlbum", { filePath: "/images/a.png" });
    assert.deepEqual(fake.calls.at(-1)?.params, { path: "wxfile://tmp/1.png", kind: "image" });
    fake.host["saveMedia"] = () => ({ saved: false });
    assert.deepEqual(await failure("saveImageToPhotosAlbum", { filePath: "wxfile://tmp/1" }), {
      errMsg: "saveImageToPhotosAlbum:fail cancel",
    });
    const none = await failure("saveImageToPhotosAlbum", { filePath: "/none.png" });
    assert.match(String(none["errMsg"]), /file not found/);
  });

  it("previews from the address or the number that is current", async () => {
    const { call, fake } = open((ground) => {
      ground.page = ground.makePage({ route: "pages/a/b" });
    });
    const urls = ["https://a.example/1.png", "../../images/2.png", "images/3.png"];
    await call("previewImage", { urls, current: "../../images/2.png" });
    await call("previewImage", { urls, current: 9 });
    await call("previewImage", { urls, current: "none", showmenu: false });
    const [first, second, third] = fake.asks.map(({ params }) => params);
    assert.deepEqual(
      (first?.["sources"] as { url: string }[]).map(({ url }) => url),
      ["https://a.example/1.png", "/images/2.png", "/images/3.png"],
    );
    const currents = [first, second, third].map((one) => one?.["current"]);
    assert.deepEqual(currents, [1, 2, 0]);
    assert.equal(third?.["showmenu"], false);
  });
});

describe("InnerAudioContext", () => {
  interface Audio {
    src: string;
    volume: number;
    loop: boolean;
    readonly paused: boolean;
    readonly duration: number;
    play(): void;
    seek(position: number): void;
    destroy(): void;
    onPlay(hear: () => void): void;
    offPlay(): void;
    onError(hear: (error: unknown) => void): void;
  }

  it("tells the view what to play, and the app what the view says", () => {
    const { call, fake } = open();
    const audio = call("createInnerAudioContext") as Audio;
    const other = call("createInnerAudioContext") as Audio;
    const heard: unknown[] = [];
    audio.onPlay(() => heard.push("play"));
    audio.onError((error) => heard.push(error));
    audio.src = "audio/a.mp3";
    audio.volume = 7;
    audio.play();
    audio.seek(2);
    assert.deepEqual(fake.tells, [
      { name: "audio.open", params: { audio: 1, kind: "inner" } },
      { name: "audio.open", params: { audio: 2, kind: "inner" } },
      { name: "audio.set", params: { audio: 1, name: "src", value: "/audio/a.mp3" } },
      { name: "audio.set", params: { audio: 1, name: "volume", value: 1 } },
      { name: "audio.do", params: { audio: 1, verb: "play" } },
      { name: "audio.do", params: { audio: 1, verb: "seek", position: 2 } },
    ]);
    const facts = { currentTime: 0, duration: 9, buffered: 1, paused: false };
    fake.happened("audio", { audio: 1, type: "play", ...facts });
    fake.happened("audio", { audio: 1, type: "error", ...facts, code: 10004, message: "no" });
    assert.deepEqual([audio.paused, audio.duration, other.paused], [false, 9, true]);
    assert.deepEqual(heard, ["play", { errMsg: "no", errCode: 10004 }]);
    audio.offPlay();
    audio.destroy();
    fake.happened("audio", { audio: 1, type: "play", ...facts });
    assert.equal(heard.length, 2);
    assert.deepEqual(fake.tells.at(-1)?.params, { audio: 1, verb: "close" });
    assert.equal(audio.src, "audio/a.mp3");
  });

  it("the background player begins with its src; the older functions speak of the same", async () => {
    const { call, failure, fake } = open();
    assert.deepEqual(await failure("pauseBackgroundAudio"), {
      errMsg: "pauseBackgroundAudio:fail no background audio",
    });
    assert.deepEqual(await call("getBackgroundAudioPlayerState"), {
      status: 2,
      errMsg: "getBackgroundAudioPlayerState:ok",
    });
    assert.equal(fake.tells.length, 0);
    const heard: string[] = [];
    call("onBackgroundAudioPlay", () => heard.push("play"));
    await call("playBackgroundAudio", { dataUrl: "https://a.example/a.mp3", title: "Tea" });
    const manager = call("getBackgroundAudioManager") as { src: string; title: string };
    assert.deepEqual([manager.src, manager.title], ["https://a.example/a.mp3", "Tea"]);
    const facts = { currentTime: 3, duration: 10, buffered: 5, paused: false };
    fake.happened("audio", { audio: 1, type: "play", ...facts });
    assert.deepEqual(heard, ["play"]);
    const state = (await call("getBackgroundAudioPlayerState")) as Record<string, unknown>;
    assert.deepEqual([state["status"], state["downloadPercent"]], [1, 50]);
    await call("seekBackgroundAudio", { position: 4 });
    assert.deepEqual(fake.tells.at(-1)?.params, { audio: 1, verb: "seek", position: 4 });
  });
});

describe("contexts of components", () => {
  it("call the component's own methods, without callbacks, and answer through them", async () => {
    const { call, fake } = open((ground) => {
      ground.node = { page: 1, node: 4, tag: "map", id: "m", dataset: {} };
      ground.view["node.invoke"] = ({ method }) =>
        method === "getScale" ? { scale: 16 } : undefined;
    });
    const map = call("createMapContext", "m") as Record<string, (given?: unknown) => unknown>;
    const scale = await new Promise<unknown>((success) => {
      map["getScale"]?.({ success, factor: 2 });
    });
    assert.deepEqual(scale, { scale: 16, errMsg: "getScale:ok" });
    assert.deepEqual(fake.asks[0]?.params, {
      page: 1,
      node: 4,
      method: "getScale",
      args: { factor: 2 },
    });
    fake.node = { page: 1, node: 5, tag: "video", id: "v", dataset: {} };
    (call("createVideoContext", "v") as { seek(to: number): void }).seek(12);
    await settled();
    assert.equal(fake.asks[1]?.params["args"], 12);
  });

  it("tell the end of a marker's way", async () => {
    const { call, fake } = open((ground) => {
      ground.node = { page: 1, node: 4, tag: "map", id: "m", dataset: {} };
      ground.view["node.invoke"] = () => undefined;
    });
    const map = call("createMapContext", "m") as Record<string, (given?: unknown) => unknown>;
    const heard: string[] = [];
    await new Promise<void>((complete) => {
      map["translateMarker"]?.({
        markerId: 1,
        destination: { latitude: 1, longitude: 2 },
        animationEnd: () => heard.push("animationEnd"),
        success: () => heard.push("success"),
        complete,
      });
    });
    assert.deepEqual(heard, ["animationEnd", "success"]);
    assert.deepEqual(Object.keys(fake.asks[0]?.params["args"] as object), [
      "markerId",
      "destination",
    ]);
  });

  it("fail quietly while the component is not there", async () => {
    const { call } = open();
    const video = call("createVideoContext", "none") as Record<
      string,
      (given?: unknown) => unknown
    >;
    video["play"]?.();
    const failure = await new Promise((fail) => {
      video["pause"]?.({ fail });
    });
    assert.deepEqual(failure, { errMsg: "pause:fail component not found" });
  });

  it("are what SelectorQuery's context() and node() give", async () => {
    const { fake } = open();
    const place = { page: 1, node: 4 };
    const editor = (await fake.makers.context?.(place, "editor", "")) as object;
    assert.ok("insertText" in editor);
    const scroll = (await fake.makers.node?.(place, "scroll-view")) as {
      scrollTo(to: object): void;
    };
    scroll.scrollTo({ top: 5, animated: false });
    assert.deepEqual(fake.asks.at(-1)?.params, { ...place, top: 5, duration_ms: 0 });
    assert.equal(await fake.makers.node?.(place, "view"), null);
  });
});
