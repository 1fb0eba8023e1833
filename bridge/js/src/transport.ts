// Qt's transport, as QWebChannel's client is given it.

/** What `qt.webChannelTransport` is, and what QWebChannel's client needs. */
export interface Transport {
  send(text: string): void;
  onmessage: ((message: { readonly data: string }) => void) | null;
}

// QWebChannelMessageType of qwebchannel.js.
const SIGNAL = 1;

/**
 * `native` without the signals that come before the client knows the host's object: they were
 * meant for the document before this one, and the client would complain of them in the app's
 * console. `connected` ends that.
 */
export function quietUntilConnected(native: Transport): {
  readonly transport: Transport;
  readonly connected: () => void;
} {
  const transport: Transport = {
    send: (text) => {
      native.send(text);
    },
    onmessage: null,
  };
  native.onmessage = (message) => {
    if (!isSignal(message.data)) transport.onmessage?.(message);
  };
  return {
    transport,
    connected: () => {
      native.onmessage = transport.onmessage;
    },
  };
}

function isSignal(text: string): boolean {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && "type" in found && found.type === SIGNAL;
  } catch {
    return false;
  }
}
