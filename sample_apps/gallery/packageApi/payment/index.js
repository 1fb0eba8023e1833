Page({
  behaviors: [require("../../behaviors/telling")],

  pay() {
    const order = { timeStamp: "0", nonceStr: "n", package: "prepay_id=1", signType: "RSA", paySign: "s" };
    return this.tell(wx.requestPayment(order));
  },

  transfer() {
    return this.tell(wx.requestMerchantTransfer({ mchId: "1", appId: "wx0", package: "p" }));
  },

  subscribe() {
    return this.tell(wx.requestSubscribeMessage({ tmplIds: ["brewed"] }));
  },

  invoice() {
    return this.tell(wx.chooseInvoiceTitle());
  },
});
