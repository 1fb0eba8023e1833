"""What windows say of errors in the shell's language."""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from bridge import errors
from bridge.errors import FanlightError
from bridge.names import KeyId
from host.shell.problems import (
    MOST_CHARS,
    facts,
    fields_of,
    is_for_a_terminal,
    problem_box,
    said,
    sentence,
)
from host.shell.texts.errors import ENGLISH_ERRORS, ErrorClass, error_texts
from host.shell.texts.findings import ENGLISH_FINDINGS, finding_texts
from host.store.fetch import RangesUnsupported

ROOT = Path(__file__).parents[2]
TREE = {
    name: kind
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, FanlightError) and "code" in vars(kind) and kind is not FanlightError
}
MET_CALLS = {errors.NotFound, errors.NotSupported, errors.InternalError}
"""The answers to a page that the host's own windows can meet too."""
CHINESE = error_texts("zh-CN")


@cache
def given_fields() -> dict[ErrorClass, list[frozenset[str]]]:
    """The fields that each place in the source gives with an error, by the error's class."""
    found: dict[ErrorClass, list[frozenset[str]]] = defaultdict(list)
    for floor in ("bridge", "host", "sandbox"):
        for file in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = node.func
                name = getattr(called, "id", None) or getattr(called, "attr", "")
                if name in TREE:
                    given = frozenset(each.arg for each in node.keywords if each.arg)
                    found[TREE[name]].append(given)
    return found


def chosen(kind: ErrorClass, given: frozenset[str]) -> int:
    texts = ENGLISH_ERRORS.said[kind]
    return next(number for number, text in enumerate(texts) if fields_of(text) <= given)


def test_every_error_that_a_window_can_meet_has_texts() -> None:
    pages_alone = {
        kind
        for kind in TREE.values()
        if issubclass(kind, errors.CallError) and kind not in MET_CALLS
    }
    assert set(ENGLISH_ERRORS.said) == set(TREE.values()) - pages_alone


def test_both_languages_use_the_same_fields() -> None:
    assert CHINESE is not None
    assert CHINESE.said.keys() == ENGLISH_ERRORS.said.keys()
    for kind, texts in ENGLISH_ERRORS.said.items():
        assert [fields_of(text) for text in CHINESE.said[kind]] == [
            fields_of(text) for text in texts
        ], kind.code
        for text, other in zip(texts, CHINESE.said[kind], strict=True):
            assert text == text.strip(), kind.code
            assert any("\u4e00" <= char <= "\u9fff" for char in other), kind.code


@pytest.mark.parametrize("kind", ENGLISH_ERRORS.said, ids=lambda kind: kind.code)
def test_each_text_is_said_somewhere_and_the_last_fits_all(kind: ErrorClass) -> None:
    """A text whose fields nobody gives, or that another always goes before, is never seen."""
    texts = ENGLISH_ERRORS.said[kind]
    assert not fields_of(texts[-1])
    met = {chosen(kind, given) for given in given_fields()[kind]}
    assert met | {len(texts) - 1} == set(range(len(texts))), met


def test_every_finding_that_keeps_a_folder_shut_has_its_kind() -> None:
    page = (ROOT / "docs" / "compile.md").read_text("utf-8")
    rows = re.findall(r"^\| `(C\d{4})` \| error.*? \| (.+) \|$", page, re.MULTILINE)
    kinds = dict(ENGLISH_FINDINGS.kinds)
    plain = {kinds.pop(code) for code in ("build.secret",)}
    broken = {errors.EntryNameInvalid.code, errors.LimitExceeded.code, errors.ManifestInvalid.code}
    plain |= {kinds.pop(code) for code in broken}
    assert len(plain) == 4
    assert kinds == dict(rows)
    chinese = finding_texts("zh-CN")
    assert chinese is not None
    assert chinese.kinds.keys() == ENGLISH_FINDINGS.kinds.keys()
    assert finding_texts("en") is None


def test_the_most_exact_text_is_said() -> None:
    url, status = "https://apps.example.org/", 503
    exact = said(errors.RegistryUnreachable("x", url=url, status=status), "zh-CN")
    assert url in exact
    assert "503" in exact
    by_name = said(errors.RegistryUnreachable("x", registry="demo"), "zh-CN")
    assert by_name.startswith("无法连接注册源“\u2068demo\u2069”")
    assert said(errors.RegistryUnreachable("x"), "zh-CN").startswith("没有收到所需的内容")
    assert said(errors.ManifestInvalid("x", path="manifest.json", member=""), "zh-CN").startswith(
        "\u2068manifest.json\u2069 缺失"
    )


