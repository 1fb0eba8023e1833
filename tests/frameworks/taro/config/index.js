// Taro's own configuration: https://docs.taro.zone/docs/config
module.exports = {
  projectName: "fanlight-try-taro",
  designWidth: 750,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: "src",
  outputRoot: "dist",
  framework: "react",
  compiler: { type: "webpack5", prebundle: { enable: false } },
  plugins: [],
  mini: {},
};
