// Pictures and videos as files: their facts, smaller copies, and looking at them large.

import type { PreviewSource } from "../../shared/api_questions.ts";
import { svgSize } from "../canvas/svg.ts";
import { ApiFailure } from "../failures.ts";
import type { Source, Sources } from "../files/sources.ts";
import { ending } from "../files/paths.ts";
import type { Family, Kit } from "../kit.ts";
import {
  clamped,
  listOf,
  numberOf,
  numberOrNone,
  recordOf,
  textOf,
  textsOf,
  type Loose,
} from "../reading.ts";

const DEFAULT_QUALITY = 80;
const KILOBYTE = 1024;

/** First bytes of a file, and WeChat's word for its type. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], "png"],
  [[0xff, 0xd8, 0xff], "jpeg"],
  [[0x47, 0x49, 0x46, 0x38], "gif"],
  [[0x52, 0x49, 0x46, 0x46], "webp"],
  [[0x49, 0x49, 0x2a, 0x00], "tiff"],
  [[0x4d, 0x4d, 0x00, 0x2a], "tiff"],
];

export function picturesFamily(kit: Kit, sources: Sources): Family {
  const { engine } = kit.ground;
  const decode = async (source: Source): Promise<ImageBitmap> => {
    try {
      return await engine.createImageBitmap(engine.blob([source.bytes], mimeOf(source)));
    } catch {
      throw new ApiFailure("image decode failed");
    }
  };
  return {
    getImageInfo: kit.later("getImageInfo", async ({ src }) => {
      const source = await sources.read(textOf(src));
      const drawn = svgSize(source.bytes);
      if (drawn) return { ...drawn, path: source.path, orientation: "up", type: "svg" };
      const picture = await decode(source);
      const { width, height } = picture;
      picture.close();
      return { width, height, path: source.path, orientation: "up", type: typeOf(source) };
    }),
    compressImage: kit.later("compressImage", async (params) => {
      const picture = await decode(await sources.read(textOf(params["src"])));
      const [width, height] = smaller(picture, params);
      const canvas = engine.canvas(width, height);
      const context = canvas.getContext("2d");
      if (!context) throw new ApiFailure("image decode failed");
      // JPEG has no transparency: what shows through is white.
      context.fillStyle = "#ffffff";
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, 0, 0, width, height);
      picture.close();
      const quality = clamped(numberOf(params["quality"], DEFAULT_QUALITY), 0, 100) / 100;
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return { tempFilePath: await sources.keep(bytes, "jpg") };
    }),
    getVideoInfo: kit.later("getVideoInfo", async ({ src }) => {
      const path = textOf(src);
      const facts = await kit.ground.view.ask("video.measure", { src: sources.absolute(path) });
      if (!facts) throw new ApiFailure("video decode failed");
      const { bytes } = await sources.read(path);
      const size = Math.round(bytes.byteLength / KILOBYTE);
      const bitrate = facts.duration > 0 ? Math.round((size * 8) / facts.duration) : 0;
      return { ...facts, orientation: "up", type: ending(path) || "mp4", size, fps: 0, bitrate };
    }),
    previewImage: kit.later("previewImage", (params) => {
      const urls = textsOf(params["urls"]).map((url) => sources.absolute(url));
      const { current } = params;
      // An address, or in old apps its place in the list.
      const at =
        typeof current === "number" ? current : urls.indexOf(sources.absolute(textOf(current)));
      const found = urls.map((url): PreviewSource => ({ url, type: "image" }));
      return previewed(kit, found, at, params);
    }),
    previewMedia: kit.later("previewMedia", (params) => {
      const found = listOf(params["sources"]).map(recordOf);
      const shown = found.map((source): PreviewSource => {
        const url = sources.absolute(textOf(source["url"]));
        const poster = textOf(source["poster"]);
        const type = source["type"] === "video" ? "video" : "image";
        return poster === "" ? { url, type } : { url, type, poster: sources.absolute(poster) };
      });
      return previewed(kit, shown, numberOf(params["current"], 0), params);
    }),
    compressVideo: kit.never("compressVideo", "not supported"),
    editImage: kit.never("editImage", "cancel"),
    cropImage: kit.never("cropImage", "cancel"),
    openVideoEditor: kit.never("openVideoEditor", "not supported"),
  };
}

async function previewed(
  kit: Kit,
  sources: readonly PreviewSource[],
  current: number,
  params: Loose,
): Promise<void> {
  if (sources.length === 0) throw new ApiFailure("parameter error: no sources");
  await kit.ground.view.ask("media.preview", {
    sources,
    current: clamped(Math.trunc(current), 0, sources.length - 1),
    showmenu: params["showmenu"] !== false,
  });
}

/** What compressedWidth and compressedHeight ask for; one alone keeps the proportions. */
function smaller(picture: ImageBitmap, params: Loose): [number, number] {
  const width = numberOrNone(params["compressedWidth"]);
  const height = numberOrNone(params["compressedHeight"] ?? params["compressHeight"]);
  const ratio = picture.width / picture.height;
  if (width !== undefined) return whole(width, height ?? width / ratio);
  if (height !== undefined) return whole(height * ratio, height);
  return whole(picture.width, picture.height);
}

function whole(width: number, height: number): [number, number] {
  return [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
}

function typeOf({ bytes, path }: Source): string {
  const head = new Uint8Array(bytes.slice(0, 8));
  const known = SIGNATURES.find(([start]) => start.every((byte, i) => head[i] === byte));
  return known?.[1] ?? (ending(path) || "unknown");
}

function mimeOf(source: Source): string {
  return `image/${typeOf(source)}`;
}
