"""When the first screen is there: the rule alone, fed with marks and frames by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bridge.marks import Mark, PageMarkName
from bridge.messages import Hello, PageMark
from host.launch.first_screen import QUIET_S, FirstScreen

READY, PAINTED = PageMarkName.READY, PageMarkName.PAINTED
FIRST_PAINT = PageMarkName.FIRST_PAINT
FIRST_CONTENT = PageMarkName.FIRST_CONTENTFUL_PAINT
LARGEST = PageMarkName.LARGEST_CONTENTFUL_PAINT


@dataclass
class Document:
    """A document whose clock began `AGE_S` ago, and the rule that watches it."""

    marks: dict[Mark, float] = field(default_factory=dict)
    uncovered: int = 0
    scheduled: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rule = FirstScreen(self._mark, self._uncover, self._later)

    def _mark(self, name: Mark, at_s: float) -> None:
        assert name not in self.marks, f"{name} was marked twice"
        self.marks[name] = at_s

    def _uncover(self) -> None:
        self.uncovered += 1

    def _later(self, delay_s: float, what: Callable[[], None]) -> None:
        self.scheduled.append((delay_s, what))

    def hello(self) -> Document:
        """The document's clock is laid so that its 0 ms is now."""
        self.rule.hello(Hello(protocol=1, document="d", time_origin_ms=time.time() * 1000))
        self.zero_s = time.monotonic()
        return self

    def says(self, name: str, at_ms: float) -> None:
        self.rule.page_mark(PageMark(name=name, at_ms=at_ms))

    def at_ms(self, name: Mark) -> float | None:
        """A mark on the document's clock, to the nearest second: the rest is laying clocks."""
        return round(self.marks[name] - self.zero_s) * 1000 if name in self.marks else None

    def wait_is_over(self) -> None:
        for _, what in self.scheduled:
            what()


# Times are far in the document's future, so that the moment of uncovering (now) is before them.


def test_content_painted_after_ready_is_the_first_screen() -> None:
    document = Document().hello()
    document.says(READY, 10_000)
    document.says(PAINTED, 11_000)
    assert Mark.FIRST_SCREEN not in document.marks
    document.says(FIRST_PAINT, 12_000)
    document.says(FIRST_CONTENT, 13_000)
    assert document.at_ms(Mark.FIRST_SCREEN) == 13_000
    assert document.at_ms(Mark.PAGE_READY) == 10_000
    assert document.at_ms(Mark.FIRST_PAINT) == 12_000
    assert document.at_ms(Mark.FIRST_CONTENT) == 13_000


def test_a_skeleton_is_not_the_first_screen() -> None:
    document = Document().hello()
    document.says(FIRST_PAINT, 5_000)
    document.says(FIRST_CONTENT, 5_000)
    document.rule.framed(document.zero_s + 6)
    assert Mark.FIRST_SCREEN not in document.marks
    document.says(READY, 20_000)
    document.rule.framed(document.zero_s + 21)
    assert Mark.FIRST_SCREEN not in document.marks, "a frame before `painted` shows the skeleton"
    document.says(PAINTED, 22_000)
    assert Mark.FIRST_SCREEN not in document.marks
    document.rule.framed(document.zero_s + 23)
    document.rule.framed(document.zero_s + 24)
    assert document.at_ms(Mark.FIRST_SCREEN) == 23_000


def test_a_frame_that_was_shown_before_its_report_counts() -> None:
    document = Document().hello()
    document.says(FIRST_CONTENT, 5_000)
    document.says(READY, 20_000)
    document.rule.framed(document.zero_s + 30)
    document.says(PAINTED, 22_000)
    assert document.at_ms(Mark.FIRST_SCREEN) == 30_000


def test_where_no_frame_follows_ready_was_the_end() -> None:
    document = Document().hello()
    document.says(FIRST_CONTENT, 5_000)
    document.says(READY, 20_000)
    document.says(PAINTED, 22_000)
    assert [delay for delay, _ in document.scheduled] == [QUIET_S]
    document.wait_is_over()
    assert document.at_ms(Mark.FIRST_SCREEN) == 20_000


def test_an_empty_page_gets_one_too() -> None:
    document = Document().hello()
    document.says(READY, 10_000)
    document.says(PAINTED, 11_000)
    document.wait_is_over()
    assert document.at_ms(Mark.FIRST_SCREEN) == 10_000
    assert Mark.FIRST_CONTENT not in document.marks


def test_nothing_is_believed_before_hello_or_by_an_unknown_name() -> None:
    document = Document()
    document.says(READY, 10)
    document.hello()
    document.says("speed-index", 10)
    document.says("first.screen", 10)
    document.says("", 10)
    assert document.marks == {}
    assert document.uncovered == 0


def test_the_first_report_of_a_name_counts_and_the_last_of_the_largest_paint() -> None:
    document = Document().hello()
    document.says(LARGEST, 3_000)
    document.says(LARGEST, 8_000)
    document.says(READY, 10_000)
    document.says(READY, 99_000)
    document.says(PAINTED, 11_000)
    document.says(FIRST_CONTENT, 12_000)
    document.says(FIRST_CONTENT, 90_000)
    assert document.at_ms(Mark.PAGE_READY) == 10_000
    assert document.at_ms(Mark.LARGEST_CONTENT) == 8_000
    assert document.at_ms(Mark.FIRST_SCREEN) == 12_000


def test_a_second_hello_does_not_move_the_clock() -> None:
    document = Document().hello()
    later_ms = (time.time() + 500) * 1000
    document.rule.hello(Hello(protocol=1, document="e", time_origin_ms=later_ms))
    document.says(READY, 10_000)
    assert document.at_ms(Mark.PAGE_READY) == 10_000


REPORTS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from([*PageMarkName, "unknown"]),
            st.floats(0, 60_000, allow_nan=False),
        ),
        st.tuples(st.just("frame"), st.floats(0, 60_000, allow_nan=False)),
        st.tuples(st.just("quiet"), st.just(0.0)),
    ),
    max_size=40,
)


@given(REPORTS)
def test_any_order_of_reports(reports: list[tuple[str, float]]) -> None:
    """One first screen at most; never before ready; the card goes once and before it."""
    document = Document().hello()
    for name, at_ms in reports:
        if name == "frame":
            document.rule.framed(document.zero_s + at_ms / 1000)
        elif name == "quiet":
            document.wait_is_over()
        else:
            document.says(name, at_ms)
    assert document.uncovered <= 1
    if Mark.FIRST_SCREEN in document.marks:
        assert document.uncovered == 1
        names = {name for name, _ in reports}
        assert {READY, PAINTED} <= names
        assert document.marks[Mark.FIRST_SCREEN] >= document.marks[Mark.PAGE_READY]


@given(REPORTS)
def test_ready_and_painted_always_come_to_an_end(reports: list[tuple[str, float]]) -> None:
    document = Document().hello()
    for name, at_ms in [*reports, (READY, 1.0), (PAINTED, 2.0)]:
        if name == "frame":
            document.rule.framed(document.zero_s + at_ms / 1000)
        elif name != "quiet":
            document.says(name, at_ms)
    document.wait_is_over()
    assert Mark.FIRST_SCREEN in document.marks
