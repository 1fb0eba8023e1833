Page({
  behaviors: [require("../../behaviors/telling")],

  short() {
    return this.tell(wx.vibrateShort({ type: "light" }));
  },

  long() {
    return this.tell(wx.vibrateLong());
  },

  keep() {
    return this.tell(wx.setKeepScreenOn({ keepScreenOn: true }));
  },

  bright() {
    return this.tell(wx.getScreenBrightness());
  },

  brighter() {
    return this.tell(wx.setScreenBrightness({ value: 0.8 }));
  },

  phone() {
    return this.tell(wx.makePhoneCall({ phoneNumber: "10000" }));
  },

  sms() {
    return this.tell(wx.sendSms({ phoneNumber: "10000", content: "你好" }));
  },

  scan() {
    return this.tell(wx.scanCode({ onlyFromCamera: false }));
  },

  nfc() {
    return this.tell(wx.getHCEState());
  },
});
