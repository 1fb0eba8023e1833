// Qt's web channel, as far as the bridge needs it: one method and one signal of one object.
// The messages are those of Qt's own client (qwebchannel.js), which would have the host describe
// the object first, a round trip of every document, and work through each call in general terms.

import type { Bridge } from "./session.ts";

/** What `qt.webChannelTransport` is. */
export interface Transport {
  send(text: string): void;
  onmessage: ((message: { readonly data: string }) => void) | null;
}

/** The host's object by its name, its method and its signal by their numbers in QMetaObject. */
export interface Wiring {
  readonly object: string;
  readonly receive: number;
  readonly sent: number;
}

// QWebChannelMessageTypes.
const SIGNAL = 1;
const INVOKE_METHOD = 6;
const CONNECT_TO_SIGNAL = 7;
const RESPONSE = 10;

interface Message {
  readonly type?: unknown;
  /** A response's. */
  readonly data?: unknown;
  /** A signal's. */
  readonly args?: readonly unknown[];
}

/**
 * The host's object over `transport`. What is under way for the document before this one arrives
 * here as well: each message says within whom it is for.
 */
export function openBridge(transport: Transport, wiring: Wiring): Bridge {
  const named = `"object":${JSON.stringify(wiring.object)}`;
  const invocation = `{"type":${INVOKE_METHOD},${named},"method":${wiring.receive},"id":0,"args":["`;
  let answered: (text: string) => void = () => undefined;
  let hear = answered;
  transport.onmessage = ({ data }) => {
    const message = JSON.parse(data) as Message;
    if (message.type === RESPONSE) {
      if (typeof message.data === "string") answered(message.data);
    } else if (message.type === SIGNAL) {
      const text = message.args?.[0];
      if (typeof text === "string") hear(text);
    }
  };
  return {
    receive(session, text, take) {
      answered = take;
      // One argument: each more costs Qt a conversion. A session needs no escapes.
      transport.send(`${invocation}${session}\\n${JSON.stringify(text).slice(1)}]}`);
    },
    sent: {
      connect(take) {
        hear = take;
        transport.send(`{"type":${CONNECT_TO_SIGNAL},${named},"signal":${wiring.sent}}`);
      },
    },
  };
}
