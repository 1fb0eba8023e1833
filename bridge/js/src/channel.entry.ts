// ApplicationWorld, at document creation, after Qt's qwebchannel.js.

import { startChannel } from "./channel.ts";
import { documentPosts } from "./posts.ts";
import type { Bridge } from "./session.ts";
import { quietUntilConnected, type Transport } from "./transport.ts";

type Answered = (answer: unknown) => void;

interface QtChannel {
  readonly objects: { readonly bridge: Bridge };
  /** Of the next call, counted up; a call's answer is given to execCallbacks[id]. */
  execId: number;
  execCallbacks: Record<string, Answered>;
}

/** The view's key, put before this script by the host: only this world can say Hello with it. */
declare const fanlightKey: string;
declare const qt: { readonly webChannelTransport: Transport };
declare const QWebChannel: new (
  transport: Transport,
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
    const quiet = quietUntilConnected(qt.webChannelTransport);
    new QWebChannel(quiet.transport, (channel) => {
      // Answers to the document before this one may still arrive: they find nobody here.
      channel.execId = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
      channel.execCallbacks = new Proxy(channel.execCallbacks, {
        get: (waiting, id: string) => waiting[id] ?? (() => undefined),
      });
      connected(channel.objects.bridge);
      quiet.connected();
    });
  },
});
