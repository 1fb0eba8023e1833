// The private world of a document in a system's own WebView (WebKit), at document creation.

import { startChannel } from "./channel.ts";
import { DocumentPosts } from "./posts.ts";
import type { Bridge } from "./session.ts";

/** WebKit's handler: it stands in this world alone. */
interface Handler {
  postMessage(text: string): void;
}

/** The view's key, put before this script by the host: only this world can say Hello with it. */
declare const fanlightKey: string;
declare const webkit: { readonly messageHandlers: { readonly fanlight: Handler } };

const hearers: ((text: string) => void)[] = [];

// The host's own calls come by this name: no other world has it.
Object.defineProperty(globalThis, "fanlightDeliver", {
  value: (text: string): void => {
    for (const hear of hearers) hear(text);
  },
});

const bridge: Bridge = {
  // Answers come as all else does, in their turn.
  receive(session, text) {
    webkit.messageHandlers.fanlight.postMessage(`${session}\n${text}`);
  },
  sent: {
    connect(hear) {
      hearers.push(hear);
    },
  },
};

startChannel({
  window,
  document,
  performance,
  nextFrame: (act) => {
    requestAnimationFrame(act);
  },
  Observer: PerformanceObserver,
  posts: new DocumentPosts(false),
  documentId: `${fanlightKey}.${crypto.randomUUID()}`,
  openChannel: (connected) => {
    connected(bridge);
  },
});
