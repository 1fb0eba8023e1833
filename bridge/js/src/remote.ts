// Where the host answers for other origins, and how its answers say what the remote one said.
// The view itself has no network: without this, every such request is a network error.

const ROUTE = "/.fanlight/net/";
const STATUS = "X-Fanlight-Status";
const STATUS_TEXT = "X-Fanlight-Status-Text";
const OWN_PREFIX = "x-fanlight-";
/** Headers that the host adds for the engine: the remote server did not send these. */
const OWN: ReadonlySet<string> = new Set([
  "access-control-allow-origin",
  "access-control-expose-headers",
  "cache-control",
  "cross-origin-resource-policy",
  "x-content-type-options",
]);

/** One address of another origin. */
export interface Remote {
  /** Absolute, without fragment. */
  readonly url: string;
  /** Where the host answers for it. */
  readonly route: string;
}

/** The status line the remote server sent. */
export interface StatusLine {
  readonly status: number;
  readonly text: string;
}

const NativeUrl = URL;

/** `address` seen from `base`; null when it is no http(s) address of another origin. */
export function remoteOf(address: string, base: string): Remote | null {
  let url: URL;
  try {
    url = new NativeUrl(address, base);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.origin === new NativeUrl(base).origin) return null;
  url.hash = "";
  return { url: url.href, route: ROUTE + encodeURIComponent(url.href) };
}

/** The status line behind the wire's own; null when the answer is not the host's. */
export function statusLine(header: (name: string) => string | null): StatusLine | null {
  const status = Number(header(STATUS) ?? "");
  const isStatus = Number.isInteger(status) && status >= 200 && status <= 599;
  return isStatus ? { status, text: header(STATUS_TEXT) ?? "" } : null;
}

/** Whether the page may see a header of that name. */
export function isRemoteHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return !OWN.has(lower) && !lower.startsWith(OWN_PREFIX);
}
