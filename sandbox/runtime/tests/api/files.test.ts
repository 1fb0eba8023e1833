import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { bufferOf } from "../../src/api/bytes.ts";
import { refusal, type FakeGround } from "./fake_ground.ts";
import { open, type Wx } from "./outcome.ts";

type Manager = (name: string, ...given: unknown[]) => unknown;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A host with files in memory; reads give at most `part` bytes a call. */
function withFiles(files: Map<string, Buffer>, part = 1e9) {
  return (fake: FakeGround): void => {
    const file = (path: unknown): Buffer => {
      const found = files.get(String(path));
      if (!found)
        throw refusal("call.not_found", `no such file or directory, open '${String(path)}'`);
      return found;
    };
    fake.host["fsReadFile"] = ({ path, position, length }) => {
      const whole = file(path);
      const from = Number(position);
      const piece = whole.subarray(from, from + Math.min(Number(length), part));
      return { base64: "", size: whole.length, data: bufferOf(piece) };
    };
    fake.host["fsWriteFile"] = ({ path, data, append, position }) => {
      const bytes = Buffer.from(data as Uint8Array);
      const before = files.get(String(path)) ?? Buffer.alloc(0);
      if (append === true) files.set(String(path), Buffer.concat([before, bytes]));
      else if (typeof position === "number") {
        const after = Buffer.alloc(Math.max(before.length, position + bytes.length));
        before.copy(after);
        bytes.copy(after, position);
        files.set(String(path), after);
      } else files.set(String(path), bytes);
      return {};
    };
    fake.host["fsStat"] = ({ path }) => ({
      entries: [{ path: "", isDirectory: false, size: file(path).length, mode: 0o100644 }],
    });
    fake.host["fsAccess"] = ({ path }) => {
      file(path);
      return {};
    };
    fake.host["fsUnlink"] = ({ path }) => {
      file(path);
      files.delete(String(path));
      return {};
    };
  };
}

function manager(opened: Wx): Manager {
  const methods = opened.call("getFileSystemManager") as Record<string, Manager>;
  return (name, ...given) => (methods[name] as (...given: unknown[]) => unknown)(...given);
}

const USR = "wxfile://usr";

