// Where the host answers for other origins, and how its answers say what the remote one said.
// The view itself has no network: without this, every such request is a network error.

const ROUTE = "/.fanlight/net/";
/** Ends a route: sandbox/view/policy.py says why. */
const ROUTE_END = "/data";
/**
 * What the remote server said, as hexadecimal JSON: the wire's own status is always 200, and the
 * engine turns the values of other headers into lower case.
 */
const ANSWER = "X-Fanlight-Answer";

/** One address of another origin. */
export interface Remote {
  /** Absolute, without fragment. */
  readonly url: string;
  /** Where the host answers for it. */
  readonly route: string;
}

/** What the remote server said. */
export interface RemoteAnswer {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
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
  return { url: url.href, route: ROUTE + encodeURIComponent(url.href) + ROUTE_END };
}

/** The answer behind the wire's own; null when it is not the host's. */
export function remoteAnswer(header: (name: string) => string | null): RemoteAnswer | null {
  const written = header(ANSWER);
  if (written === null || written.length % 2 !== 0) return null;
  const bytes = new Uint8Array(written.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(written.slice(2 * at, 2 * at + 2), 16);
  }
  const answer = parse(new TextDecoder().decode(bytes));
  return answer !== null && answer.status >= 200 && answer.status <= 599 ? answer : null;
}

function parse(text: string): RemoteAnswer | null {
  try {
    return JSON.parse(text) as RemoteAnswer;
  } catch {
    return null;
  }
}
