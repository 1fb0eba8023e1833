"""Both languages say the same things, and what strangers write cannot disturb them."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from bridge.permissions import Scope
from host.shell.display_text import (
    imitates,
    isolated,
    menu_text,
    plain,
    window_title,
    wrapped_plain,
)
from host.shell.style import speak
from host.shell.texts import ENGLISH, Texts, linguist, texts_for
from host.shell.texts.errors import error_texts
from host.shell.texts.findings import finding_texts
from host.shell.texts.tools import tool_texts
from host.shell.texts.translation import TRANSLATIONS, places, translated

CHINESE = texts_for("zh-CN")


def entries(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from entries(item, f"{path}[{key}]")
    else:
        assert isinstance(value, msgspec.Struct)
        for name in value.__struct_fields__:
            yield from entries(getattr(value, name), f"{path}.{name}")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_texts_and_placeholders() -> None:
    english, chinese = dict(entries(ENGLISH)), dict(entries(CHINESE))
    assert english.keys() == chinese.keys()
    assert len(english) > 120
    for path, text in english.items():
        assert placeholders(text) == placeholders(chinese[path]), path


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_no_text_is_empty_or_padded(texts: Texts) -> None:
    for path, text in entries(texts):
        assert text, path
        assert text == text.strip(), path


@pytest.mark.parametrize("texts", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_scope_is_explained(texts: Texts) -> None:
    assert set(texts.permission.rights) == set(Scope)
    assert set(texts.permission.meanings) == set(Scope)


@pytest.mark.parametrize(
    ("tag", "texts"),
    [
        ("zh-CN", CHINESE),
        ("zh_CN", CHINESE),
        ("zh-Hans-SG", CHINESE),
        ("ZH", CHINESE),
        ("en-GB", ENGLISH),
        ("de", ENGLISH),
        ("", ENGLISH),
    ],
)
def test_language_is_chosen_by_its_primary_tag(tag: str, texts: Texts) -> None:
    assert texts_for(tag) is texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Notes", "Notes"),
        ("  a \n\t b  ", "a b"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("\u2066x\u2069", "x"),
        ("\ue000x\ud800", "x"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("Z" + "\u0300" * 50, "Z" + "\u0300" * 4),
        ("x" * 90, "x" * 79 + "…"),
    ],
)
def test_plain_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(max_size=300))
def test_plain_text_has_one_line_and_no_format_characters(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= 80
    assert not any(
        unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
        for char in shown
        if char not in "\u200c\u200d"
    )


@given(st.text(max_size=100))
def test_isolates_cannot_be_closed_from_inside(text: str) -> None:
    shown = isolated(text)
    assert shown[0] == "\u2068"
    assert shown[-1] == "\u2069"
    assert not set("\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e") & set(shown[1:-1])


def test_text_for_menus_titles_and_paragraphs() -> None:
    assert menu_text("Salt & Pepper") == "Salt && Pepper"
    assert window_title("a[*]b") == "a[*][*]b"
    assert wrapped_plain("one\ntwo\u202e") == "one\ntwo"
    assert wrapped_plain("\n".join("abc"), limit_lines=2) == "a\nb"


@pytest.mark.parametrize(
    "name",
    [
        "Fanlight",
        "F\u0430nlight",  # Cyrillic
        "\uff26\uff21\uff2e\uff2c\uff29\uff27\uff28\uff34",
        "Fan\u200dlight",
        "Fan\u3164light",
        "f-a-n LIGHT",
        "FanIight",
        "Fan1ight",
        "F\u00e1nlight",
        "\u0192anl\u0131ght",
        "Fanlight 官方",
    ],
)
def test_a_name_that_is_read_as_the_hosts_is_noticed(name: str) -> None:
    assert imitates(name, "Fanlight")


@pytest.mark.parametrize("name", ["Notes", "便签", "Light fan", "Fan", "", "\u202e"])
def test_other_names_are_left_alone(name: str) -> None:
    assert not imitates(name, "Fanlight")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\u3164\u115f\uffa0\u2800\u034f\U000e0100", ""),
        ("\u0301\u0302", ""),
        ("e\u0301", "\u00e9"),
        ("No\u200dtes\u200c", "Notes"),
        ("a\ufe0f", "a"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
    ],
)
def test_what_draws_nothing_is_left_out_and_what_joins_is_kept(written: str, shown: str) -> None:
    assert plain(written) == shown


def test_linguists_files_are_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    """Else: `python -m host.shell.texts.linguist --write`, and translate what it names."""
    assert linguist.main([]) == 0, capsys.readouterr().out


def test_chinese_stands_with_its_own_punctuation() -> None:
    """Half-width marks beside Chinese letters are an English keyboard's."""
    texts = [said.text for said in linguist.read(TRANSLATIONS / "fanlight_zh_CN.ts").values()]
    installer = Path(__file__).parents[2] / "packaging" / "linux"
    for file in installer.glob("*.Fanlight.*"):
        lines = file.read_text(encoding="utf-8").splitlines()
        texts += [line for line in lines if "zh_CN" in line and not line.startswith("Keywords")]
    assert len(texts) > 400
    wrong = re.compile("[\u4e00-\u9fff][,:;!?]|[,:;!?][\u4e00-\u9fff]|[\u4e00-\u9fff][.]$")
    assert [text for text in texts if wrong.search(text)] == []


