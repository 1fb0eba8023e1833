// FileSystemManager's open files. The host has none: reads and writes go to the file by its path,
// at the place that is kept here.

import { ApiFailure } from "../failures.ts";
import { bytesOf, numberOf, numberOrNone, recordOf, textOf, type Loose } from "../reading.ts";
import { missing, type Operations, Stats } from "./operations.ts";
import { asked, type Steps } from "./steps.ts";

interface OpenFile {
  readonly path: string;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly appends: boolean;
  position: number;
}

const FLAGS = /^(r|w|a)(x|s)?(\+)?$/;

export class Descriptors {
  readonly #operations: Operations;
  readonly #open = new Map<string, OpenFile>();
  #last = 2;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  *open({ filePath, flag }: Loose): Steps<object> {
    const path = textOf(filePath);
    const [, kind, special, plus] = FLAGS.exec(textOf(flag, "r").replace("+x", "x+")) ?? [];
    if (kind === undefined) throw invalid(`flag "${textOf(flag)}"`);
    const isThere = yield* this.#isThere(path);
    if (special === "x" && isThere) {
      throw new ApiFailure(`file already exists, open "${path}"`, { errCode: 1301005 });
    }
    if (kind === "r" && !isThere) throw missing("open", path);
    if (kind === "w" || (kind === "a" && !isThere)) {
      yield* this.#operations.writeFile({ filePath: path, data: "" });
    }
    this.#last += 1;
    const fd = String(this.#last);
    this.#open.set(fd, {
      path,
      reads: kind === "r" || plus === "+",
      writes: kind !== "r" || plus === "+",
      appends: kind === "a",
      position: 0,
    });
    return { fd };
  }

  *close({ fd }: Loose): Steps<object> {
    yield* [];
    this.#of(fd);
    this.#open.delete(textOf(fd));
    return {};
  }

  *read({ fd, arrayBuffer, offset, length, position }: Loose): Steps<object> {
    const file = this.#of(fd);
    if (!file.reads) throw badDescriptor();
    const target = bytesOf(arrayBuffer);
    if (!target) throw invalid("arrayBuffer");
    const at = numberOf(offset, 0);
    const wanted = Math.min(numberOf(length, target.length - at), target.length - at);
    const from = numberOrNone(position) ?? file.position;
    const bytes = yield* this.#operations.bytes(file.path, from, wanted);
    target.set(bytes.subarray(0, wanted), at);
    if (numberOrNone(position) === undefined) file.position = from + bytes.length;
    return { bytesRead: bytes.length, arrayBuffer };
  }

  *write({ fd, data, offset, length, encoding, position }: Loose): Steps<object> {
    const file = this.#of(fd);
    if (!file.writes) throw badDescriptor();
    const whole = this.#operations.given(data, encoding);
    const isBytes = bytesOf(data) !== null;
    const from = isBytes ? numberOf(offset, 0) : 0;
    const count = isBytes ? numberOf(length, whole.length - from) : whole.length;
    const bytes = whole.subarray(from, from + count);
    if (file.appends) yield* this.#operations.appendFile({ filePath: file.path, data: bytes });
    else yield* this.#put(file, bytes, numberOrNone(position));
    return { bytesWritten: bytes.length };
  }

  *fstat({ fd }: Loose): Steps<object> {
    return yield* this.#operations.stat({ path: this.#of(fd).path });
  }

  *ftruncate({ fd, length }: Loose): Steps<object> {
    return yield* this.#operations.truncate({ filePath: this.#of(fd).path, length });
  }

  *#put(file: OpenFile, bytes: Uint8Array, position: number | undefined): Steps<void> {
    const at = position ?? file.position;
    yield* asked("fsWriteFile", { path: file.path, data: bytes, append: false, position: at });
    if (position === undefined) file.position = at + bytes.length;
  }

  *#isThere(path: string): Steps<boolean> {
    try {
      const { stats } = recordOf(yield* this.#operations.stat({ path }));
      if (stats instanceof Stats && stats.isDirectory()) {
        const text = `illegal operation on a directory, open "${path}"`;
        throw new ApiFailure(text, { errCode: 1300021 });
      }
      return true;
    } catch (error) {
      if (error instanceof ApiFailure && error.codes.errCode === 1300002) return false;
      throw error;
    }
  }

  #of(fd: unknown): OpenFile {
    const file = this.#open.get(textOf(fd));
    if (!file) throw badDescriptor();
    return file;
  }
}

function badDescriptor(): ApiFailure {
  return new ApiFailure("bad file descriptor", { errCode: 1300009 });
}

function invalid(what: string): ApiFailure {
  return new ApiFailure(`invalid argument: ${what}`, { errCode: 1300022 });
}
