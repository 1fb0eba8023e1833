// `fetch` for other origins, through the host.

import { remoteAnswer, remoteOf } from "./remote.ts";

type Fetch = typeof globalThis.fetch;

/** Statuses that have no body (Fetch, null body status). */
const BODILESS: readonly number[] = [204, 205, 304];

/** `native` with other origins sent through the host. `base` gives the document's address. */
export function remoteFetch(native: Fetch, base: () => string): Fetch {
  return async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const remote = remoteOf(input instanceof Request ? input.url : String(input), base());
    if (remote === null) return endOf(await native(input, init));
    // As the engine reads its arguments: methods, headers, bodies and their errors are its own.
    const request = new Request(input instanceof Request ? input : remote.url, init);
    const answer = await native(remote.route, {
      method: request.method,
      headers: request.headers,
      body: request.body === null ? null : await request.arrayBuffer(),
      signal: request.signal,
      cache: "no-store",
    });
    return responseOf(answer);
  };
}

/**
 * The package's own answer. The engine leaves the body of a failed one open (Qt WebEngine 6.12):
 * reading it would never end, so it has none.
 */
function endOf(answer: Response): Response {
  if (answer.ok || !answer.url.startsWith("miniapp:")) return answer;
  const { status, statusText, url } = answer;
  return cameFrom(new Response(null, { status, statusText }), url, "basic");
}

function responseOf(answer: Response): Response {
  const remote = remoteAnswer((name) => answer.headers.get(name));
  if (remote === null) throw new TypeError("Failed to fetch");
  const headers = new Headers(remote.headers.map(([name, value]) => [name, value]));
  const body = BODILESS.includes(remote.status) ? null : answer.body;
  return cameFrom(new Response(body, { status: remote.status, headers }), remote.url, "cors");
}

/** A Response made by script has no address: give it the one it came from. */
function cameFrom(response: Response, url: string, type: ResponseType): Response {
  const clone = response.clone.bind(response);
  return Object.defineProperties(response, {
    url: { value: url, configurable: true },
    type: { value: type, configurable: true },
    clone: { value: () => cameFrom(clone(), url, type), configurable: true },
  });
}
