// What FileSystemManager does, one generator each (steps.ts). `params` are those of the
// asynchronous form.

import type { Engine } from "../../logic/api_ports.ts";
import { fromBase64 } from "../bytes.ts";
import { ApiFailure, type Codes } from "../failures.ts";
import {
  bytesOf,
  listOf,
  numberOf,
  numberOrNone,
  recordOf,
  textOf,
  type Loose,
} from "../reading.ts";
import { content, encoded } from "./encodings.ts";
import { isAppFile, packagePath, readable } from "./paths.ts";
import { asked, packaged, type Steps } from "./steps.ts";

const MAX_READ_BYTES = 100 * 1024 * 1024;
/** What the host reads in one call (bridge/api/appfiles.py). */
const PART_BYTES = 10 * 1024 * 1024;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

/** WeChat's Stats; times are seconds. */
export class Stats {
  readonly mode: number;
  readonly size: number;
  readonly lastAccessedTime: number;
  readonly lastModifiedTime: number;
  readonly #isDirectory: boolean;

  constructor(entry: Loose) {
    this.#isDirectory = Boolean(entry["isDirectory"]);
    this.mode = numberOf(entry["mode"], this.#isDirectory ? S_IFDIR : S_IFREG);
    this.size = numberOf(entry["size"], 0);
    this.lastAccessedTime = numberOf(entry["lastAccessedTime"], 0);
    this.lastModifiedTime = numberOf(entry["lastModifiedTime"], 0);
  }

  isDirectory(): boolean {
    return this.#isDirectory;
  }

  isFile(): boolean {
    return !this.#isDirectory;
  }
}

export class Operations {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  *access({ path }: Loose): Steps<object> {
    const place = textOf(path);
    if (isAppFile(place)) yield* asked("fsAccess", { path: place });
    else yield* this.#package(place, "access");
    return {};
  }

