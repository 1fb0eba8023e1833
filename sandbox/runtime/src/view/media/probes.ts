// What only a document can find out about media: a video's size, a code in a picture, a font.

import type readQr from "jsqr";

import type { ApiAsks } from "../../shared/api_questions.ts";
import { loadPart } from "../parts.ts";

type Url = (address: string) => string | null;

const PROBE_MS = 20_000;
/** Larger pictures are read at this width or height: a code that needs more has no chance anyway. */
const LARGEST_PX = 1600;

/** Size and length of a video; null when it cannot be played. */
export async function measureVideo(
  { src }: ApiAsks["video.measure"]["params"],
  url: Url,
): Promise<ApiAsks["video.measure"]["result"]> {
  const address = url(src);
  if (address === null) return null;
  const video = document.createElement("video");
  video.preload = "metadata";
  video.muted = true;
  const found = await new Promise<boolean>((resolve) => {
    video.onloadedmetadata = (): void => {
      resolve(true);
    };
    video.onerror = (): void => {
      resolve(false);
    };
    setTimeout(resolve, PROBE_MS, false);
    video.src = address;
  });
  const { videoWidth: width, videoHeight: height, duration } = video;
  video.removeAttribute("src");
  return found ? { width, height, duration: Number.isFinite(duration) ? duration : 0 } : null;
}

/** The QR code in a picture; null when there is none, or no picture. */
export async function readCode(
  { src }: ApiAsks["code.read"]["params"],
  url: Url,
): Promise<ApiAsks["code.read"]["result"]> {
  const address = url(src);
  if (address === null) return null;
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const { data, width, height } = pixelsOf(image);
  const read = await loadPart<typeof readQr>("codes", document);
  const code = read(data, width, height);
  if (!code) return null;
  return { text: code.data, bytes: btoa(String.fromCharCode(...code.binaryData)) };
}

function pixelsOf(image: HTMLImageElement): ImageData {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, LARGEST_PX / Math.max(naturalWidth, naturalHeight, 1));
  const width = Math.max(1, Math.round(naturalWidth * scale));
  const height = Math.max(1, Math.round(naturalHeight * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas to read a picture with");
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Add a font to the document. */
export async function loadFont(
  params: ApiAsks["font.load"]["params"],
  url: Url,
): Promise<ApiAsks["font.load"]["result"]> {
  const address = url(params.source.replace(/^url\(\s*["']?(.*?)["']?\s*\)$/s, "$1"));
  if (address === null) return { loaded: false, message: `${params.source} may not be loaded` };
  try {
    const font = new FontFace(params.family, `url(${JSON.stringify(address)})`, {
      style: params.style,
      weight: params.weight,
    });
    await font.load();
    document.fonts.add(font);
    return { loaded: true, message: "" };
  } catch (error) {
    return { loaded: false, message: error instanceof Error ? error.message : String(error) };
  }
}
