// wx.getFileSystemManager, wx.env, and the file APIs that `wx` itself once had.

import { ApiFailure, Errno, syncError } from "../failures.ts";
import { roomy, type Family, type Kit } from "../kit.ts";
import { bytesOf, recordOf, textOf, type Loose } from "../reading.ts";
import { Descriptors } from "./descriptors.ts";
import { Operations } from "./operations.ts";
import { USER_DATA_PATH } from "./paths.ts";
import { later, now, type Steps } from "./steps.ts";

type Operation = (params: Loose) => Steps<object>;

/** Names of the parameters of the synchronous forms, in order; and which member they return. A
 *  single "{}" stands for an object like the asynchronous form's. */
const SYNC: Readonly<Record<string, readonly [names: readonly string[], returned?: string]>> = {
  access: [["path"]],
  readFile: [["filePath", "encoding", "position", "length"], "data"],
  writeFile: [["filePath", "data", "encoding"]],
  appendFile: [["filePath", "data", "encoding"]],
  stat: [["path", "recursive"], "stats"],
  readdir: [["dirPath"], "files"],
  mkdir: [["dirPath", "recursive"]],
  rmdir: [["dirPath", "recursive"]],
  unlink: [["filePath"]],
  rename: [["oldPath", "newPath"]],
  copyFile: [["srcPath", "destPath"]],
  saveFile: [["tempFilePath", "filePath"], "savedFilePath"],
  truncate: [["{}"]],
  open: [["{}"], "fd"],
  close: [["{}"]],
  read: [["{}"], "{}"],
  write: [["{}"], "{}"],
  fstat: [["{}"], "stats"],
  ftruncate: [["{}"]],
  readCompressedFile: [["{}"], "data"],
};

export function filesFamily(kit: Kit): Family {
  const { ground } = kit;
  const operations = new Operations(ground.engine);
  const table = operationTable(operations);
  const manager = fileSystemManager(kit, table);
  kit.classes.set("FileSystemManager", manager);
  const alone = (name: string, operation: Operation): unknown =>
    kit.later(name, (params) => later(ground, operation(params)));
  return {
    env: { USER_DATA_PATH },
    getFileSystemManager: () => manager,
    saveFile: alone("saveFile", (params) => operations.saveFile(params)),
    getFileInfo: alone("getFileInfo", (params) => operations.getFileInfo(params)),
    getSavedFileList: alone("getSavedFileList", () => operations.getSavedFileList()),
    getSavedFileInfo: alone("getSavedFileInfo", (params) => operations.getSavedFileInfo(params)),
    removeSavedFile: alone("removeSavedFile", (params) => operations.removeSavedFile(params)),
    createBufferURL: kit.sync("createBufferURL", (buffer) => bufferAddress(kit, buffer)),
    revokeBufferURL: (url: unknown) => {
      void kit.host.call("fsUnlink", { path: textOf(url) }).catch(() => undefined);
    },
  };
}

/** FileSystemManager: each method has its asynchronous form, and those of SYNC a synchronous one. */
function fileSystemManager(kit: Kit, table: Readonly<Record<string, Operation>>): Family {
  const { ground } = kit;
  const manager = roomy();
  for (const [name, operation] of Object.entries(table)) {
    manager[name] = kit.later(name, (params) => later(ground, operation(params)));
    const form = SYNC[name];
    if (!form) continue;
    const api = `${name}Sync`;
    manager[api] = (...given: unknown[]) => {
      try {
        const result = now(ground, operation(named(form[0], given)));
        return form[1] === "{}" ? result : recordOf(result)[form[1] ?? ""];
      } catch (error) {
        throw syncError(api, error);
      }
    };
  }
  return manager;
}

function operationTable(operations: Operations): Readonly<Record<string, Operation>> {
  const descriptors = new Descriptors(operations);
  return {
    access: (params) => operations.access(params),
    readFile: (params) => operations.readFile(params),
    writeFile: (params) => operations.writeFile(params),
    appendFile: (params) => operations.appendFile(params),
    stat: (params) => operations.stat(params),
    readdir: (params) => operations.readdir(params),
    mkdir: (params) => operations.mkdir(params),
    rmdir: (params) => operations.rmdir(params),
    unlink: (params) => operations.unlink(params),
    rename: (params) => operations.rename(params),
    copyFile: (params) => operations.copyFile(params),
    truncate: (params) => operations.truncate(params),
    saveFile: (params) => operations.saveFile(params),
    getFileInfo: (params) => operations.getFileInfo(params),
    getSavedFileList: () => operations.getSavedFileList(),
    removeSavedFile: (params) => operations.removeSavedFile(params),
    unzip: (params) => operations.unzip(params),
    readZipEntry: (params) => operations.readZipEntry(params),
    open: (params) => descriptors.open(params),
    close: (params) => descriptors.close(params),
    read: (params) => descriptors.read(params),
    write: (params) => descriptors.write(params),
    fstat: (params) => descriptors.fstat(params),
    ftruncate: (params) => descriptors.ftruncate(params),
    readCompressedFile,
  };
}

/** WeChat's only compression here is brotli, which the engine does not give to scripts. */
function* readCompressedFile(): Steps<object> {
  yield* [];
  throw new ApiFailure("not supported: brotli", { errno: Errno.NOT_SUPPORTED });
}

function named(names: readonly string[], given: readonly unknown[]): Loose {
  if (names[0] === "{}") return recordOf(given[0]);
  return Object.fromEntries(names.map((name, index) => [name, given[index]]));
}

function bufferAddress(kit: Kit, buffer: unknown): string {
  const bytes = bytesOf(buffer);
  if (!bytes) throw new ApiFailure("parameter error: buffer should be ArrayBuffer;");
  const answer = kit.host.callSync("tempFile", { data: bytes, extension: "" });
  return textOf(recordOf(answer)["path"]);
}