def test_a_class_without_texts_has_those_of_its_kind_or_its_message() -> None:
    ranges = said(RangesUnsupported("x"), "zh-CN")
    assert ranges == said(errors.RegistryUnreachable("x"), "zh-CN")
    assert said(errors.RateLimited("asks too often"), "zh-CN") == "asks too often"


def test_in_english_an_error_speaks_for_itself() -> None:
    error = errors.RegistryUnreachable("registry demo did not answer", registry="demo")
    assert said(error, "en") == "registry demo did not answer"
    assert len(said(errors.BuildError("word " * 2000), "en")) <= MOST_CHARS


def test_in_a_window_it_begins_with_a_capital_unless_that_is_a_name() -> None:
    spoken = {
        "registry demo did not answer": "Registry demo did not answer",
        "org.example.tea is not installed": "org.example.tea is not installed",
        "app_id is missing": "app_id is missing",
        "manifest.json is damaged": "manifest.json is damaged",
    }
    for message, shown in spoken.items():
        assert sentence(errors.BuildError(message), "en") == shown


def messages() -> Iterator[tuple[ErrorClass, str, frozenset[str]]]:
    """Each message that the source raises, its values cut out, with the fields beside it."""
    for floor in ("bridge", "host", "sandbox"):
        for file in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                if name in TREE:
                    given = frozenset(each.arg for each in node.keywords if each.arg)
                    yield TREE[name], written(node.args[0]), given


def written(message: ast.AST) -> str:
    """The words of a message that stand in the source."""
    if isinstance(message, ast.Constant):
        return str(message.value)
    if isinstance(message, ast.FormattedValue):
        return "…"
    return "".join(map(written, ast.iter_child_nodes(message)))


def test_windows_tell_nobody_what_to_type_at_a_terminal() -> None:
    for texts in (ENGLISH_ERRORS, CHINESE):
        assert texts is not None
        for kind, choice in texts.said.items():
            assert not [text for text in choice if is_for_a_terminal(text)], kind.code
    typed = [each for each in messages() if is_for_a_terminal(each[1])]
    assert len(typed) > 50, "they are found"
    for kind, message, given in typed:
        if kind not in ENGLISH_ERRORS.said:
            continue
        error = kind(message, **dict.fromkeys(given, "x"))
        assert not is_for_a_terminal(said(error, "en")), message
        assert message in facts(error)


def test_what_an_english_window_says_in_place_of_a_command() -> None:
    root = errors.NotSandboxed("root cannot run it; insist with --no-sandbox")
    assert "Start Fanlight as an ordinary user" in said(root, "en")
    absent = errors.NotInstalled("it is not here; `fanlight list` shows what is", app_id="a.tea")
    assert said(absent, "en") == "\u2068a.tea\u2069 is not installed. Install it first."
    code = errors.BuildError("app.json: `pages` lists no page -- and --", path="app.json")
    assert said(code, "en") == code.message


def test_names_in_a_text_are_data() -> None:
    hostile = "</b><img src=x>{registry}\n\u202e" + "x" * 500
    told = said(errors.ArchiveInvalid("x", path=hostile), "zh-CN")
    assert "\u2068</b><img src=x>{registry} xxx" in told
    assert "\u202e" not in told
    assert "\n" not in told
    assert len(told) < 200


def test_sizes_seconds_and_keys_are_said_as_people_read_them() -> None:
    limit = errors.LimitExceeded("x", path="a.bin", limit_bytes=16_000_000)
    assert "16 MB" in said(limit, "zh-CN")
    late = errors.LaunchTimeout("x", timeout_s=30.0)
    assert said(late, "zh-CN").startswith("它在 \u206830\u2069 秒内")
    key = KeyId("ab12" * 16)
    changed = errors.PublisherChanged("x", app_id="a.b", installed_key=key, key_id=key)
    assert said(changed, "zh-CN").count("AB12 AB12") > 1


def test_a_dialog_reads_nothing_as_markup(qapp: QApplication) -> None:
    parent = QWidget()
    error = errors.UsageError("<b>no</b> such file", path="<h1>a</h1>")
    box = problem_box(parent, error, "zh-CN")
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<h1>a</h1>" in box.text()
    assert "无法读取" in box.text()
    assert box.informativeText() == "", "a code is for who looks at the details"
    assert box.standardButton(box.defaultButton()) is QMessageBox.StandardButton.Close
    assert box.detailedText() == facts(error) == "usage: <b>no</b> such file\npath = <h1>a</h1>"
    parent.deleteLater()
