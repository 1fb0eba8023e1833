// The scheme's own way to the host: POST to the app's own origin.

import type { Posts } from "./session.ts";

const ADDRESS = "/.fanlight/call";
const TYPE = "application/json";

/** Posts of a document in a browser. */
export const documentPosts: Posts = {
  now(body: string): string {
    const request = new XMLHttpRequest();
    request.open("POST", ADDRESS, false);
    request.setRequestHeader("Content-Type", TYPE);
    request.send(body);
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    return request.responseText;
  },

  async later(body: string, signal: AbortSignal): Promise<string> {
    const response = await fetch(ADDRESS, {
      method: "POST",
      headers: { "Content-Type": TYPE },
      body,
      signal,
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.text();
  },
};
