"""One question to a large home or registry, in a process of its own, for its memory.

    python scale_side.py FOLDER nothing | open APP | list | resolve APP | search WORD

Prints `{"ms", "rss_mb"}`: the processor's time for the question, without the imports before it,
and the most memory that the process had. FOLDER is a home; its one registry is called `large`.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bridge.names import AppId
from host.paths import Home
from host.store.registry import RegistryBook
from host.store.store import Store

REGISTRY = "large"


def open_app(home: Home, app_id: str) -> None:
    """What a launch does before it has a view: find, verify, read every file."""
    with Store(home) as store:
        store.library.get(AppId(app_id))
        for _ in store.library.bundle(AppId(app_id)).contents():
            pass


def list_apps(home: Home, _: str) -> None:
    with Store(home) as store:
        store.library.installed()


def resolve(home: Home, app_id: str) -> None:
    with RegistryBook(home) as book:
        book.open(REGISTRY).resolve(AppId(app_id))


def search(home: Home, word: str) -> None:
    with RegistryBook(home) as book:
        if not book.open(REGISTRY).search(word):
            raise SystemExit("nothing was found")


QUESTIONS: dict[str, Callable[[Home, str], None]] = {
    "nothing": lambda _home, _word: None,
    "open": open_app,
    "list": list_apps,
    "resolve": resolve,
    "search": search,
}


def most_memory_mb() -> float:
    """The most this process has had. getrusage would tell of the one that started it as well."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main() -> None:
    for name in ("httpx", "sqlite_utils", "tuf.ngclient"):
        importlib.import_module(name)  # a running host has them by then
    home, act = Home(Path(sys.argv[1])), QUESTIONS[sys.argv[2]]
    begun_s = time.process_time()
    act(home, sys.argv[3] if len(sys.argv) > 3 else "")
    took_ms = (time.process_time() - begun_s) * 1000
    print(json.dumps({"ms": took_ms, "rss_mb": most_memory_mb()}))


if __name__ == "__main__":
    main()
