"""What real mini-programs ask of `wx` most: values, the store, files, drawing, polite failures.

Scenes of tests/weixin_child.py, run in the gallery's own layer; what each API gave stands under its
name. What it has to be is in tests/demand_shown.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

Seen = dict[str, Any]

_VALUES = """
(async () => {
  const seen = {};
  const ask = (name, params) => new Promise((done) => {
    wx[name]({ ...params, success: done, fail: done });
  });
  const code = (bytes) => [...new Uint8Array(bytes)];
  seen.arrayBufferToBase64 = wx.arrayBufferToBase64(Uint8Array.of(231, 148, 187).buffer);
  seen.base64ToArrayBuffer = code(wx.base64ToArrayBuffer("55S7"));
  seen.canIUse = ["request", "button.open-type.share", "noSuchApi"].map((x) => wx.canIUse(x));
  seen.env = wx.env.USER_DATA_PATH;
  const size = wx.getSystemInfoSync();
  seen.getSystemInfoSync = size.windowWidth > 0 && size.pixelRatio > 0 && typeof size.platform;
  const whole = await ask("getSystemInfo");
  seen.getSystemInfo = [whole.errMsg, whole.windowWidth === size.windowWidth];
  const place = wx.getWindowInfo();
  seen.getWindowInfo = place.windowWidth === size.windowWidth && place.screenHeight > 0;
  seen.getDeviceInfo = typeof wx.getDeviceInfo().platform;
  const base = wx.getAppBaseInfo();
  seen.getAppBaseInfo = [base.SDKVersion.split(".").length, ["light", "dark"].includes(base.theme)];
  const menu = wx.getMenuButtonBoundingClientRect();
  seen.getMenuButtonBoundingClientRect = menu.right > menu.left && menu.width > 0;
  seen.getAccountInfoSync = wx.getAccountInfoSync().miniProgram.envVersion;
  seen.getLaunchOptionsSync = wx.getLaunchOptionsSync().path;
  seen.getEnterOptionsSync = wx.getEnterOptionsSync().path;
  seen.getExtConfigSync = wx.getExtConfigSync();
  seen.nextTick = await new Promise((done) => {
    const order = [];
    wx.nextTick(() => done([...order, "tick"]));
    order.push("now");
  });
  const { shared, derived } = wx.worklet;
  const count = shared(3);
  const twice = derived(() => count.value * 2);
  count.value = 4;
  seen.worklet = twice.value;
  seen.router = typeof wx.router.addRouteBuilder;
  seen.getUpdateManager = await new Promise((done) => {
    wx.getUpdateManager().onCheckForUpdate(({ hasUpdate }) => done(hasUpdate));
  });
  seen.getNetworkType = (await ask("getNetworkType")).errMsg;
  const heard = () => undefined;
  wx.onNetworkStatusChange(heard);
  seen.onNetworkStatusChange = wx.offNetworkStatusChange(heard) === undefined;
  wx.onMenuButtonBoundingClientRectWeightChange(heard);
  seen.onMenuButtonBoundingClientRectWeightChange = "listens";
  wx.offMenuButtonBoundingClientRectWeightChange(heard);
  seen.offMenuButtonBoundingClientRectWeightChange = "forgets";
  for (const name of ["setEnableDebug", "vibrateShort", "vibrateLong", "setTopBarText",
    "setInnerAudioOption", "requirePrivacyAuthorize", "showShareMenu", "checkSession"]) {
    if (name === "checkSession") {
      const before = (await ask(name)).errMsg;
      const login = await ask("login");
      seen.login = [login.errMsg, login.code.slice(0, 4)];
      seen.checkSession = [before, (await ask(name)).errMsg];
    } else {
      const params = {
        setTopBarText: { text: "Tea" },
        vibrateShort: { type: "light" },
        setEnableDebug: { enableDebug: false },
      }[name];
      seen[name] = (await ask(name, params)).errMsg;
    }
  }
  seen.getUserInfo = (await ask("getUserInfo")).userInfo.nickName;
  seen.checkIsAddedToMyMiniProgram = (await ask("checkIsAddedToMyMiniProgram")).added;
  seen.getPrivacySetting = (await ask("getPrivacySetting")).needAuthorization;
  wx.onNeedPrivacyAuthorization((resolve) => resolve({ event: "agree" }));
  seen.onNeedPrivacyAuthorization = (await ask("requirePrivacyAuthorize")).errMsg;
  return seen;
})()
"""

_STORE = """
(async () => {
  const seen = {};
  const ask = (name, params) => new Promise((done) => {
    wx[name]({ ...params, success: done, fail: done });
  });
  wx.setStorageSync("a", { at: [1] });
  seen.setStorageSync = wx.getStorageSync("a");
  seen.getStorageSync = wx.getStorageSync("none");
  await ask("setStorage", { key: "b", data: "tea" });
  seen.setStorage = wx.getStorageSync("b");
  seen.getStorage = (await ask("getStorage", { key: "b" })).data;
  seen.getStorageInfo = (await ask("getStorageInfo")).keys.filter((x) => "ab".includes(x)).sort();
  wx.removeStorageSync("a");
  seen.removeStorageSync = wx.getStorageSync("a");
  await ask("removeStorage", { key: "b" });
  seen.removeStorage = (await ask("getStorage", { key: "b" })).errMsg;
  wx.setStorageSync("c", 1);
  wx.clearStorageSync();
  seen.clearStorageSync = (await ask("getStorageInfo")).keys;
  wx.setStorageSync("d", 1);
  await ask("clearStorage");
  seen.clearStorage = (await ask("getStorageInfo")).keys;
  const files = wx.getFileSystemManager();
  const path = `${wx.env.USER_DATA_PATH}/demand.txt`;
  files.writeFileSync(path, "茶", "utf8");
  seen.getFileSystemManager = [files.readFileSync(path, "utf8"), files.statSync(path).size];
  const scene = await ask("getImageInfo", { src: "/images/scene.png" });
  seen.getImageInfo = [scene.type, scene.width > 0];
  const small = await ask("compressImage", { src: "/images/scene.png", compressedWidth: 60 });
  seen.compressImage = (await ask("getImageInfo", { src: small.tempFilePath })).width;
  const none = await ask("getImageInfo", { src: "/images/none.png" });
  seen.getImageInfo.push(none.errMsg.split(" ")[0]);
  return seen;
})()
"""

_POLITE = """
(async () => {
  const seen = {};
  const ask = (name, params) => new Promise((done) => {
    wx[name]({ ...params, success: () => done("ok"), fail: ({ errMsg }) => done(errMsg) });
  });
  const account = { finderUserName: "f", feedId: "1", eventId: "1", noticeId: "1", username: "g" };
  for (const name of ["getChannelsLiveInfo", "getChannelsLiveNoticeInfo", "openChannelsActivity",
    "openChannelsEvent", "openChannelsLive", "openChannelsUserProfile", "reserveChannelsLive",
    "openOfficialAccountChat", "openOfficialAccountProfile"]) {
    seen[name] = await ask(name, account);
  }
  seen.openStoreOrderDetail = await ask("openStoreOrderDetail", { orderId: "1" });
  seen.getHCEState = await ask("getHCEState");
  seen.getScreenBrightness = await ask("getScreenBrightness");
  seen.setScreenBrightness = await ask("setScreenBrightness", { value: 0.5 });
  seen.getShareInfo = await ask("getShareInfo", { shareTicket: "t" });
  seen.openPrivacyContract = await ask("openPrivacyContract");
  seen.requestMerchantTransfer = await ask("requestMerchantTransfer", {
    mchId: "1", appId: "wx0", package: "p",
  });
  seen.shareToOfficialAccount = await ask("shareToOfficialAccount", { title: "t" });
  seen.showShareImageMenu = await ask("showShareImageMenu", { path: "/images/scene.png" });
  wx.cloud.init({ env: "tea" });
  seen.cloud = await wx.cloud.callFunction({ name: "brew" }).catch(({ errMsg }) => errMsg);
  for (const name of ["createRewardedVideoAd", "createInterstitialAd"]) {
    const ad = wx[name]({ adUnitId: "adunit-sample" });
    const told = new Promise((done) => ad.onError(({ errCode }) => done(errCode)));
    const failed = await ad.load().catch(({ errCode }) => errCode);
    seen[name] = [failed, await told];
  }
  return seen;
})()
"""


async def values(hand: Hand) -> Seen:
    """What needs no page and no person."""
    seen: Seen = await hand.logic(_VALUES)
    return seen | await hand.logic(_STORE) | await hand.logic(_POLITE)


async def drawn(hand: Hand) -> Seen:
    """What stands on a page: nodes, movement, canvases, maps, films and sounds."""
    seen: Seen = {}
    await hand.go("packageApi/query/index")
    await hand.press("#rect")
    seen["createSelectorQuery"] = json.loads(await hand.told(lambda text: "width" in text))
    await hand.go("packageApi/animation/index")
    await hand.press("#spin")
    turned = "[...look.root().querySelectorAll('*')].some((x) => /rotate/.test(x.style?.transform))"
    seen["createAnimation"] = await hand.until(turned)
    await hand.go("packageApi/canvas/index")
    await hand.told(lambda text: text == "画好了")
    seen["createCanvasContext"] = await hand.logic("typeof wx.createCanvasContext('old').draw")
    await hand.press("#read")
    seen["canvasGetImageData"] = await hand.told(lambda text: text.startswith("91 "))
    await hand.press("#export")
    await hand.told(lambda text: text == "导出好了")
    seen["canvasToTempFilePath"] = await hand.logic(
        "wx.getImageInfo({ src: getCurrentPages().at(-1).data.picture }).then((x) => x.type)"
    )
    await hand.go("packageComponent/map/index")
    await hand.until("look.one('#map') !== null")
    seen["createMapContext"] = await hand.logic(
        "new Promise((done) =>"
        " getCurrentPages().at(-1).map.getScale({ success: done, fail: done }))"
        ".then(({ errMsg, scale }) => [errMsg, scale])"
    )
    await hand.go("packageComponent/video/index")
    await hand.press("#play")
    await hand.told(lambda text: text in ("play", "ended"))
    await hand.press("#pause")
    seen["createVideoContext"] = await hand.told(lambda text: text in ("pause", "ended"))
    await hand.go("packageComponent/hardware/index")
    await hand.until("look.one('wx-live-pusher') !== null")
    for name, call in (
        ("createLivePlayerContext", "getCurrentPages().at(-1).player.play"),
        ("createLivePusherContext", "getCurrentPages().at(-1).pusher.start"),
    ):
        seen[name] = await hand.logic(
            "new Promise((done) => "
            f"{call}({{ success: () => done('ok'), fail: ({{ errMsg }}) => done(errMsg) }}))"
        )
    return seen


_SOUNDS = """
(async () => {
  const seen = {};
  const ask = (name, params) => new Promise((done) => {
    wx[name]({ ...params, success: done, fail: done });
  });
  const audio = wx.createInnerAudioContext();
  const played = new Promise((done) => audio.onPlay(() => done("play")));
  const failed = new Promise((done) => audio.onError(({ errMsg }) => done(errMsg)));
  audio.src = "/media/tune.wav";
  audio.play();
  seen.createInnerAudioContext = await Promise.race([played, failed]);
  audio.destroy();
  const player = wx.getBackgroundAudioManager();
  const paused = new Promise((done) => wx.onBackgroundAudioPause(() => done("paused")));
  const stopped = new Promise((done) => wx.onBackgroundAudioStop(() => done("stopped")));
  const begun = new Promise((done) => player.onPlay(() => done("play")));
  const wrong = new Promise((done) => player.onError(({ errMsg }) => done(errMsg)));
  const started = await ask("playBackgroundAudio", { dataUrl: "/media/tune.wav", title: "Tune" });
  seen.playBackgroundAudio = started.errMsg;
  seen.getBackgroundAudioManager = await Promise.race([begun, wrong]);
  seen.seekBackgroundAudio = (await ask("seekBackgroundAudio", { position: 0.2 })).errMsg;
  seen.getBackgroundAudioPlayerState = (await ask("getBackgroundAudioPlayerState")).status;
  seen.pauseBackgroundAudio = (await ask("pauseBackgroundAudio")).errMsg;
  seen.onBackgroundAudioPause = await paused;
  wx.stopBackgroundAudio({});
  seen.onBackgroundAudioStop = await stopped;
  return seen;
})()
"""


async def sounds(hand: Hand) -> Seen:
    """What is heard, on a page and behind it."""
    seen: Seen = await hand.logic(_SOUNDS)
    return seen


SCENES = {"demand-values": values, "demand-drawn": drawn, "demand-sounds": sounds}
