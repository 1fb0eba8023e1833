// ApplicationWorld, at document creation, after Qt's qwebchannel.js.

import { startChannel } from "./channel.ts";
import { documentPosts } from "./posts.ts";
import type { Bridge } from "./session.ts";

interface QtChannel {
  readonly objects: { readonly bridge: Bridge };
}

/** The view's key, put before this script by the host: only this world can say Hello with it. */
declare const fanlightKey: string;
declare const qt: { readonly webChannelTransport: unknown };
declare const QWebChannel: new (
  transport: unknown,
  opened: (channel: QtChannel) => void,
) => QtChannel;

startChannel({
  window,
  document,
  performance,
  nextFrame: (act) => {
    requestAnimationFrame(act);
  },
  Observer: PerformanceObserver,
  posts: documentPosts,
  documentId: `${fanlightKey}.${crypto.randomUUID()}`,
  openChannel: (connected) => {
    new QWebChannel(qt.webChannelTransport, (channel) => {
      connected(channel.objects.bridge);
    });
  },
});