  *readFile({ filePath, encoding, position, length }: Loose): Steps<object> {
    const bytes = yield* this.bytes(textOf(filePath), position, length);
    return { data: content(this.#engine, bytes, encoding) };
  }

  /** A file's bytes, whole or a part of them. */
  *bytes(path: string, position?: unknown, length?: unknown): Steps<Uint8Array> {
    const start = numberOrNone(position);
    const count = numberOrNone(length);
    if (count !== undefined && count > MAX_READ_BYTES) {
      throw new ApiFailure("the size of the file exceeds the limit of 100M");
    }
    if (!isAppFile(path)) {
      const whole = yield* this.#package(path, "open");
      const from = start ?? 0;
      return whole.subarray(from, count === undefined ? undefined : from + count);
    }
    return yield* joined(path, start ?? 0, count ?? MAX_READ_BYTES);
  }

  *writeFile({ filePath, data, encoding }: Loose): Steps<object> {
    return yield* this.#write(textOf(filePath), data, encoding, false);
  }

  *appendFile({ filePath, data, encoding }: Loose): Steps<object> {
    return yield* this.#write(textOf(filePath), data, encoding, true);
  }

  *stat({ path, recursive }: Loose): Steps<object> {
    const place = textOf(path);
    if (!isAppFile(place)) {
      const { length } = yield* this.#package(place, "stat");
      return { stats: new Stats({ size: length }) };
    }
    const answer = yield* asked("fsStat", { path: place, recursive: Boolean(recursive) });
    const entries = listOf(answer["entries"]).map(recordOf);
    const [first] = entries;
    if (!first) throw missing("stat", place);
    if (!recursive || !first["isDirectory"]) return { stats: new Stats(first) };
    return {
      stats: entries.map((entry) => ({ path: textOf(entry["path"]), stats: new Stats(entry) })),
    };
  }

  *readdir({ dirPath }: Loose): Steps<object> {
    const path = own(dirPath, "scandir");
    const answer = yield* asked("fsReaddir", { path });
    return { files: answer["files"] };
  }

  *mkdir({ dirPath, recursive }: Loose): Steps<object> {
    const path = own(dirPath, "mkdir");
    return yield* done(asked("fsMkdir", { path, recursive: Boolean(recursive) }));
  }

  *rmdir({ dirPath, recursive }: Loose): Steps<object> {
    const path = own(dirPath, "rmdir");
    return yield* done(asked("fsRmdir", { path, recursive: Boolean(recursive) }));
  }

  *unlink({ filePath }: Loose): Steps<object> {
    return yield* done(asked("fsUnlink", { path: own(filePath, "unlink") }));
  }

  *rename({ oldPath, newPath }: Loose): Steps<object> {
    const from = own(oldPath, "rename");
    return yield* done(asked("fsRename", { oldPath: from, newPath: own(newPath, "rename") }));
  }

  *copyFile({ srcPath, destPath }: Loose): Steps<object> {
    const source = textOf(srcPath);
    const target = own(destPath, "copyFile");
    if (isAppFile(source)) {
      return yield* done(asked("fsCopy", { srcPath: source, destPath: target }));
    }
    const bytes = yield* this.#package(source, "copyFile");
    return yield* this.#write(target, bytes, undefined, false);
  }

  *truncate({ filePath, length }: Loose): Steps<object> {
    const path = own(filePath, "truncate");
    return yield* done(asked("fsTruncate", { path, length: numberOf(length, 0) }));
  }

  *saveFile({ tempFilePath, filePath }: Loose): Steps<object> {
    const target = textOf(filePath);
    const answer = yield* asked("fsSave", {
      tempFilePath: textOf(tempFilePath),
      ...(target === "" ? {} : { filePath: target }),
    });
    return { savedFilePath: answer["savedFilePath"] };
  }

  *unzip({ zipFilePath, targetPath }: Loose): Steps<object> {
    const zip = yield* this.local(textOf(zipFilePath));
    const target = own(targetPath, "unzip");
    return yield* done(asked("fsUnzip", { zipFilePath: zip, targetPath: target }));
  }

  *readZipEntry({ filePath, encoding, entries }: Loose): Steps<object> {
    const path = yield* this.local(textOf(filePath));
    const wanted = entries === "all" ? [] : listOf(entries).map(recordOf);
    const answer = yield* asked("fsReadZipEntry", {
      path,
      entries: wanted.map((entry) => ({
        path: textOf(entry["path"]),
        position: numberOf(entry["position"], 0),
        ...(numberOrNone(entry["length"]) === undefined ? {} : { length: entry["length"] }),
      })),
    });
    const found = Object.entries(recordOf(answer["entries"])).map(([name, value]) => {
      const entry = wanted.find((one) => one["path"] === name) ?? {};
      return [name, this.#zipEntry(recordOf(value), entry, encoding)] as const;
    });
    return { entries: Object.fromEntries(found) };
  }

  *getFileInfo({ filePath, digestAlgorithm }: Loose): Steps<object> {
    const path = yield* this.local(textOf(filePath));
    const answer = yield* asked("fsInfo", {
      path,
      digestAlgorithm: textOf(digestAlgorithm, "md5"),
    });
    return { size: answer["size"], digest: answer["digest"] };
  }

  *getSavedFileList(): Steps<object> {
    const answer = yield* asked("fsSavedList", {});
    return { fileList: answer["fileList"] };
  }

  *getSavedFileInfo({ filePath }: Loose): Steps<object> {
    const answer = yield* asked("fsSavedList", {});
    const path = textOf(filePath);
    const found = listOf(answer["fileList"])
      .map(recordOf)
      .find((file) => file["filePath"] === path);
    if (!found) throw missing("stat", path);
    return { size: found["size"], createTime: found["createTime"] };
  }

  *removeSavedFile({ filePath }: Loose): Steps<object> {
    return yield* this.unlink({ filePath });
  }

  /** A file that the host can read: a package file is copied to a temporary one. */
  *local(path: string): Steps<string> {
    if (isAppFile(path)) return path;
    const bytes = yield* this.#package(path, "open");
    const answer = yield* asked("tempFile", { data: bytes, extension: "" });
    return textOf(answer["path"]);
  }

  /** What an app wrote as bytes. Throws ApiFailure for what is neither text nor bytes. */
  given(data: unknown, encoding: unknown): Uint8Array {
    const bytes = bytesOf(data);
    if (bytes) return bytes;
    if (typeof data !== "string") {
      throw new ApiFailure("data must be a string or ArrayBuffer", { errCode: 1300022 });
    }
    return encoded(this.#engine, data, textOf(encoding, "utf8").toLowerCase());
  }

  *#write(path: string, data: unknown, encoding: unknown, append: boolean): Steps<object> {
    const target = own(path, "open");
    const bytes = this.given(data, encoding);
    return yield* done(asked("fsWriteFile", { path: target, data: bytes, append }));
  }

  *#package(path: string, verb: string): Steps<Uint8Array> {
    const place = packagePath(path);
    try {
      return yield* packaged(readable(place));
    } catch {
      throw missing(verb, path);
    }
  }

  #zipEntry(value: Loose, wanted: Loose, encoding: unknown): object {
    if (typeof value["base64"] !== "string") {
      return { errMsg: textOf(value["errMsg"], "readZipEntry:fail entry not found") };
    }
    const bytes = fromBase64(value["base64"]);
    const data = content(this.#engine, bytes, wanted["encoding"] ?? encoding);
    return { data, errMsg: "readZipEntry:ok" };
  }
}

/** A part of a file, in as many pieces as the host needs. */
function* joined(path: string, position: number, length: number): Steps<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let count = 0;
  let size: number;
  do {
    const part = Math.min(PART_BYTES, length - count);
    const answer = yield* asked("fsReadFile", {
      path,
      position: position + count,
      length: part,
      responseType: "arraybuffer",
    });
    const piece = bytesOf(answer["data"]) ?? new Uint8Array();
    size = numberOf(answer["size"], piece.length);
    if (piece.length === 0) break;
    pieces.push(piece);
    count += piece.length;
  } while (count < length && position + count < size);
  const [first] = pieces;
  if (pieces.length === 1 && first) return first;
  const whole = new Uint8Array(count);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** `no such file or directory, open 'x'`, as Node and WeChat say it. */
export function missing(verb: string, path: string): ApiFailure {
  return new ApiFailure(`no such file or directory, ${verb} "${path}"`, { errCode: 1300002 });
}

function denied(verb: string, path: string): ApiFailure {
  const codes: Codes = { errCode: 1300013 };
  return new ApiFailure(`permission denied, ${verb} "${path}"`, codes);
}

/** A path that the app may write to: the package is read only. */
function own(given: unknown, verb: string): string {
  const path = textOf(given);
  if (!isAppFile(path)) throw denied(verb, path);
  return path;
}

function* done(steps: Steps<unknown>): Steps<object> {
  yield* steps;
  return {};
}
