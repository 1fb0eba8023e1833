"""Opening one more mini-program in a running host, to the pixels and to an answered click.

`python3 dev.py bench second [RUNS] [--quick]`. A host and a bare engine stand ready, each with one
app open, and take turns with the same pages:

- `second`: beside a second bare view, made on demand: what the design prepares for. For kind weixin
  that is a view made ahead for whatever comes, for kind web one that was made for this app as it
  was pointed at, or is one of the likeliest (its storage is its own);
- `second_on_demand`: kind web when nothing stood for it, beside the same;
- `preloaded`: what has a view made ahead, beside the limit: a bare view that is mapped, its
  renderer and styles loaded, into which the first screenful is put;
- `foreseen`: its first frame was drawn ahead as well, in a window on no screen (kind weixin);
- to the answer: a mouse clicks at the marker's place, every 10 ms from the first moment, until the
  page has answered on the screen, which is looked at every 2 ms.

The page's own clock (`fanlight timings`) is set beside the screen's.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import subjects
from figures import Taken, goal, interleaved, options, ratio_of, row, say, short, table
from installed import install_all
from pointer import Pointer
from screen import LOOK_EVERY_S, Screen
from side import Side
from tree import wait_for_rest

RUNS, QUICK_RUNS = 7, 3
FORESEEN = "weixin"
"""The kind whose first frames can be drawn ahead."""
OWN = "web"
"""The kind whose views are made for one app."""
CLICK_EVERY_S = 0.010
ANSWER_WITHIN_S = 20.0


class Desk:
    """Both sides on one screen, and a hand at the mouse."""

    def __init__(self, screen: Screen, pointer: Pointer, host: Side, bare: Side) -> None:
        self._screen = screen
        self._pointer = pointer
        self._host = host
        self._bare = bare
        self._places: dict[str, tuple[int, int]] = {}
        self.page_clock: dict[str, list[tuple[float, float]]] = {}
        """By cell: what the screen and what the host's own clock said, in ms."""
        self.kinds: dict[str, set[str]] = {}
        """By cell: which kinds of launch they were."""

    def ours(self, page: str, kind: str) -> float:
        """Milliseconds to the marker of an app in the running host."""
        app = subjects.app_id(page, kind)
        with self._at_rest(lambda: self._host.tell("close", app=app)):
            took_ms = self._until_marker(f"ours {page} {kind}", self._open(app))
            facts = self._host.tell("facts", app=app)
        cell = f"{page} {kind}"
        self.page_clock.setdefault(cell, []).append((took_ms, float(facts["first_screen_ms"])))
        self.kinds.setdefault(cell, set()).add(str(facts["launch"]))
        return took_ms

    def ahead(self, page: str) -> float:
        """Milliseconds to the marker of an app whose own view was made when it was pointed at."""
        app = subjects.app_id(page, OWN)
        with self._at_rest(lambda: self._host.tell("close", app=app)):
            self._point_at(app)
            took_ms = self._until_marker(f"ahead {page}", self._open(app))
            launch = self._host.tell("facts", app=app)["launch"]
            if launch != "preloaded":
                raise RuntimeError(f"{app}: its launch was {launch}")
        return took_ms

    def ours_answers(self, page: str, kind: str) -> float:
        """Milliseconds until that app has answered a click."""
        app = subjects.app_id(page, kind)
        with self._at_rest(lambda: self._host.tell("close", app=app)):
            return self._until_answer(f"ours {page} {kind}", lambda: self._open(app))

    def foreseen(self, page: str) -> float:
        """Milliseconds to the marker of an app whose first frame was drawn ahead."""
        app = subjects.app_id(page, FORESEEN)
        with self._at_rest(lambda: self._host.tell("close", app=app)):
            self._foresee(app)
            return self._until_marker(f"foreseen {page}", self._open(app))

    def foreseen_answers(self, page: str) -> float:
        """Milliseconds until that app has answered a click."""
        app = subjects.app_id(page, FORESEEN)
        with self._at_rest(lambda: self._host.tell("close", app=app)):
            self._foresee(app)
            return self._until_answer(f"foreseen {page}", lambda: self._open(app))

    def bare(self, page: str) -> float:
        """Milliseconds to the marker of a bare view made on demand."""
        with self._at_rest(lambda: self._bare.tell("close")):
            begun_s = float(self._bare.tell("open", page=page)["begun_s"])
            return self._until_marker(f"bare {page}", begun_s)

    def limit(self, page: str) -> float:
        """Milliseconds to the marker in a mapped bare view."""
        with self._at_rest(lambda: self._bare.tell("close")):
            self._prepare(page)
            begun_s = float(self._bare.tell("inject")["begun_s"])
            return self._until_marker(f"limit {page}", begun_s)

    def mapped(self, page: str) -> float:
        """Milliseconds to the marker of a page that a mapped bare view loads."""
        with self._at_rest(lambda: self._bare.tell("close")):
            self._bare.tell("prepare", page=page, blank=True)
            wait_for_rest(self._bare.pid)
            begun_s = float(self._bare.tell("navigate")["begun_s"])
            return self._until_marker(f"mapped {page}", begun_s)

    def _open(self, app: str) -> float:
        return float(self._host.tell("open", app=app)["begun_s"])

    def _point_at(self, app: str) -> None:
        if not self._host.tell("point_at", app=app)["stands"]:
            raise RuntimeError(f"{app}: the host made no view for it")
        wait_for_rest(self._host.pid)

    def _foresee(self, app: str) -> None:
        if not self._host.tell("foresee", app=app)["drawn"]:
            raise RuntimeError(f"{app}: the host drew no first frame of it ahead")
        wait_for_rest(self._host.pid)

    def _prepare(self, page: str) -> None:
        self._bare.tell("prepare", page=page)
        wait_for_rest(self._bare.pid)

    @contextlib.contextmanager
    def _at_rest(self, close: Callable[[], object]) -> Iterator[None]:
        self._screen.wait_until_gone(subjects.MARKER)
        self._screen.wait_until_gone(subjects.ANSWER)
        self._host.tell("ready")
        # The host's own guesses stay out: each cell says what is made ahead for its app.
        while True:
            had = self._host.tell("guess_none")["had"]
            wait_for_rest(self._host.pid, self._bare.pid)
            if not had:
                break
        try:
            yield
        finally:
            close()

    def _until_marker(self, cell: str, begun_s: float) -> float:
        took_ms = self._screen.wait_for(subjects.MARKER, begun_s)
        if (place := self._screen.place_of(subjects.MARKER)) is not None:
            self._places[cell] = place
        return took_ms

    def _until_answer(self, cell: str, start: Callable[[], float]) -> float:
        if cell not in self._places:
            raise RuntimeError(f"{cell}: where its marker stands is not known")
        self._pointer.move(*self._places[cell])
        begun_s = click_at_s = start()
        while not self._screen.shows(subjects.ANSWER):
            now_s = time.monotonic()
            if now_s - begun_s > ANSWER_WITHIN_S:
                raise TimeoutError("no click was answered")
            if now_s >= click_at_s:
                self._pointer.click()
                click_at_s = now_s + CLICK_EVERY_S
            # Looked at only once a click, an answer counted up to 10 ms too late.
            time.sleep(LOOK_EVERY_S)
        took_ms = (time.monotonic() - begun_s) * 1000
        self._pointer.move(1, 1)
        return took_ms


