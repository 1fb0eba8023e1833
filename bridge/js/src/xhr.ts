// `XMLHttpRequest` for other origins, through the host.

import { remoteAnswer, remoteOf, type Remote, type RemoteAnswer } from "./remote.ts";

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
      return this.#answer()?.status ?? super.status;
    }

    override get statusText(): string {
      return this.#answer() === null ? super.statusText : "";
    }

    override get responseURL(): string {
      return this.#answer()?.url ?? super.responseURL;
    }

    override getResponseHeader(name: string): string | null {
      const answer = this.#answer();
      if (answer === null) return this.#remote === null ? super.getResponseHeader(name) : null;
      const wanted = name.toLowerCase();
      const values = answer.headers.filter(([known]) => known === wanted).map(([, value]) => value);
      return values.length > 0 ? values.join(", ") : null;
    }

    override getAllResponseHeaders(): string {
      if (this.#remote === null) return super.getAllResponseHeaders();
      const lines = (this.#answer()?.headers ?? []).map(([name, value]) => `${name}: ${value}\r\n`);
      return lines.sort().join("");
    }

    #answer(): RemoteAnswer | null {
      if (this.#remote === null || super.readyState < Native.HEADERS_RECEIVED) return null;
      return remoteAnswer((name) => super.getResponseHeader(name));
    }
  };
}
