"""What each of the 209 items that real mini-programs use first has to give (tests/demand.json).

Every item has one row: the scene in which the real host, its WebView and a person at its window use
it, and what comes of it. tests/e2e/test_demand.py plays the scenes and compares, an item a test;
tests/contract/test_demand.py holds the rows against the list, and docs/wechat.md against the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Fits = Callable[[Any], bool]


@dataclass(frozen=True)
class Shown:
    """In `scene` an item gives `expected`, or what that fits."""

    scene: str
    expected: Any

    def fits(self, seen: object) -> bool:
        """Whether `seen` is what was expected."""
        if callable(self.expected):
            return self.expected(seen) is True
        return bool(seen == self.expected) and type(seen) is type(self.expected)


@dataclass(frozen=True)
class ShownBelow:
    """A test beside the runtime shows the item: this machine cannot do what it is about."""

    file: str
    name: str


def _all(scene: str, **items: object) -> dict[str, Shown | ShownBelow]:
    return {name.replace("_", "-"): Shown(scene, expected) for name, expected in items.items()}


def _told(word: str) -> Fits:
    return lambda seen: isinstance(seen, str) and seen.startswith(word)


def _placeholder(event: str) -> list[object]:
    return [event, True]


def _polite(*names: str) -> dict[str, Shown | ShownBelow]:
    """They fail in WeChat's form, by `fail`, and break nothing."""
    return {name: Shown("demand-values", _told(f"{name}:fail ")) for name in names}


def _succeed(*names: str) -> dict[str, Shown | ShownBelow]:
    return {name: Shown("demand-values", f"{name}:ok") for name in names}


COMPONENTS: Mapping[str, Shown | ShownBelow] = {
    **_all(
        "demand-words",
        view="点击 1 次，长按 0 次",
        block=["奇 1", "偶 2", "奇 3", "偶 4", "奇 5"],
        template=["第 0 个", "第 1 个", "第 2 个"],
        include=True,
        slot=["前", "正文放在默认插槽", "后"],
        wxs={"price": "¥128.00", "moved": True},
        text=[["床前明月光，", "疑是地上霜。", "举头望明月，"], "1 < 2 && 3 > 2 \u00a0'好'"],
        span=["wx-span", "还有 span。", "inline"],
        rich_text=["龙井", "碧螺春"],
        icon=9,
        image=[True, True],
        progress="40 %，动画结束",
    ),
    "import": Shown("demand-words", ["白毫银针", "¥128.00"]),
    **_all(
        "demand-forms",
        button="点了 1 次",
        form=[
            {"who": "Li Bai", "taste": "浓", "extras": ["糖"], "cups": 2, "away": False},
            "已重置",
        ],
        input="初值!",
        textarea=["14 字", True],
        keyboard_accessory={"before": 0, "focused": True},
        checkbox=True,
        checkbox_group="green、oolong",
        label="green、black、oolong",
        radio="fuzhou",
        radio_group=["hangzhou", "suzhou"],
        switch="关",
        slider=lambda seen: 45 <= seen <= 65,
        picker="普洱",
        picker_view=["2026-1-1", "2026-4-5"],
        picker_view_column=True,
    ),
    **_all(
        "demand-boxes",
        scroll_view=True,
        swiper="current 1，source touch",
        swiper_item="夏",
        movable_view=True,
        movable_area=0.0,
        cover_image="cover-image 点了 1 次",
        cover_view="盖在上面的文字",
        sticky_header=0.0,
        sticky_section=[True, 0],
        grid_view=3,
        root_portal=[True, "浮层关了"],
        page_meta=lambda seen: seen[0] != "22px" and seen[1:] == ["22px", True],
        navigator={"from": "navigator"},
    ),
    **_all(
        "demand-media",
        video=lambda seen: seen in ("play", "ended"),
        audio=lambda seen: seen in ("play", "ended"),
        canvas=["1 笔", True],
        map=[30.24, 120.13, True],
    ),
    **_all(
        "demand-apart",
        ad=["error", False],
        official_account=_placeholder("error"),
        store_home=_placeholder("error"),
        store_product=_placeholder("error"),
        channel_video=_placeholder("error"),
        live_player=_placeholder("statechange"),
        live_pusher=_placeholder("error"),
        open_data=lambda seen: seen[0] == ["", True] and seen[1][0] in ("WeChat user", "微信用户"),
        tap_gesture_handler="点：state 3",
        double_tap_gesture_handler="双击：state 3",
        horizontal_drag_gesture_handler=_told("横拖：state"),
        scale_gesture_handler=_told("缩放：state"),
        share_element=[True, True],
        web_view="https://example.invalid/guide",
    ),
}

