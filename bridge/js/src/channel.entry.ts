// ApplicationWorld, at document creation.

import { startChannel } from "./channel.ts";
import { DocumentPosts } from "./posts.ts";
import { openBridge, type Transport, type Wiring } from "./transport.ts";

/** The view's key, put before this script by the host: only this world can say Hello with it. */
declare const fanlightKey: string;
/** Put there as well. */
declare const fanlightWiring: Wiring;
declare const qt: { readonly webChannelTransport: Transport };

startChannel({
  window,
  document,
  performance,
  nextFrame: (act) => {
    requestAnimationFrame(act);
  },
  Observer: PerformanceObserver,
  posts: new DocumentPosts(true),
  documentId: `${fanlightKey}.${crypto.randomUUID()}`,
  openChannel: (connected) => {
    connected(openBridge(qt.webChannelTransport, fanlightWiring));
  },
});
