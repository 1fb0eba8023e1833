// Puts the host's world of a document together.

import { PaintMarks, ReadyMarks, type Report } from "./marks.ts";
import { markText, violationText } from "./messages.ts";
import { Voice, hearWorld } from "./primordials.ts";
import { Session, type Bridge, type Posts } from "./session.ts";
import { reportViolations } from "./violations.ts";
import { CALL, CANCEL, MESSAGE, READY, SYNC, SYNC_REPLY } from "./worlds.ts";

/** What this world stands on: the window's own parts, and Qt's channel. */
export interface Ground {
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly readyState: DocumentReadyState };
  readonly performance: { readonly timeOrigin: number; now(): number };
  readonly nextFrame: (act: () => void) => void;
  readonly Observer: typeof PerformanceObserver;
  readonly posts: Posts;
  readonly documentId: string;
  /** Calls back with the host's object when the channel stands. */
  readonly openChannel: (connected: (bridge: Bridge) => void) => void;
}

/** Begin: Hello to the host, and an ear for the page's world. */
export function startChannel(ground: Ground): void {
  const report: Report = (name, atMs) => {
    session.send(markText(name, atMs));
  };
  const voice = new Voice(ground.window);
  const session = new Session(
    ground.posts,
    {
      deliver: (text, bytes) => {
        voice.say(MESSAGE, text, bytes);
      },
      welcomed: (welcome) => {
        ready.choose(welcome.ready === "explicit" ? "explicit" : "auto");
      },
    },
    ground.documentId,
    ground.performance.timeOrigin,
  );
  const paints = new PaintMarks(report, ground.Observer);
  const ready = new ReadyMarks(
    report,
    { nowMs: () => ground.performance.now(), nextFrame: ground.nextFrame },
    () => {
      paints.flush();
    },
  );
  const { window } = ground;
  hearWorld(window, CALL, (text, bytes) => {
    session.call(text, bytes);
  });
  hearWorld(window, CANCEL, (text) => {
    session.cancel(text);
  });
  hearWorld(window, READY, () => {
    ready.ready("explicit");
  });
  hearWorld(window, SYNC, (text, bytes) => {
    voice.say(SYNC_REPLY, session.ask(text, bytes));
  });
  reportViolations(ground.document, (directive, blocked) => {
    session.send(violationText(directive, blocked));
  });
  if (ground.document.readyState === "loading") {
    ground.document.addEventListener("DOMContentLoaded", () => {
      ready.ready("auto");
    });
  } else {
    ready.ready("auto");
  }
  ground.openChannel((bridge) => {
    session.connect(bridge);
  });
}
