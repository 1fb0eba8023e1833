// Tags that need WeChat's own services or a phone's devices, by name.

import type { BuiltIns } from "../base.ts";
import { Box } from "../basics/boxes.ts";
import { Advertisement } from "./ads.ts";
import { OpenData, OpenDataList } from "./open_data.ts";
import {
  Camera,
  ChannelVideo,
  LivePlayer,
  LivePusher,
  OfficialAccount,
  Store,
  VoipRoom,
  XrScene,
} from "./placeholder.ts";
import { WebView } from "./web_view.ts";

export const apart: BuiltIns = {
  ad: Advertisement,
  "ad-custom": Advertisement,
  camera: Camera,
  "live-player": LivePlayer,
  "live-pusher": LivePusher,
  "voip-room": VoipRoom,
  "xr-scene": XrScene,
  "ar-camera": XrScene,
  "channel-video": ChannelVideo,
  "channel-live": ChannelVideo,
  "store-home": Store,
  "store-product": Store,
  "official-account": OfficialAccount,
  "open-data": OpenData,
  "open-data-item": OpenData,
  "open-data-list": OpenDataList,
  "functional-page-navigator": Box,
  // A film with transparency in a format of WeChat's own.
  "animation-video": Box,
  "web-view": WebView,
};
