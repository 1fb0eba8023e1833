// What a desktop, or a host outside WeChat, does not have: each API exists and fails through
// `fail` with WeChat's kind of message and code.

import type { Codes } from "../failures.ts";
import { roomy, type Family, type Kit } from "../kit.ts";
import { words } from "../reading.ts";

interface Group {
  /** What stands behind `<api>:fail`. */
  readonly reason: string;
  readonly codes?: Codes;
  readonly names: readonly string[];
}

const REASON = "not supported";
const NOT_SUPPORTED: Codes = { errno: 6 };

const GROUPS: readonly Group[] = [
  {
    reason: ":not available",
    codes: { errCode: 10001, errno: 1500102 },
    names: ["openBluetoothAdapter", "createBLEPeripheralServer"],
  },
  {
    reason: ":not init",
    codes: { errCode: 10000, errno: 1500101 },
    names: words(`
      closeBLEConnection closeBluetoothAdapter createBLEConnection getBLEDeviceCharacteristics
      getBLEDeviceRSSI getBLEDeviceServices getBLEMTU getBluetoothAdapterState getBluetoothDevices
      getConnectedBluetoothDevices isBluetoothDevicePaired makeBluetoothPair
      notifyBLECharacteristicValueChange readBLECharacteristicValue setBLEMTU
      startBluetoothDevicesDiscovery stopBluetoothDevicesDiscovery writeBLECharacteristicValue
    `),
  },
  {
    reason: " unsupport",
    codes: { errCode: 11000 },
    names: ["getBeacons", "startBeaconDiscovery", "stopBeaconDiscovery"],
  },
  {
    reason: " not support",
    codes: { errCode: 12001 },
    names: words(`
      connectWifi getConnectedWifi getWifiList setWifiList startWifi stopWifi
    `),
  },
  {
    reason: " not support nfc",
    codes: { errCode: 13000 },
    names: ["getHCEState", "sendHCEMessage", "startHCE", "stopHCE"],
  },
  {
    reason: " not support soter",
    codes: { errCode: 90001 },
    names: ["checkIsSoterEnrolledInDevice", "startSoterAuthentication"],
  },
  {
    reason: " the device does not support",
    codes: NOT_SUPPORTED,
    names: words(`
      startAccelerometer stopAccelerometer startCompass stopCompass startGyroscope stopGyroscope
      startDeviceMotionListening stopDeviceMotionListening startLocalServiceDiscovery
      stopLocalServiceDiscovery startRecord stopRecord getWeRunData shareToWeRun initFaceDetect
      faceDetect stopFaceDetect checkIsSupportFacialRecognition requestFacialVerify
    `),
  },
  {
    // Cards, transit, calendars and contacts of a telephone.
    reason: " not supported",
    codes: NOT_SUPPORTED,
    names: words(`
      addCard addPaymentPassFinish addPaymentPassGetCertificateData addPhoneCalendar
      addPhoneContact addPhoneRepeatCalendar canAddSecureElementPass checkTransitCardSupport
      chooseContact chooseInvoice chooseLicensePlate deleteTransitCard getSecureElementPasses
      getTransitCardCPLC getTransitCardInfo getTransitCardList issueTransitCard openCard
      rechargeTransitCard removeSecureElementPass
    `),
  },
  {
    // WeChat's own people, groups, shops, channels and calls.
    reason: " not supported",
    codes: NOT_SUPPORTED,
    names: words(`
      addFileToFavorites addVideoToFavorites authPrivateMessage bindEmployeeRelation
      checkEmployeeRelation enterChatToolMode exitVoIPChat getBackgroundFetchData
      getBackgroundFetchToken getChannelsLiveInfo getChannelsLiveNoticeInfo getChannelsShareKey
      getChatToolInfo getCommonConfig getDeviceVoIPList getGroupEnterInfo getInferenceEnvInfo
      getShareInfo getShowSplashAdStatus join1v1Chat joinVoIPChat jumpToOfflinePay
      notifyGroupMembers openChannelsActivity openChannelsEvent openChannelsLive
      openChannelsLiveNoticeInfo openChannelsUserProfile openChatTool openDesignerProfile
      openHKOfflinePayView openInquiriesTopic openOfficialAccountChat openOfficialAccountProfile
      openSingleStickerView openStickerIPView openStickerSetView openStoreCouponDetail
      openStoreOrderDetail postMessageToReferrerMiniProgram postMessageToReferrerPage
      requestAppleSubscribeSign requestCommonPayment requestDeviceVoIP requestMerchantTransfer
      requestPluginPayment requestSubscribeDeviceMessage requestSubscribeEmployeeMessage
      requestVirtualPayment reserveChannelsLive selectGroupMembers setBackgroundFetchToken
      setEnable1v1Chat shareAppMessageToGroup shareEmojiToGroup shareFileMessage shareFileToGroup
      shareImageToGroup shareToOfficialAccount shareVideoMessage shareVideoToGroup showRedPackage
      showShareImageMenu subscribeVoIPVideoMembers updateVoIPChatMuteConfig
    `),
  },
];

/** Events of all that; nothing sends them, so listening is all there is to it. */
const EVENTS = words(`
  AccelerometerChange BLECharacteristicValueChange BLEConnectionStateChange BLEMTUChange
  BLEPeripheralConnectionStateChanged BeaconServiceChange BeaconUpdate BluetoothAdapterStateChange
  BluetoothDeviceFound CompassChange DeviceMotionChange GetWifiList GyroscopeChange HCEMessage
  LocalServiceDiscoveryStop LocalServiceFound LocalServiceLost LocalServiceResolveFail
  VoIPChatInterrupted VoIPChatMembersChanged VoIPChatSpeakersChanged VoIPChatStateChanged
  VoIPVideoMembersChanged WifiConnected WifiConnectedWithPartialInfo
`);

export function hardwareFamily(kit: Kit): Family {
  const family = Object.assign(roomy(), {
    // Answered truly: no mode is supported.
    checkIsSupportSoterAuthentication: kit.later("checkIsSupportSoterAuthentication", () => ({
      supportMode: [],
    })),
    // Not in the typings, but in WeChat's own demonstration of its APIs.
    getChatForwardMaterials: kit.caller.never("getChatForwardMaterials", REASON, NOT_SUPPORTED),
    onBackgroundFetchData: kit.listeners<unknown>("onBackgroundFetchData").on,
  });
  for (const { reason, codes, names } of GROUPS) {
    for (const name of names) family[name] = kit.never(name, reason.trimStart(), codes ?? {});
  }
  for (const name of EVENTS) {
    const listeners = kit.listeners<unknown>(`on${name}`);
    kit.failing.set(`on${name}`, "never happens");
    kit.failing.set(`off${name}`, "never happens");
    family[`on${name}`] = listeners.on;
    family[`off${name}`] = listeners.off;
  }
  return family;
}
