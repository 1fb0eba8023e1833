// What docs/wechat-api.md says beside a member of `wx`.

/** Members that the typings do not declare, and apps call. */
export const REMOVED = [
  "saveFile",
  "getFileInfo",
  "getSavedFileList",
  "getSavedFileInfo",
  "removeSavedFile",
  "createContext",
  "drawCanvas",
  "showHomeButton",
  "getChatForwardMaterials",
];

/** Where an implemented API differs from what it is on a telephone. */
export const NOTES: Readonly<Record<string, string>> = {
  authorize: "`scope.userInfo` and those with a dialog of their own succeed at once",
  chooseImage: "the system's file dialog; no camera",
  chooseMedia: "the system's file dialog; no camera",
  chooseMessageFile: "the system's file dialog",
  chooseVideo: "the system's file dialog; no camera",
  createCameraContext: "no frames",
  createLivePlayerContext: "of a placeholder",
  createLivePusherContext: "of a placeholder",
  getAccountInfoSync: "`develop` from a folder, `trial` from a file, `release` from a registry",
  getBatteryInfo: "full and charging where there is no battery",
  getBatteryInfoSync: "full and charging where there is no battery",
  getExtConfig: "always empty",
  getExtConfigSync: "always empty",
  getFuzzyLocation: "the place the person set, rounded",
  getLocation: "the place the person set",
  getPrivacySetting: "nothing needs to be agreed to",
  getSkylineInfo: "not supported, truly said",
  getSkylineInfoSync: "not supported, truly said",
  makePhoneCall: "the system's own program, after the person agreed",
  onKeyboardHeightChange: "a desktop has no keyboard of this kind",
  onLocationChange: "told once",
  openCustomerServiceChat: "in the system's browser",
  openOfficialAccountArticle: "in the system's browser",
  getLogManager: "to a log on this machine (`fanlight log`)",
  getRealtimeLogManager: "to a log on this machine (`fanlight log`)",
  reportEvent: "to a log on this machine (`fanlight log`)",
  reportAnalytics: "to a log on this machine (`fanlight log`)",
  reportMonitor: "to a log on this machine (`fanlight log`)",
  reportPerformance: "to a log on this machine (`fanlight log`)",
  requestPayment: "by the operator's account provider",
  getUpdateManager: "of apps from a registry, within what the person agreed to",
  navigateBackMiniProgram: "while the opener runs",
  openSetting: "the host's own sheet",
  restartMiniProgram: "in the same window",
  login: "by the operator's account provider",
  router: "its routes are ordinary ones",
  saveImageToPhotosAlbum: "the system's save dialog",
  saveVideoToPhotosAlbum: "the system's save dialog",
  setKeepScreenOn: "by the desktop, while the app is in sight",
  scanCode: "from a picture that the person picks; QR codes",
  setTopBarText: "succeeds; there is no such bar any more",
  vibrateLong: "succeeds; nothing to feel",
  vibrateShort: "succeeds; nothing to feel",
  worklet: "values without the other renderer; animations end at once",
};

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/BLE|Bluetooth/, "no Bluetooth"],
  [/Beacon/, "no beacons"],
  [/Wifi/i, "no Wi-Fi control"],
  [/HCE|NFC/, "no NFC"],
  [/Soter|Facial|faceDetect|FaceDetect/, "no biometrics"],
  [/Accelerometer|Compass|Gyroscope|DeviceMotion/, "no such sensor"],
  [/LocalService|LocalIP|TCPSocket|UDPSocket/, "no access to the local network"],
  [/VoIP|1v1/, "no calls"],
  [/Ad$|SplashAd/, "no advertisements"],
  [/^cloud$/, "`init` succeeds; no server is configured"],
  [/Payment|Pay|Merchant|Subscribe/, "of WeChat's own services"],
  [/Card|SecureElement|Invoice$/, "no card wallet"],
  [/PhoneCal|PhoneContact|PhoneRepeat|chooseContact|LicensePlate/, "no telephone's records"],
  [/Brightness/, "the screen is the person's"],
  [/record|Record|WebAudio|MediaAudio|MediaContainer|MediaRecorder|VideoDecoder/i, "no such media"],
  [/VK|Inference|Xr/, "no such engine"],
];

/** Why an API fails here, in a few words. */
export function whyItFails(name: string): string {
  return REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? "not on a desktop outside WeChat";
}
