// The API pages, in groups. `path` is the page's folder in packageApi.

module.exports = [
  {
    name: "界面",
    english: "Interaction",
    icon: "hand",
    pages: [
      { path: "feedback", name: "提示与弹窗", tag: "showToast · showModal" },
      { path: "navigation-bar", name: "导航栏", tag: "setNavigationBarTitle" },
      { path: "tab-bar", name: "标签栏", tag: "setTabBarBadge · hideTabBar" },
      { path: "pull-down", name: "下拉与滚动", tag: "stopPullDownRefresh · pageScrollTo" },
      { path: "animation", name: "动画", tag: "createAnimation · animate · worklet" },
      { path: "query", name: "节点查询", tag: "createSelectorQuery · observers" },
    ],
  },
  {
    name: "路由",
    english: "Routing",
    icon: "page",
    pages: [
      { path: "routing", name: "页面跳转", tag: "navigateTo · EventChannel" },
      { path: "mini-program", name: "小程序跳转", tag: "navigateToMiniProgram" },
      { path: "launch", name: "启动与更新", tag: "getLaunchOptionsSync · getUpdateManager" },
      { path: "share", name: "转发", tag: "showShareMenu · onShareAppMessage" },
    ],
  },
  {
    name: "数据与文件",
    english: "Data",
    icon: "storage",
    pages: [
      { path: "storage", name: "数据缓存", tag: "setStorage · getStorageInfo" },
      { path: "files", name: "文件系统", tag: "getFileSystemManager · openDocument" },
      { path: "bytes", name: "字节与编码", tag: "arrayBufferToBase64" },
      { path: "clipboard", name: "剪贴板", tag: "setClipboardData" },
    ],
  },
  {
    name: "网络",
    english: "Network",
    icon: "network",
    pages: [
      { path: "request", name: "请求", tag: "request" },
      { path: "transfer", name: "上传下载", tag: "uploadFile · downloadFile" },
      { path: "socket", name: "长连接", tag: "connectSocket · sendSocketMessage" },
      { path: "cloud", name: "云开发", tag: "cloud · callFunction" },
    ],
  },
  {
    name: "媒体与绘图",
    english: "Media",
    icon: "media",
    pages: [
      { path: "choose", name: "选取与预览", tag: "chooseMedia · previewImage" },
      { path: "pictures", name: "图片处理", tag: "getImageInfo · compressImage" },
      { path: "audio", name: "音频", tag: "createInnerAudioContext" },
      { path: "background-audio", name: "背景音频", tag: "getBackgroundAudioManager" },
      { path: "canvas", name: "旧版画布", tag: "createCanvasContext" },
      { path: "webgl", name: "WebGL 与离屏", tag: "createOffscreenCanvas" },
    ],
  },
  {
    name: "设备",
    english: "Device",
    icon: "device",
    pages: [
      { path: "system", name: "系统信息", tag: "getSystemInfo · getWindowInfo" },
      { path: "theme", name: "主题", tag: "onThemeChange" },
      { path: "network-type", name: "网络状态", tag: "getNetworkType" },
      { path: "device", name: "振动与屏幕", tag: "vibrateShort · scanCode" },
      { path: "location", name: "位置", tag: "getLocation · chooseLocation" },
      { path: "worker", name: "多线程与性能", tag: "createWorker · getPerformance" },
    ],
  },
  {
    name: "账号与开放接口",
    english: "Account",
    icon: "person",
    pages: [
      { path: "login", name: "登录与资料", tag: "login · getUserProfile" },
      { path: "setting", name: "授权与隐私", tag: "authorize · getSetting" },
      { path: "payment", name: "支付与订阅", tag: "requestPayment" },
      { path: "politely", name: "只在微信里", tag: "openChannelsLive · createRewardedVideoAd" },
    ],
  },
];
