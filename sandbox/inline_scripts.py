"""Inline scripts of packaged pages: those that stand in the signed file run, injected ones do not.

The page's policy names each of them by its SHA-256 (Content Security Policy Level 3, "hash-source")
in a `<meta>` element put at its very beginning. Policies only ever narrow each other, so this one
holds beside the header's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from sandbox.policy_headers import SCRIPT_SOURCES, WORKER_SOURCES

# A byte order mark, white space, comments and the doctype: what may stand before a document's
# first element. Put before the doctype, an element would turn standards mode off.
_PREAMBLE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--(?!>|->).*?-->)*+(?:<!doctype[^>]*+>)?",
    re.IGNORECASE | re.DOTALL,
)

# A script element without content, and one that has an address. Neither goes back over what it has
# read: an author chooses the text, and a match holds up every other thread.
_EMPTY = re.compile(rb"<script\s[^<>]*+></script\s*+>", re.IGNORECASE)
_SOURCE = re.compile(rb"\ssrc\s*+=", re.IGNORECASE)


def guarded(document: bytes, script_hashes: Iterable[str]) -> bytes:
    """The document with a policy of its own: no inline script but those of `script_hashes`.

    No line is added, so positions in error messages keep their line.
    """
    sources = " ".join((SCRIPT_SOURCES, *script_hashes))
    # worker-src would fall back to script-src, and refuse the Workers that the header allows.
    policy = f"script-src {sources}; worker-src {WORKER_SOURCES}"
    element = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    found = _PREAMBLE.match(document)
    end = found.end() if found else 0
    return b"".join((document[:end], element.encode("ascii"), document[end:]))


def inline_script_hashes(document: bytes) -> tuple[str, ...]:
    """CSP hash sources (`'sha256-…'`) of the inline `<script>` blocks of an HTML file.

    A script that this parser sees in another way than the engine stays blocked; none is allowed
    that is not in the signed file. Event handler attributes are not covered.
    """
    # Most pages have external scripts only, and the parser takes its time.
    external = sum(_SOURCE.search(tag) is not None for tag in _EMPTY.findall(document))
    if document.lower().count(b"<script") == external:
        return ()
    from sandbox.html_tags import start_tags

    text = document.decode("utf-8-sig", "replace")
    # HTML Standard, "Preprocessing the input stream": CSP hashes what the parser has made of it.
    text = re.sub("\r\n?", "\n", text).replace("\0", "\ufffd")
    scripts = [
        tag.inside
        for tag in start_tags(text)
        if tag.name == "script" and tag.inside is not None and "src" not in tag.attributes
    ]
    return tuple(
        dict.fromkeys(
            f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
            for script in scripts
        )
    )
