// Tags that play, by name.

import type { BuiltIns } from "../base.ts";
import { AudioTag } from "./audio.ts";
import { Video } from "./video.ts";

export const media: BuiltIns = {
  video: Video,
  audio: AudioTag,
};