def test_what_is_read_is_what_linguist_says() -> None:
    """The `.qm` was made from the `.ts` beside it."""
    said = linguist.read(TRANSLATIONS / "fanlight_zh_CN.ts")
    said_of_errors = error_texts("zh-CN")
    assert said_of_errors is not None
    shown = dict(places(CHINESE)) | dict(places(tool_texts("zh-CN"), linguist.TOOLS))
    shown |= places(said_of_errors, linguist.ERRORS)
    said_of_code = finding_texts("zh-CN")
    assert said_of_code is not None
    shown |= places(said_of_code, linguist.FINDINGS)
    assert {place: text.text for place, text in said.items()} == shown


def test_qts_own_words_are_in_the_language_too(qapp: QApplication) -> None:
    def words() -> list[str]:
        box = QMessageBox()
        box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        return [each.text() for each in box.buttons()]

    before = words()
    speak(qapp, "zh-CN")
    try:
        assert words() == ["确定", "取消"]
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
    assert words() == before


def test_a_changed_english_text_waits_for_its_translator() -> None:
    place, new = ("launcher", "title"), ("launcher", "subtitle")
    before = {place: linguist.Said("Fanlight", "扇窗", True)}
    same = linguist.brought_up_to_date({place: "Fanlight"}, before)
    assert same[place].finished
    changed = linguist.brought_up_to_date({place: "The Fanlight", new: "Below"}, before)
    assert changed[place] == linguist.Said("The Fanlight", "扇窗", False)
    assert changed[new] == linguist.Said("Below", "", False)
    assert linguist.brought_up_to_date({}, before) == {}


def test_a_ts_file_is_read_back(tmp_path: Path) -> None:
    messages = {
        ("window", "close"): linguist.Said("Close & <go>", "关闭 & <走>", True),
        ("window", "menu"): linguist.Said("Menu", "", False),
    }
    file = tmp_path / "fanlight_de.ts"
    file.write_bytes(linguist.written(messages, "de"))
    assert linguist.read(file) == messages
    linguist.release(file)
    assert file.with_suffix(".qm").exists()


def test_what_linguist_does_not_have_stays_english(tmp_path: Path) -> None:
    place = next(place for place, _ in places(ENGLISH) if place == ("window", "close"))
    file = tmp_path / "fanlight_fr_FR.ts"
    file.write_bytes(linguist.written({place: linguist.Said("Close", "Fermer", True)}, "fr_FR"))
    linguist.release(file)
    french = translated(ENGLISH, "fr-FR", folder=tmp_path)
    assert french.window.close == "Fermer"
    assert french.window.menu == ENGLISH.window.menu
    with pytest.raises(FileNotFoundError):
        translated(ENGLISH, "de", folder=tmp_path)
