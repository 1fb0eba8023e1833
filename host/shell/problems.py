"""What a window says of an error: comes in with the first one."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bridge.errors import DetailValue, FanlightError
from bridge.names import KeyId
from host.shell.display_text import isolated, wrapped_plain
from host.shell.facts_grid import size_text
from host.shell.texts.errors import ENGLISH_ERRORS, ErrorTexts, error_texts

MOST_CHARS = 600
_FIELD_CHARS = 120
_A_WORD = re.compile("[a-z]+")
_FOR_A_TERMINAL = re.compile(
    r"`(?:fanlight|python3|pip|unshare|chmod|Xvfb)\b|\bfanlight [a-z]|(?<![\w-])--[a-z]"
    r"|\bpip install\b"
)


def said(error: FanlightError, language: str) -> str:
    """What was wrong, where, and what to do, in the shell's language (BCP 47), as plain text.

    In English that is the error's own message, which knows most, unless it tells what to type at
    a terminal; then, and in another language, it is the text of its class, and its message only
    where the class has none. Names in it are data: of one line, cut, in a bidirectional isolate.
    Logs, `--json` and a card's details have the message itself.
    """
    texts = error_texts(language)
    if texts is None and is_for_a_terminal(error.message):
        texts = ENGLISH_ERRORS
    choice = () if texts is None else _choice(texts, type(error))
    for text in choice:
        if all(error.detail.get(name) not in (None, "") for name in fields_of(text)):
            return text.format_map(_shown(error.detail))
    return wrapped_plain(error.message, MOST_CHARS)


def is_for_a_terminal(text: str) -> bool:
    """Whether it tells what to type there: a command, or an option of one."""
    return _FOR_A_TERMINAL.search(text) is not None


def sentence(error: FanlightError, language: str) -> str:
    """`said` for a window, where a sentence begins with a capital; a name keeps its own letters."""
    text = said(error, language)
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if _A_WORD.fullmatch(first) else text


def facts(error: FanlightError) -> str:
    """The error for a report, in English: code, message, facts."""
    lines = [f"{error.code}: {error.message}"]
    lines += [f"{name} = {value}" for name, value in error.detail.items()]
    return "\n".join(lines)


def problem_box(parent: QWidget, error: FanlightError, language: str) -> QMessageBox:
    """A dialog that says it, and `facts` on demand; not yet open."""
    box = QMessageBox(parent)
    box.setProperty("role", "problem")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence(error, language))
    # As other boxes: what closes it stands last, at the edge.
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    box.setDetailedText(facts(error))
    return box


def fields_of(text: str) -> frozenset[str]:
    """The fields that a text holds in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def _choice(texts: ErrorTexts, kind: type) -> tuple[str, ...]:
    """A class without texts of its own has those of what it is a kind of."""
    return next((texts.said[each] for each in kind.__mro__ if each in texts.said), ())


def _shown(detail: Mapping[str, DetailValue]) -> dict[str, str]:
    return {name: _value(name, value) for name, value in detail.items()}


def _value(name: str, value: DetailValue) -> str:
    if isinstance(value, KeyId):
        return isolated(value.fingerprint)
    if isinstance(value, int) and name.endswith("_bytes"):
        return size_text(value)
    return isolated(f"{value:g}" if isinstance(value, float) else str(value), _FIELD_CHARS)
