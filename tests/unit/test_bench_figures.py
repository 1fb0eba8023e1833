"""What the benches say, and the report that is made of it (tests/bench)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import figures
import pytest
import report
import subjects
import tree
from figures import Taken, interleaved, paired, percentile, ratio_of, row, short
from report_page import page
from report_plots import figure, ticks

BENCHES = Path(report.__file__).parent


def counting(values: list[float], seen: list[str], name: str) -> Callable[[], float]:
    def work() -> float:
        seen.append(name)
        return values.pop(0)

    return work


def test_runs_are_interleaved_and_the_first_round_does_not_count() -> None:
    seen: list[str] = []
    works = {"a": counting([9, 1, 2, 3], seen, "a"), "b": counting([9, 4, 5, 6], seen, "b")}
    taken = interleaved(works, 3)
    assert taken["a"].values == [1, 2, 3]
    assert taken["b"].values == [4, 5, 6]
    assert [sorted(seen[at : at + 2]) for at in range(0, 8, 2)] == [["a", "b"]] * 4


def test_a_work_that_fails_is_told_and_given_up_and_the_others_go_on() -> None:
    tries = []

    def broken() -> float:
        tries.append(1)
        raise TimeoutError("the marker never came")

    taken = interleaved({"broken": broken, "whole": lambda: 2.0}, 5)
    assert len(tries) == figures.FAILURES_IN_A_ROW
    assert taken["whole"].values == [2.0] * 5
    assert row("broken", taken["broken"]) == {
        "label": "broken",
        "group": "",
        "failed": "the marker never came",
    }


def test_ratios_are_of_the_runs_in_which_both_were_measured() -> None:
    one, other = Taken([2.0, None, 9.0]), Taken([1.0, 5.0, 3.0])
    assert paired(one, other) == [2.0, 3.0]
    assert ratio_of([(one, other)]) == 2.5
    assert ratio_of([(Taken([None]), other)]) is None
    told = row("one", one, beside=other)
    assert (told["n"], told["median"], told["min"], told["max"]) == (2, 5.5, 2.0, 9.0)
    assert (told["ratio"]["median"], told["ratio"]["n"]) == (2.5, 2)


def test_some_failures_are_counted_beside_what_was_measured() -> None:
    told = row("shaky", Taken([None, 3.0], ["no answer"]))
    assert (told["failures"], told["n"]) == (1, 1)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100)])
def test_percentiles_are_values_that_were_measured(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0123456, 0.01235), (1234.5678, 1235), (0.0, 0.0), (99.987, 99.99)]
)
def test_numbers_keep_four_figures(value: float, shown: float) -> None:
    assert short(value) == shown


@pytest.mark.parametrize(("most", "last"), [(700, 600), (1.15, 1.0), (3, 3), (0, 0)])
def test_axes_have_round_marks(most: float, last: float) -> None:
    assert ticks(most)[-1] == pytest.approx(last)


def test_figures_read_as_people_write_them() -> None:
    assert [figure(value) for value in (-0.0, 1.234, -1.5, 123.4, 0.05, 12_345)] == [
        "0",
        "1.23",
        "\u22121.5",
        "123",
        "0.05",
        "12\u202f345",
    ]


def document(**more: object) -> dict[str, object]:
    rows = [
        row("bare engine", Taken([10.0, 12.0]), group="hello <page>"),
        row("Fanlight, web", Taken([11.0, 12.0]), group="hello <page>", beside=Taken([10.0, 12.0])),
        row("a peer", Taken([None, None], ["it <never> came"]), group="hello <page>"),
        figures.missing_row("another peer", "not installed", group="hello <page>"),
    ]
    lines = {"one": [(1.0, 2.0), (10.0, 4.0)], "other": [(1.0, 3.0), (10.0, 30.0)]}
    return {
        "bench": "x",
        "title": "A <chapter>",
        "tables": [figures.table("Times", rows)],
        "curves": [figures.curve("Growth", lines, x="apps", y="ms", logarithmic=True)],
        "ratios": {"x": 1.05, "y": 3.0},
        "goals": {
            "x": figures.goal("x at most", at_most=1.15),
            "y": figures.goal("y at most", at_most=2),
            "z": figures.goal("z is not measured", at_least=1),
        },
        **more,
    }


def made(*documents: dict[str, object]) -> dict[str, object]:
    chapters = [
        report.whole(str(one.get("bench", "other")), one) | {"took_s": 1.0} for one in documents
    ]
    return {
        "made_at": "2026-01-01",
        "quick": True,
        "machine": {"cpu": "x"},
        "load": ["0.1", "0.2"],
        "took_s": 60,
        "ratios": {},
        "goals": report.judged(chapters),
        "chapters": chapters,
    }


class Reader(HTMLParser):
    """Fails where tags do not nest, and keeps what a page would ask the network for."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        assert tag not in {"script", "link", "img", "iframe"}
        self.asked += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing to close."""


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    text = page(made(document()))
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert all(address.startswith("#") for address in reader.asked)
    assert not re.search(r"url\(|@import|https?://", text)
    assert "prefers-color-scheme: dark" in text


def test_what_a_bench_says_is_text_in_the_page() -> None:
    text = page(made(document()))
    assert "A &lt;chapter&gt;" in text
    assert "failed: it &lt;never&gt; came" in text
    assert "not measured: not installed" in text
    assert "<chapter>" not in text


def test_figures_below_nought_have_their_place_in_the_strips() -> None:
    rows = [row("clock", [-8.0, 2.0]), row("other", [4.0])]
    text = page(made({"bench": "clock", "tables": [figures.table("Clocks", rows)]}))
    places = [float(x) for x in re.findall(r'<circle cx="([-0-9.]+)"', text)]
    assert places == [4.0, 247.3, 296.0]
    assert "\u22128 to 2" in text


def test_a_peer_that_begins_like_a_kind_is_no_row_of_ours() -> None:
    rows = [row("WebSocket", [1.0]), row("weixin, warm", [1.0])]
    text = page(made({"bench": "x", "tables": [figures.table("Rows", rows)]}))
    assert text.count("<tr class=ours>") == 1


def test_goals_are_judged_by_what_was_measured() -> None:
    judged = {one["name"]: one["met"] for one in made(document())["goals"]}
    assert judged == {"x": True, "y": False, "z": None}


def test_a_goal_without_a_limit_is_none() -> None:
    told = made(document(goals={"x": figures.goal("whatever it is"), "y": 1.15}))
    assert [one["name"] for one in told["goals"]] == ["y"]
    assert "whatever it is" not in page(told)


def test_a_bench_with_other_words_is_shown_figure_by_figure() -> None:
    text = page(made({"bench": "y", "deep": {"er": [1.5, 2.5], "rows": [{"a": 3}]}}))
    assert "deep · er" in text
    assert "deep · rows · 0 · a" in text


def test_a_bench_that_fails_stays_in_the_report(tmp_path: Path) -> None:
    script = tmp_path / "bench_bad.py"
    script.write_text("import sys\nprint('about to fail')\nsys.exit('the reason')\n")
    told = report.chapter("bad", script, quick=True)
    assert "failed" in told
    assert "Failed: " in page(made(told))


def test_a_quick_run_tells_what_it_left_out() -> None:
    assert "Not run: the time of a quick run was over." in page(made(report.left_out("rows")))


def test_what_is_printed_before_the_document_does_no_harm(tmp_path: Path) -> None:
    script = tmp_path / "bench_chatty.py"
    script.write_text("print('round 1')\nprint('{\"ratios\": {\"a\": 1}}')\n")
    told = report.chapter("chatty", script, quick=False)
    assert told["ratios"] == {"a": 1}
    assert "failed" not in told


@pytest.mark.parametrize(("asks", "words"), [("--quick", ["--quick"]), ("x", [])])
def test_the_shorter_form_is_asked_of_benches_that_have_one(
    tmp_path: Path, asks: str, words: list[str]
) -> None:
    script = tmp_path / "bench_form.py"
    script.write_text(f"# {asks}\nimport json, sys\nprint(json.dumps({{'words': sys.argv[1:]}}))\n")
    assert report.chapter("form", script, quick=True)["rest"] == {"words": words}


def test_every_bench_is_a_chapter_and_says_how_it_is_called() -> None:
    found = report.scripts()
    assert list(found)[:2] == ["cold", "second"]
    assert {path.name for path in BENCHES.glob("bench_*.py")} == {x.name for x in found.values()}


@pytest.mark.parametrize("page_name", subjects.PAGES)
@pytest.mark.parametrize("kind", subjects.KINDS)
def test_the_measured_apps_show_the_marker(tmp_path: Path, page_name: str, kind: str) -> None:
    place = subjects.write(tmp_path, page_name, kind, 3)
    texts = [file.read_text(encoding="utf-8") for file in place.rglob("*") if file.is_file()]
    assert any('class="marker' in text for text in texts)
    assert any(f'"{subjects.app_id(page_name, kind, 3)}"' in text for text in texts)
    if page_name == "app":
        scripts = sum(len(text) for text in texts)
        assert subjects.APP_BYTES < scripts < subjects.APP_BYTES * 1.1


def test_the_apps_code_is_the_same_whenever_it_is_made() -> None:
    assert subjects.web_files("app") == subjects.web_files("app")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_is_of_the_whole_tree() -> None:
    hold = "x = bytearray(60_000_000); print(1, flush=True); input()"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", nested], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        tree.wait_for_rest(process.pid, timeout_s=5)
        found = sorted(tree.processes(process.pid))
        held = tree.memory(process.pid)
        process.communicate(b"\n")
    assert len(found) == 2
    assert 60 < held.own_mb < held.pss_mb < 150


def test_documents_are_json_that_says_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    figures.say(document())
    told = json.loads(capsys.readouterr().out)
    assert told["tables"][0]["rows"][0]["median"] == 11.0
