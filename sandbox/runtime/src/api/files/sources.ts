// The bytes behind any address an app may give to an API: package, app file, data:, network.

import type { ApiGround } from "../../logic/api_ports.ts";
import { bufferOf, fromBase64 } from "../bytes.ts";
import { ApiFailure } from "../failures.ts";
import { recordOf, textOf } from "../reading.ts";
import { isAppFile, isData, isRemote, packagePath, readable } from "./paths.ts";

const DOWNLOAD_MS = 60_000;

export interface Source {
  readonly bytes: ArrayBuffer;
  /** Where the app can read it again: the address itself, or a temporary file. */
  readonly path: string;
}

export class Sources {
  readonly #ground: ApiGround;

  constructor(ground: ApiGround) {
    this.#ground = ground;
  }

  /** An address without the page it was written on: relative ones become package paths. */
  absolute(address: string): string {
    if (isRemote(address) || isData(address) || isAppFile(address)) return address;
    if (!address.startsWith(".")) return `/${packagePath(address)}`;
    const folder = this.#ground.pages.current()?.route.split("/").slice(0, -1) ?? [];
    return `/${packagePath([...folder, address].join("/"))}`;
  }

  /** Rejects with ApiFailure when there is nothing to read. */
  async read(address: string): Promise<Source> {
    if (isData(address)) return { bytes: this.#written(address), path: address };
    if (isRemote(address)) return this.#downloaded(address);
    const [first = "", second = first] = this.#places(address);
    try {
      return { bytes: await this.#ground.engine.read(readable(first)), path: address };
    } catch {
      return { bytes: await this.#second(address, second), path: address };
    }
  }

  /** An address that the host can read: what is in the package or in the text is copied first. */
  async hostFile(address: string): Promise<string> {
    if (isAppFile(address)) return address;
    const { bytes, path } = await this.read(address);
    if (isAppFile(path)) return path;
    const extension = /\.([A-Za-z0-9]{1,16})$/.exec(address)?.[1] ?? "";
    return this.keep(new Uint8Array(bytes), extension);
  }

  /** A new temporary file with these bytes. */
  async keep(bytes: Uint8Array, extension: string): Promise<string> {
    const answer = await this.#ground.host.call("tempFile", { data: bytes, extension });
    return textOf(recordOf(answer)["path"]);
  }

  async #second(address: string, place: string): Promise<ArrayBuffer> {
    try {
      return await this.#ground.engine.read(readable(place));
    } catch {
      throw new ApiFailure(`file not found: ${address}`);
    }
  }

  /** Where a path without slash means: beside the page it is used on, or below the root. */
  #places(address: string): string[] {
    if (isAppFile(address) || address.startsWith("/")) return [address];
    return [this.absolute(`./${address}`), `/${packagePath(address)}`];
  }

  async #downloaded(url: string): Promise<Source> {
    const answer = await this.#ground.host.call("downloadFile", {
      task: 0,
      url: url.startsWith("//") ? `https:${url}` : url,
      header: {},
      timeout: DOWNLOAD_MS,
    });
    const { tempFilePath, statusCode } = recordOf(answer);
    const path = textOf(tempFilePath);
    if (path === "" || Number(statusCode) >= 400) {
      throw new ApiFailure(`download image fail. status code ${textOf(statusCode)}`);
    }
    return { bytes: await this.#ground.engine.read(readable(path)), path };
  }

  /** The bytes that stand in a data: address (RFC 2397). */
  #written(address: string): ArrayBuffer {
    const comma = address.indexOf(",");
    if (comma < 0) throw new ApiFailure("invalid data: address");
    const content = address.slice(comma + 1);
    if (/;base64\s*$/i.test(address.slice(0, comma))) {
      return fromBase64(decodeURIComponent(content)).buffer;
    }
    return bufferOf(this.#ground.engine.encode(decodeURIComponent(content)));
  }
}
