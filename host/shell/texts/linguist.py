"""Keeps what Qt Linguist opens in step with the English texts.

    python -m host.shell.texts.linguist [--write] [--language TAG]

Without `--write` it says what is stale. With it, each `translations/fanlight_*.ts` gets the
messages that are new (unfinished), loses those that are gone, and marks those whose English has
changed as unfinished; the `.qm` is made anew by Qt's `lrelease`, which PySide6 brings along.
`--language` begins another language.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import msgspec
import PySide6

from host.shell.texts.english import ENGLISH
from host.shell.texts.errors import ENGLISH_ERRORS
from host.shell.texts.findings import ENGLISH_FINDINGS
from host.shell.texts.tools import ENGLISH_TOOLS
from host.shell.texts.translation import PREFIX, TRANSLATIONS, Place, places

TOOLS = "tools"
"""The context of what stands in the developer's windows."""
ERRORS = "errors"
"""The context of what is said of errors."""
FINDINGS = "findings"
"""The context of what is said of a developer's code."""


class Said(msgspec.Struct, frozen=True):
    """A translation of `source`; unfinished: somebody has to look at it."""

    source: str
    text: str
    finished: bool


def english() -> dict[Place, str]:
    """Every English text by its place."""
    apart = {TOOLS: ENGLISH_TOOLS, ERRORS: ENGLISH_ERRORS, FINDINGS: ENGLISH_FINDINGS}
    found = dict(places(ENGLISH))
    for context, texts in apart.items():
        found |= places(texts, context)
    return found


def read(file: Path) -> dict[Place, Said]:
    """What a `.ts` file holds. Raises OSError, ET.ParseError."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "" if translation is None else translation.text or ""
            kind = None if translation is None else translation.get("type")
            place = name, message.findtext("comment") or ""
            found[place] = Said(message.findtext("source") or "", text, kind is None and bool(text))
    return found


def brought_up_to_date(texts: dict[Place, str], said: dict[Place, Said]) -> dict[Place, Said]:
    """The messages for these English texts, with what was said about them before."""
    fresh = {}
    for place, source in texts.items():
        before = said.get(place, Said(source, "", False))
        fresh[place] = Said(source, before.text, before.finished and before.source == source)
    return fresh


def written(messages: dict[Place, Said], locale: str) -> bytes:
    """A `.ts` file (Qt Linguist, version 2.1), laid out as Linguist does."""
    root = ET.Element("TS", version="2.1", language=locale, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for (context, way), said in messages.items():
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        message = ET.SubElement(contexts[context], "message")
        ET.SubElement(message, "source").text = said.source
        ET.SubElement(message, "comment").text = way
        unfinished = {} if said.finished else {"type": "unfinished"}
        ET.SubElement(message, "translation", unfinished).text = said.text
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'.encode()


def release(file: Path) -> None:
    """Make the `.qm` beside a `.ts`. Raises CalledProcessError."""
    tools = Path(PySide6.__file__).parent
    program = next(
        place for place in (tools / "lrelease", tools / "lrelease.exe") if place.exists()
    )
    command = [str(program), "-silent", str(file), "-qm", str(file.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def main(words: Iterable[str]) -> int:
    """Returns the exit code: 1 where something is stale, or unfinished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--language", help="begin another one: a BCP 47 tag")
    chosen = parser.parse_args(list(words))
    files = set(TRANSLATIONS.glob(f"{PREFIX}*.ts"))
    if chosen.language:
        files.add(TRANSLATIONS / f"{PREFIX}{chosen.language.replace('-', '_')}.ts")
    stale = 0
    for file in sorted(files):
        said = read(file) if file.exists() else {}
        fresh = brought_up_to_date(english(), said)
        content = written(fresh, file.stem.removeprefix(PREFIX))
        if chosen.write:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            release(file)
        elif not file.exists() or file.read_bytes() != content:
            sys.stdout.write(f"{file.name} is stale; run this with --write\n")
            stale = 1
        for place, message in fresh.items():
            if not message.finished:
                sys.stdout.write(f"{file.name}: {': '.join(place)} waits for a translator\n")
                stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