describe("FileSystemManager", () => {
  it("reads and writes text and bytes, now and later", async () => {
    const opened = open(withFiles(new Map()));
    const fs = manager(opened);
    const place = (opened.wx["env"] as { USER_DATA_PATH: string }).USER_DATA_PATH;
    assert.equal(place, USR);
    fs("writeFileSync", `${place}/a.txt`, "茶", "utf8");
    await fs("appendFile", { filePath: `${place}/a.txt`, data: Uint8Array.of(33).buffer });
    assert.equal(fs("readFileSync", `${place}/a.txt`, "utf-8"), "茶!");
    const read = (await fs("readFile", { filePath: `${place}/a.txt` })) as { data: ArrayBuffer };
    assert.deepEqual(Buffer.from(read.data), Buffer.from("茶!"));
  });

  it("reads a long file in the parts that the host gives", () => {
    const files = new Map([[`${USR}/long`, Buffer.from("0123456789")]]);
    const fs = manager(open(withFiles(files, 3)));
    assert.equal(fs("readFileSync", `${USR}/long`, "ascii"), "0123456789");
    assert.equal(fs("readFileSync", `${USR}/long`, "ascii", 2, 5), "23456");
  });

  it("reads files of the package, and refuses to write there", async () => {
    const opened = open(withFiles(new Map()));
    opened.fake.files.set("/data/a.json", Buffer.from("{}"));
    const fs = manager(opened);
    assert.equal(fs("readFileSync", "data/a.json", "utf8"), "{}");
    assert.equal(fs("readFileSync", "/data/../data/./a.json", "utf8"), "{}");
    assert.equal((fs("statSync", "/data/a.json") as { size: number }).size, 2);
    assert.throws(() => fs("writeFileSync", "/data/a.json", "x"), {
      errMsg: 'writeFileSync:fail permission denied, open "/data/a.json"',
      errCode: 1300013,
    });
    await assert.rejects(fs("access", { path: "/none" }) as Promise<unknown>, {
      errMsg: 'access:fail no such file or directory, access "/none"',
      errCode: 1300002,
    });
  });

  it("gives the host's reasons with WeChat's codes", () => {
    const opened = open();
    const fs = manager(opened);
    const reasons: [string, string, number][] = [
      ["call.not_found", `no such file or directory, open '${USR}/a'`, 1300002],
      ["call.file", "file already exists", 1301005],
      ["call.file", "directory not empty", 1300066],
      ["call.quota", "full", 1300202],
    ];
    for (const [code, message, errCode] of reasons) {
      opened.fake.host["fsMkdir"] = () => {
        throw refusal(code, message);
      };
      assert.throws(() => fs("mkdirSync", `${USR}/a`), { errCode });
    }
  });

  it("tells files from folders, also below one", () => {
    const opened = open();
    opened.fake.host["fsStat"] = () => ({
      entries: [
        { path: "", isDirectory: true, size: 0 },
        { path: "/b", isDirectory: false, size: 3 },
      ],
    });
    type Stats = { isDirectory(): boolean; isFile(): boolean; size: number };
    const fs = manager(opened);
    assert.equal((fs("statSync", USR) as Stats).isDirectory(), true);
    const all = fs("statSync", USR, true) as { path: string; stats: Stats }[];
    assert.deepEqual(
      all.map(({ path, stats }) => [path, stats.isFile(), stats.size]),
      [
        ["", false, 0],
        ["/b", true, 3],
      ],
    );
  });

  const ENCODINGS: [string, string, number[]][] = [
    ["utf8", "é", [0xc3, 0xa9]],
    ["latin1", "é", [0xe9]],
    ["ascii", "a", [0x61]],
    ["hex", "0aff", [10, 255]],
    ["base64", "AQI=", [1, 2]],
    ["utf16le", "é", [0xe9, 0]],
    ["ucs-2", "茶", [0x36, 0x83]],
  ];
  for (const [encoding, text, bytes] of ENCODINGS) {
    it(`knows ${encoding} both ways`, () => {
      const files = new Map<string, Buffer>();
      const fs = manager(open(withFiles(files)));
      fs("writeFileSync", `${USR}/a`, text, encoding);
      assert.deepEqual([...(files.get(`${USR}/a`) ?? [])], bytes);
      assert.equal(fs("readFileSync", `${USR}/a`, encoding), text);
    });
  }

  it("has open files with places of their own", () => {
    const files = new Map([[`${USR}/a`, Buffer.from("0123456789")]]);
    const fs = manager(open(withFiles(files)));
    const fd = fs("openSync", { filePath: `${USR}/a`, flag: "r+" });
    const read = (length: number, position?: number): string => {
      const arrayBuffer = new ArrayBuffer(length);
      const where = position === undefined ? {} : { position };
      const { bytesRead } = fs("readSync", { fd, arrayBuffer, length, ...where }) as {
        bytesRead: number;
      };
      return Buffer.from(arrayBuffer).toString("latin1", 0, bytesRead);
    };
    assert.deepEqual([read(3), read(3), read(2, 0), read(9)], ["012", "345", "01", "6789"]);
    assert.deepEqual(fs("writeSync", { fd, data: "AB", position: 4 }), { bytesWritten: 2 });
    assert.equal(String(files.get(`${USR}/a`)), "0123AB6789");
    assert.equal((fs("fstatSync", { fd }) as { size: number }).size, 10);
    fs("closeSync", { fd });
    assert.throws(() => read(1), { errCode: 1300009 });
    assert.throws(() => fs("openSync", { filePath: `${USR}/none` }), { errCode: 1300002 });
    assert.throws(() => fs("openSync", { filePath: `${USR}/a`, flag: "wx" }), {
      errCode: 1301005,
    });
  });

  it("reads entries out of a ZIP, each with its own encoding", async () => {
    const opened = open();
    opened.fake.host["fsReadZipEntry"] = ({ entries }) => {
      assert.deepEqual(entries, [
        { path: "a", position: 1, length: 2 },
        { path: "b", position: 0 },
      ]);
      return { entries: { a: { base64: base64("xy") }, b: { errMsg: "entry not found" } } };
    };
    const result = (await manager(opened)("readZipEntry", {
      filePath: `${USR}/a.zip`,
      entries: [{ path: "a", encoding: "utf8", position: 1, length: 2 }, { path: "b" }],
    })) as { entries: unknown };
    assert.deepEqual(result.entries, {
      a: { data: "xy", errMsg: "readZipEntry:ok" },
      b: { errMsg: "entry not found" },
    });
  });

  it("refuses brotli, which cannot be read here", () => {
    const fs = manager(open());
    const params = { filePath: "a", compressionAlgorithm: "br" };
    assert.throws(() => fs("readCompressedFileSync", params), /not supported/);
  });
});

describe("the file APIs that wx once had", () => {
  it("save, list, tell of and remove saved files", async () => {
    const { call, fake, failure } = open((ground) => {
      ground.host["fsSave"] = () => ({ savedFilePath: "wxfile://store/1" });
      ground.host["fsSavedList"] = () => ({
        fileList: [{ filePath: "wxfile://store/1", size: 2, createTime: 3 }],
      });
      ground.host["fsUnlink"] = () => ({});
      ground.host["fsInfo"] = () => ({ size: 2, digest: "d" });
    });
    const saved = (await call("saveFile", { tempFilePath: "wxfile://tmp/1" })) as object;
    assert.deepEqual(saved, { savedFilePath: "wxfile://store/1", errMsg: "saveFile:ok" });
    const info = await call("getSavedFileInfo", { filePath: "wxfile://store/1" });
    assert.deepEqual(info, { size: 2, createTime: 3, errMsg: "getSavedFileInfo:ok" });
    assert.match(
      String((await failure("getSavedFileInfo", { filePath: "wxfile://store/2" }))["errMsg"]),
      /^getSavedFileInfo:fail no such file/,
    );
    await call("removeSavedFile", { filePath: "wxfile://store/1" });
    assert.deepEqual(fake.calls.at(-1), {
      name: "fsUnlink",
      params: { path: "wxfile://store/1" },
    });
    const digest = await call("getFileInfo", { filePath: "wxfile://tmp/1" });
    assert.deepEqual(digest, { size: 2, digest: "d", errMsg: "getFileInfo:ok" });
  });
});