_CHOSEN = [True]

APIS: Mapping[str, Shown | ShownBelow] = {
    **_all(
        "demand-values",
        arrayBufferToBase64="55S7",
        base64ToArrayBuffer=[231, 148, 187],
        canIUse=[True, True, False],
        env="wxfile://usr",
        getSystemInfoSync="string",
        getSystemInfo=["getSystemInfo:ok", True],
        getWindowInfo=True,
        getDeviceInfo="string",
        getAppBaseInfo=[3, True],
        getMenuButtonBoundingClientRect=True,
        getAccountInfoSync="develop",
        getLaunchOptionsSync="pages/components/index",
        getEnterOptionsSync="pages/components/index",
        getExtConfigSync={},
        nextTick=["now", "tick"],
        worklet=8,
        router="function",
        getUpdateManager=False,
        getNetworkType="getNetworkType:ok",
        onMenuButtonBoundingClientRectWeightChange="listens",
        offMenuButtonBoundingClientRectWeightChange="forgets",
        login=["login:ok", "dev-"],
        checkSession=["checkSession:fail session time out, need relogin", "checkSession:ok"],
        getUserInfo="微信用户",
        checkIsAddedToMyMiniProgram=False,
        getPrivacySetting=False,
        onNeedPrivacyAuthorization="requirePrivacyAuthorize:ok",
        setStorageSync={"at": [1]},
        getStorageSync="",
        setStorage="tea",
        getStorage="tea",
        getStorageInfo=["a", "b"],
        removeStorageSync="",
        removeStorage="getStorage:fail data not found",
        clearStorageSync=[],
        clearStorage=[],
        getFileSystemManager=["茶", 3],
        getImageInfo=["png", True, "getImageInfo:fail"],
        compressImage=60,
        createRewardedVideoAd=[1004, 1004],
        createInterstitialAd=[1004, 1004],
        cloud=_told("cloud.callFunction:fail"),
    ),
    **_succeed(
        *("setEnableDebug", "vibrateShort", "vibrateLong", "setTopBarText"),
        *("setInnerAudioOption", "requirePrivacyAuthorize", "showShareMenu"),
    ),
    **_polite(
        *("getChannelsLiveInfo", "getChannelsLiveNoticeInfo", "openChannelsActivity"),
        *("openChannelsEvent", "openChannelsLive", "openChannelsUserProfile"),
        *("reserveChannelsLive", "openOfficialAccountChat", "openOfficialAccountProfile"),
        *("openStoreOrderDetail", "getHCEState"),
        *("getScreenBrightness", "setScreenBrightness", "getShareInfo", "openPrivacyContract"),
        *("requestMerchantTransfer", "shareToOfficialAccount", "showShareImageMenu"),
    ),
    **_all(
        "demand-drawn",
        createSelectorQuery=lambda seen: seen["height"] == 64 and seen["id"] == "target",
        createAnimation=True,
        createCanvasContext="function",
        canvasGetImageData="91 211 176 255",
        canvasToTempFilePath="png",
        createMapContext=["getScale:ok", 13],
        createVideoContext=lambda seen: seen in ("pause", "ended"),
        createLivePlayerContext=_told("play:fail "),
        createLivePusherContext=_told("start:fail "),
    ),
    **_all(
        "demand-sounds",
        createInnerAudioContext="play",
        getBackgroundAudioManager="play",
        playBackgroundAudio="playBackgroundAudio:ok",
        seekBackgroundAudio="seekBackgroundAudio:ok",
        getBackgroundAudioPlayerState=1,
        pauseBackgroundAudio="pauseBackgroundAudio:ok",
        onBackgroundAudioPause="paused",
        onBackgroundAudioStop="stopped",
    ),
    **_all(
        "demand-bars",
        showToast=True,
        hideToast=True,
        showLoading=True,
        hideLoading=True,
        showModal=[True, True],
        showActionSheet=1,
        setNavigationBarTitle=True,
        setNavigationBarColor="#ffffff",
        showNavigationBarLoading=True,
        hideNavigationBarLoading=True,
        setTabBarBadge=[False, "7", ""],
        removeTabBarBadge=True,
        showTabBarRedDot=[False, "", "fl-dot"],
        setTabBarItem="More",
        hideTabBar=True,
        showTabBar=True,
        # A desktop without a service for it says so.
        setKeepScreenOn=lambda seen: (
            seen == "setKeepScreenOn:ok" or seen.startswith("setKeepScreenOn:fail not supported")
        ),
    ),
    **_all(
        "demand-ways",
        navigateTo=["navigateTo:ok", ["components", "storage"]],
        redirectTo=["redirectTo:ok", ["components", "bytes"]],
        navigateBack=["navigateBack:ok", ["components"]],
        switchTab=["switchTab:ok", ["apis"]],
        reLaunch=["reLaunch:ok", ["pull-down"]],
        pageScrollTo=True,
        stopPullDownRefresh=True,
        hideKeyboard=["hideKeyboard:ok", True],
        previewImage="2 / 2",
        previewMedia="1 / 2",
    ),
    **_all(
        "demand-rights",
        authorize="authorize:ok",
        getSetting=lambda seen: seen["scope.userLocation"] is True,
        openSetting=lambda seen: seen["scope.userLocation"] is False,
        getLocation=[48.8566, 2.3522],
        getFuzzyLocation=[48.86, 2.35],
        chooseLocation=["chooseLocation:ok", "Tea House"],
        chooseAddress=["chooseAddress:ok", "Li Bai", "10000", "Suiye", "1"],
        chooseInvoiceTitle=["chooseInvoiceTitle:ok", "Tea House"],
    ),
    **_all(
        "demand-agreements",
        getUserProfile=["getUserProfile:ok"],
        requestPayment=["requestPayment:ok"],
        requestSubscribeMessage=["requestSubscribeMessage:ok", "accept"],
        setClipboardData=["setClipboardData:ok", True],
        getClipboardData="From elsewhere",
    ),
    **_all(
        "demand-outside",
        makePhoneCall=["makePhoneCall:ok", "tel:10000"],
        sendSms=["sendSms:ok", "sms:10000?body=Hello"],
        openLocation=lambda seen: "openstreetmap.org" in seen[1] and "48.86" in seen[1],
        openCustomerServiceChat=["openCustomerServiceChat:ok", "https://a.invalid/s"],
        openOfficialAccountArticle=["openOfficialAccountArticle:ok", "https://a.invalid/article"],
        openDocument=["openDocument:ok", "tea"],
        **{
            name: [f"{name}:ok", *_CHOSEN]
            for name in ("chooseImage", "chooseMedia", "chooseVideo", "chooseMessageFile")
        },
        scanCode="https://example.org/tea",
        saveImageToPhotosAlbum=["saveImageToPhotosAlbum:ok", True],
        onNetworkStatusChange="none",
        **{
            name: [f"{name}:ok", ["org.fanlight.gallery", "org.fanlight.notes"]]
            for name in ("navigateToMiniProgram", "openEmbeddedMiniProgram")
        },
    ),
    **_all(
        "network",
        request=[200, "tea"],
        downloadFile=["png", 4],
        uploadFile=[200, True],
        connectSocket="connectSocket:ok",
        onSocketOpen="open",
        sendSocketMessage="sendSocketMessage:ok",
        onSocketMessage="echo tea",
        closeSocket="closeSocket:ok",
        onSocketClose=1000,
        onSocketError=lambda seen: isinstance(seen, str) and seen != "",
    ),
    # No platform here lets its colours be changed while a program runs.
    "onThemeChange": ShownBelow(
        "sandbox/runtime/tests/api/system.test.ts",
        "hears of another theme by onThemeChange, until it says not to",
    ),
}

SHOWN: Mapping[str, Shown | ShownBelow] = COMPONENTS | APIS
SCENES = sorted({each.scene for each in SHOWN.values() if isinstance(each, Shown)})
