// `XMLHttpRequest` for other origins, through the host.

import { isRemoteHeader, remoteOf, statusLine, type Remote, type StatusLine } from "./remote.ts";

type Xhr = typeof globalThis.XMLHttpRequest;

/** `Native` with other origins sent through the host. `base` gives the document's address. */
export function remoteXhr(Native: Xhr, base: () => string): Xhr {
  return class XMLHttpRequest extends Native {
    #remote: Remote | null = null;

    override open(method: string, url: string | URL, ...rest: readonly unknown[]): void {
      this.#remote = remoteOf(String(url), base());
      // Left out means asynchronous, `undefined` does not (XMLHttpRequest, open()).
      const isAsync = rest.length === 0 || Boolean(rest[0]);
      super.open(method, this.#remote?.route ?? url, isAsync);
    }

    override get status(): number {
      return this.#line()?.status ?? super.status;
    }

    override get statusText(): string {
      return this.#line()?.text ?? super.statusText;
    }

    override get responseURL(): string {
      return this.#line() === null ? super.responseURL : (this.#remote?.url ?? "");
    }

    override getResponseHeader(name: string): string | null {
      const isHidden = this.#remote !== null && !isRemoteHeader(name);
      return isHidden ? null : super.getResponseHeader(name);
    }

    override getAllResponseHeaders(): string {
      const all = super.getAllResponseHeaders();
      if (this.#remote === null) return all;
      const lines = all.split("\r\n");
      return lines.filter((line) => isRemoteHeader(line.split(":", 1)[0] ?? "")).join("\r\n");
    }

    #line(): StatusLine | null {
      if (this.#remote === null || super.status === 0) return null;
      return statusLine((name) => super.getResponseHeader(name));
    }
  };
}
