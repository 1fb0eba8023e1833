// The component pages, in groups. `path` is the page's folder in packageComponent.

module.exports = [
  {
    name: "视图容器",
    english: "Containers",
    icon: "layout",
    pages: [
      { path: "view", name: "视图", tag: "view · block" },
      { path: "scroll-view", name: "可滚动区域", tag: "scroll-view" },
      { path: "swiper", name: "滑块视图", tag: "swiper · swiper-item" },
      { path: "movable", name: "可移动", tag: "movable-area · movable-view" },
      { path: "cover", name: "覆盖层", tag: "cover-view · cover-image" },
      { path: "lists", name: "长列表", tag: "sticky · grid · list-view" },
      { path: "layers", name: "弹出层", tag: "root-portal · page-container" },
      { path: "gestures", name: "手势", tag: "gesture-handler · share-element" },
    ],
  },
  {
    name: "基础内容",
    english: "Content",
    icon: "content",
    pages: [
      { path: "text", name: "文本", tag: "text · span" },
      { path: "rich-text", name: "富文本", tag: "rich-text" },
      { path: "icon", name: "图标", tag: "icon" },
      { path: "progress", name: "进度条", tag: "progress" },
    ],
  },
  {
    name: "表单",
    english: "Forms",
    icon: "form",
    pages: [
      { path: "button", name: "按钮", tag: "button" },
      { path: "form", name: "表单", tag: "form" },
      { path: "input", name: "输入框", tag: "input" },
      { path: "textarea", name: "多行输入", tag: "textarea · keyboard-accessory" },
      { path: "checkbox", name: "多选", tag: "checkbox · label" },
      { path: "radio", name: "单选", tag: "radio · radio-group" },
      { path: "switch", name: "开关", tag: "switch" },
      { path: "slider", name: "滑动选择", tag: "slider" },
      { path: "picker", name: "选择器", tag: "picker" },
      { path: "picker-view", name: "嵌入的滚轮", tag: "picker-view" },
    ],
  },
  {
    name: "媒体与画布",
    english: "Media",
    icon: "media",
    pages: [
      { path: "image", name: "图片", tag: "image" },
      { path: "video", name: "视频", tag: "video" },
      { path: "audio", name: "音频", tag: "audio" },
      { path: "canvas", name: "画布", tag: "canvas" },
      { path: "map", name: "地图", tag: "map" },
      { path: "hardware", name: "硬件与直播", tag: "live-player · live-pusher · camera" },
    ],
  },
  {
    name: "页面与模板",
    english: "Pages",
    icon: "template",
    pages: [
      { path: "navigator", name: "页面链接", tag: "navigator" },
      { path: "page-meta", name: "页面属性", tag: "page-meta · navigation-bar" },
      { path: "template", name: "模板与脚本", tag: "template · import · wxs · slot" },
      { path: "web-view", name: "网页", tag: "web-view" },
      { path: "open", name: "开放能力", tag: "open-data · official-account · ad" },
    ],
  },
];