def measure(desk: Desk, runs: int) -> dict[str, Taken]:
    """Every cell, interleaved."""
    works: dict[str, Callable[[], float]] = {}
    for page in subjects.PAGES:
        works[f"bare {page}"] = lambda page=page: desk.bare(page)
        works[f"limit {page}"] = lambda page=page: desk.limit(page)
        works[f"foreseen {page}"] = lambda page=page: desk.foreseen(page)
        works[f"ahead {page}"] = lambda page=page: desk.ahead(page)
        works[f"mapped {page}"] = lambda page=page: desk.mapped(page)
        for kind in subjects.KINDS:
            works[f"ours {page} {kind}"] = lambda page=page, kind=kind: desk.ours(page, kind)
    taken = interleaved(works, runs)
    answers: dict[str, Callable[[], float]] = {
        f"answer {page} {kind}": lambda page=page, kind=kind: desk.ours_answers(page, kind)
        for page in subjects.PAGES
        for kind in subjects.KINDS
    }
    for page in subjects.PAGES:
        answers[f"answer foreseen {page}"] = lambda page=page: desk.foreseen_answers(page)
    return taken | interleaved(answers, runs // 2 + 1, warm=0)


def document(desk: Desk, taken: dict[str, Taken], runs: int) -> dict[str, object]:
    """The bench's report."""
    rows, answers, clocks = [], [], []
    seconds, on_demand, own, preloaded, answered = [], [], [], [], []
    foreseen: list[float] = []
    ratios: dict[str, float | None] = {}
    for page in subjects.PAGES:
        bare, limit = taken[f"bare {page}"], taken[f"limit {page}"]
        group = subjects.TITLES[page]
        rows += [
            row("bare view, made on demand", bare, group=group),
            row("limit: put into a mapped bare view", limit, group=group),
            row("limit: loaded by a mapped bare view", taken[f"mapped {page}"], group=group),
        ]
        for kind in subjects.KINDS:
            cell = f"{page} {kind}"
            ours = taken[f"ours {cell}"]
            launched = ", ".join(sorted(desk.kinds.get(cell, {"?"})))
            how = f"on demand, {launched}" if kind == OWN else launched
            rows.append(row(f"Fanlight, {kind} ({how})", ours, group=group, beside=bare))
            (on_demand if kind == OWN else seconds).append((ours, bare))
            ratios[f"second_{page}_{kind}"] = ratio_of([(ours, bare)])
            if desk.kinds.get(cell) == {"preloaded"}:
                preloaded.append((ours, limit))
                ratios[f"preloaded_{page}"] = ratio_of([(ours, limit)])
                rows.append(row(f"  … beside the limit, {kind}", ours, group=group, beside=limit))
            if kind == OWN:
                ahead, mapped = taken[f"ahead {page}"], taken[f"mapped {page}"]
                rows += [
                    row(f"Fanlight, {kind}, its view made ahead", ahead, group=group, beside=bare),
                    row(
                        "  … beside one that a mapped view loads", ahead, group=group, beside=mapped
                    ),
                ]
                seconds.append((ahead, bare))
                own.append((ahead, mapped))
                ratios[f"second_{page}_{kind}_ahead"] = ratio_of([(ahead, bare)])
            answers.append(row(f"{kind} ({launched})", taken[f"answer {cell}"], group=group))
            if kind == FORESEEN:
                drawn, heard = taken[f"foreseen {page}"], taken[f"answer foreseen {page}"]
                rows.append(row("  … foreseen", drawn, group=group, beside=ours))
                answers.append(
                    row("  … foreseen", heard, group=group, beside=taken[f"answer {cell}"])
                )
                foreseen += drawn.measured
                answered.append((heard, taken[f"answer {cell}"]))
            differ = [says - pixels for pixels, says in desk.page_clock.get(cell, [])]
            clocks.append(row(f"{kind}: page's word − pixels", differ, group=group))
    ratios |= {
        "second": ratio_of(seconds),
        "second_on_demand": ratio_of(on_demand),
        "second_ahead_beside_mapped": ratio_of(own),
        "preloaded": ratio_of(preloaded),
        "foreseen_ms": short(statistics.median(foreseen)) if foreseen else None,
        "foreseen_answer": ratio_of(answered),
    }
    return {
        "bench": "second",
        "title": "One more app in a running host",
        "about": "A host and a bare engine stand ready, each with one app open, and take turns. "
        "Apps of kind weixin are drawn in a view that was made ahead for whatever comes; the limit "
        "for that is a bare view that is mapped, its renderer and styles loaded, into which the "
        "first screenful is put. An app of kind web owns its storage: its view can be made ahead "
        "only for itself, when it is pointed at or likely to come; the limit for that is a mapped "
        "bare view on a blank page, which loads the page. The ratio `second` is of both kinds as "
        "they are so prepared; `second_on_demand` of kind web when nothing was made ahead.",
        "runs": runs,
        "tables": [
            table("Open → pixels", rows, "Ratios are beside the bare view unless said."),
            table(
                "Open → the page answers a click",
                answers,
                "Ratios are beside the same app that was not foreseen.",
            ),
            table(
                "The page's own clock",
                clocks,
                "What the launch's trace calls its first screen, less the moment of the pixels.",
            ),
        ],
        "ratios": {name: value for name, value in ratios.items() if value is not None},
        "goals": {
            "second": goal("a second app, made ready for, beside a second bare view", at_most=0.5),
            "preloaded": goal("preloaded, not foreseen, beside the limit", at_most=1.3),
            "foreseen_ms": goal("foreseen, open → first frame", at_most=16) | {"unit": " ms"},
            "foreseen_answer": goal("foreseen, to an answered click, beside not", at_most=0.5),
        },
    }


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder = Path(temporary)
        home = install_all(folder, screen)
        # Neither what else runs here nor a battery keeps views from being made ahead.
        ahead = {"least_free_mb": 0, "on_battery": True}
        (home / "settings.json").write_text(json.dumps({"ahead": ahead}))
        with (
            Pointer(screen.environment["DISPLAY"]) as pointer,
            Side("host_side.py", [str(home)], screen) as host,
            Side("bare_side.py", [str(folder)], screen) as bare,
        ):
            host.tell("stay_ready")
            host.tell("open", app=subjects.FIRST_ID)
            host.tell("facts", app=subjects.FIRST_ID)
            bare.tell("open", page=subjects.FIRST, keep=True)
            desk = Desk(screen, pointer, host, bare)
            taken = measure(desk, asked.runs)
    say(document(desk, taken, asked.runs))


if __name__ == "__main__":
    main()
