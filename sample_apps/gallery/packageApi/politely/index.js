const OPTIONS = {
  openChannelsLive: { finderUserName: "fanlight" },
  openChannelsEvent: { finderUserName: "fanlight", eventId: "1" },
  openChannelsActivity: { finderUserName: "fanlight", feedId: "1" },
  openChannelsUserProfile: { finderUserName: "fanlight" },
  getChannelsLiveInfo: { finderUserName: "fanlight" },
  getChannelsLiveNoticeInfo: { finderUserName: "fanlight" },
  reserveChannelsLive: { noticeId: "1" },
  openOfficialAccountChat: { username: "gh_0" },
  openOfficialAccountProfile: { username: "gh_0" },
  openStoreOrderDetail: { orderId: "1" },
  checkIsAddedToMyMiniProgram: {},
};

Page({
  behaviors: [require("../../behaviors/telling")],
  data: { names: Object.keys(OPTIONS) },

  call(event) {
    const { name } = event.currentTarget.dataset;
    return this.tell(
      new Promise((success, fail) => {
        const started = wx[name]({ ...OPTIONS[name], success, fail });
        started?.catch?.(fail);
      }),
    );
  },

  rewarded() {
    const ad = wx.createRewardedVideoAd({ adUnitId: "sample" });
    ad.onError(({ errMsg }) => this.say(errMsg));
    return this.tell(ad.load());
  },

  interstitial() {
    const ad = wx.createInterstitialAd({ adUnitId: "sample" });
    ad.onError(({ errMsg }) => this.say(errMsg));
    return this.tell(ad.load());
  },
});
