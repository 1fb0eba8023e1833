// Pictures, videos and files from the person's disk, and back to it: the host's dialogs.

import { ApiFailure } from "../failures.ts";
import type { Sources } from "../files/sources.ts";
import type { Family, Kit } from "../kit.ts";
import { clamped, listOf, numberOf, recordOf, textOf, textsOf, type Loose } from "../reading.ts";

const MAX_IMAGES = 20;
const MAX_FILES = 100;

export function choosingFamily(kit: Kit, sources: Sources): Family {
  const { host } = kit;
  return {
    chooseImage: kit.later("chooseImage", async (params) => {
      const files = await chosen(kit, params, ["image"], 9);
      return {
        tempFilePaths: files.map((file) => file.path),
        tempFiles: files.map(({ path, size }) => ({ path, size })),
      };
    }),
    chooseVideo: kit.later("chooseVideo", async (params) => {
      const [file] = await chosen(kit, { ...params, count: 1 }, ["video"], 1);
      if (!file) throw new ApiFailure("cancel");
      const { path, size } = file;
      return { tempFilePath: path, size, ...(await videoFacts(kit, file)) };
    }),
    chooseMedia: kit.later("chooseMedia", async (params) => {
      const wanted = textsOf(params["mediaType"]);
      const isMix = wanted.length === 0 || wanted.includes("mix") || wanted.length > 1;
      const kinds = isMix ? ["image", "video"] : wanted;
      const files = await chosen(kit, params, kinds, 9);
      const tempFiles = await Promise.all(files.map((file) => mediaFile(kit, file)));
      const found = [...new Set(tempFiles.map((file) => file.fileType))];
      return { tempFiles, type: found.length === 1 ? found[0] : "mix" };
    }),
    chooseMessageFile: kit.later("chooseMessageFile", async (params) => {
      const answer = await host.call("chooseFiles", {
        count: Math.round(clamped(numberOf(params["count"], 1), 1, MAX_FILES)),
        type: textOf(params["type"], "all"),
        extension: textsOf(params["extension"]).map((one) => one.replace(/^\./, "")),
      });
      return { tempFiles: listOf(recordOf(answer)["files"]) };
    }),
    saveImageToPhotosAlbum: kit.later("saveImageToPhotosAlbum", ({ filePath }) =>
      saved(kit, sources, filePath, "image"),
    ),
    saveVideoToPhotosAlbum: kit.later("saveVideoToPhotosAlbum", ({ filePath }) =>
      saved(kit, sources, filePath, "video"),
    ),
    saveFileToDisk: kit.later("saveFileToDisk", ({ filePath }) =>
      saved(kit, sources, filePath, "file"),
    ),
    openDocument: kit.later("openDocument", async (params) =>
      host.call("openDocument", {
        path: await sources.hostFile(textOf(params["filePath"])),
        fileType: textOf(params["fileType"]),
        showMenu: Boolean(params["showMenu"]),
      }),
    ),
    scanCode: kit.later("scanCode", async () => {
      // A desktop's camera is not asked for: the person picks a picture of the code.
      const [file] = await chosen(kit, { count: 1 }, ["image"], 1);
      if (!file) throw new ApiFailure("cancel");
      const code = await kit.ground.view.ask("code.read", { src: file.path });
      if (!code) throw new ApiFailure("no code found");
      const { text, bytes } = code;
      return { result: text, scanType: "QR_CODE", charSet: "UTF-8", path: "", rawData: bytes };
    }),
  };
}

interface Chosen {
  readonly path: string;
  readonly size: number;
  readonly isVideo: boolean;
  readonly facts: Loose;
}

async function chosen(
  kit: Kit,
  params: Loose,
  mediaType: readonly string[],
  count: number,
): Promise<Chosen[]> {
  const answer = await kit.host.call("chooseMedia", {
    count: Math.round(clamped(numberOf(params["count"], count), 1, MAX_IMAGES)),
    mediaType,
    sourceType: textsOf(params["sourceType"]),
    camera: textOf(params["camera"], "back"),
  });
  return listOf(recordOf(answer)["files"]).map((one) => {
    const facts = recordOf(one);
    return {
      path: textOf(facts["path"]),
      size: numberOf(facts["size"], 0),
      isVideo: textOf(facts["type"]).startsWith("video"),
      facts,
    };
  });
}

async function mediaFile(kit: Kit, file: Chosen) {
  const { path, size, isVideo, facts } = file;
  const measured = isVideo ? await videoFacts(kit, file) : sizeOf(facts);
  return {
    tempFilePath: path,
    size,
    ...measured,
    // The host makes no still pictures: the video stands for itself.
    thumbTempFilePath: isVideo ? path : "",
    fileType: isVideo ? "video" : "image",
  };
}

/** Size (px) and length (s): the host's, or else what the view can read. */
async function videoFacts(kit: Kit, { path, facts }: Chosen) {
  if (numberOf(facts["duration"], 0) > 0) {
    return { ...sizeOf(facts), duration: numberOf(facts["duration"], 0) };
  }
  const measured = await kit.ground.view.ask("video.measure", { src: path });
  return measured ?? { ...sizeOf(facts), duration: 0 };
}

function sizeOf(facts: Loose) {
  return { width: numberOf(facts["width"], 0), height: numberOf(facts["height"], 0) };
}

async function saved(kit: Kit, sources: Sources, filePath: unknown, kind: string): Promise<object> {
  const path = await sources.hostFile(textOf(filePath));
  const answer = recordOf(await kit.host.call("saveMedia", { path, kind }));
  if (answer["saved"] === false) throw new ApiFailure("cancel");
  return {};
}
