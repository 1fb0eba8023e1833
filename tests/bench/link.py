"""A slow line on this machine: `python link.py PORT MBIT_PER_S LATENCY_MS`; see side.

It listens on a port of its own, which it prints, and passes all on to PORT. What comes back shares
one line of that many megabits a second; each byte is LATENCY_MS / 2 on its way, in both directions,
and a connection takes LATENCY_MS to be made. Slow start, loss and other people's traffic it does
not have. Commands: `count` gives the bytes each way since the last `count`.
"""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import sys
import threading
import time

PIECE_BYTES = 4096
WINDOW_PIECES = 64
"""Of one connection, on their way: 256 KB, twice what the line holds at 20 Mbit/s and 50 ms."""
_End = None
Pieces = queue.Queue[tuple[float, bytes] | None]


class Line:
    """One direction of the line; `bits_per_s` 0 has no bound."""

    def __init__(self, bits_per_s: float, delay_s: float) -> None:
        self._bits_per_s = bits_per_s
        self._delay_s = delay_s
        self._free_s = 0.0
        self._lock = threading.Lock()
        self.carried_bytes = 0

    def due_s(self, size_bytes: int) -> float:
        """When so many bytes, sent now, are at the other end (time.monotonic)."""
        with self._lock:
            self.carried_bytes += size_bytes
            now_s = time.monotonic()
            if not self._bits_per_s:
                return now_s + self._delay_s
            self._free_s = max(now_s, self._free_s) + size_bytes * 8 / self._bits_per_s
            return self._free_s + self._delay_s

    def count(self) -> int:
        """Bytes since the last time."""
        with self._lock:
            carried, self.carried_bytes = self.carried_bytes, 0
            return carried


def carry(source: socket.socket, target: socket.socket, line: Line, first_s: float) -> None:
    """Pass on until the source ends; nothing arrives before `first_s`."""
    pieces: Pieces = queue.Queue(WINDOW_PIECES)

    def deliver() -> None:
        with contextlib.suppress(OSError):
            while (found := pieces.get()) is not _End:
                due_s, piece = found
                time.sleep(max(0.0, due_s - time.monotonic()))
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    threading.Thread(target=deliver, daemon=True).start()
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE_BYTES):
            pieces.put((max(line.due_s(len(piece)), first_s), piece))
    pieces.put(_End)


def serve(listening: socket.socket, port: int, up: Line, down: Line, latency_s: float) -> None:
    """Take connections for ever."""
    while True:
        client, _ = listening.accept()
        server = socket.create_connection(("127.0.0.1", port))
        for each in (client, server):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made_s = time.monotonic() + latency_s
        for ends in ((client, server, up, made_s + latency_s / 2), (server, client, down, 0.0)):
            threading.Thread(target=carry, args=ends, daemon=True).start()


def main() -> None:
    port, mbit_per_s, latency_ms = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    latency_s = latency_ms / 1000
    up, down = Line(0, latency_s / 2), Line(mbit_per_s * 1e6, latency_s / 2)
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listening, port, up, down, latency_s), daemon=True).start()
    for line in sys.stdin:
        match json.loads(line)["do"]:
            case "port":
                answer: dict[str, object] = {"port": listening.getsockname()[1]}
            case "count":
                answer = {"up_bytes": up.count(), "down_bytes": down.count()}
            case other:
                answer = {"error": f"there is no command {other!r}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
