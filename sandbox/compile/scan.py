"""What a source's text gives away: APIs it names, origins it writes out, secrets left in it.

A scan of the text, not a reading of the program: what is put together at run time is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from sandbox.compile.config.component import SCRIPT_SUFFIXES
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.manifest import USED_NAMES
from sandbox.compile.memo import Memo, Read
from sandbox.compile.project import IDENTITY_FILE
from sandbox.compile.wx_members import odd_uses
from sandbox.member_calls import MemberUse
from sandbox.package.secret_scan import find_secrets

MAX_ORIGINS_SHOWN = 12

_APIS = re.compile(rf"\b(?:{'|'.join(map(re.escape, USED_NAMES))})\b")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_ORIGIN = re.compile(rf"""["'`(=]\s*((?:https?|wss?)://{_HOST})""")
_BARE_URL = re.compile(rf"""url\(\s*["']?//({_HOST})""")
# Names in texts that no app ever asks: examples and the addresses of standards.
_NO_HOSTS = re.compile(
    r"(?:localhost|127\.0\.0\.1|[\w.-]*\bexample\.(?:com|org|net)|www\.w3\.org|[\w.-]*github\.com"
    r"|[\w-]+)",
)


# Where a script states its component's options.
_ISOLATION = re.compile(
    r"""\bstyleIsolation\s*:\s*["'](page-)?(isolated|apply-shared|shared)["']"""
)
_MINI_PROGRAM_LINK = re.compile(r"""\btarget\s*=\s*["']miniProgram["']""")


class Leak(msgspec.Struct, frozen=True, array_like=True):
    """What looks like a secret; `line` from 1, None where the whole file is one."""

    what: str
    line: int | None


class Traces(msgspec.Struct, frozen=True, array_like=True):
    """What one source gives away. `origins` are in lower case, without a path; `isolation` is
    the `styleIsolation` of a component's options; `odd` are members of `wx` that a script calls
    and that are not here, or fail here."""

    apis: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    isolation: str | None = None
    odd: tuple[MemberUse, ...] = ()


def scan(path: str, text: str) -> Traces:
    """Look one source through."""
    named = {match[1].lower() for match in _ORIGIN.finditer(text)}
    named |= {f"https://{match[1].lower()}" for match in _BARE_URL.finditer(text)}
    origins = {origin for origin in named if not _NO_HOSTS.fullmatch(_host(origin))}
    apis = {match[0] for match in _APIS.finditer(text)}
    if _MINI_PROGRAM_LINK.search(text):
        apis.add("navigateToMiniProgram")
    isolation = _ISOLATION.search(text)
    return Traces(
        tuple(sorted(apis)),
        tuple(sorted(origins)),
        tuple(Leak(secret.what, secret.line) for secret in find_secrets(path, text.encode())),
        f"{isolation[1] or ''}{isolation[2]}" if isolation else None,
        odd_uses(text) if path.endswith(SCRIPT_SUFFIXES) else (),
    )


def traced(memo: Memo, path: str) -> Traces:
    """What a file gives away, looked through only when it has changed."""

    def compute(read: Read) -> Traces:
        return scan(path, read(path) or "")

    return memo.get("traces", path, Traces, compute)


def note_origins(origins: Iterable[str], declared: Iterable[str], found: Diagnostics) -> None:
    """Say which origins the sources name that fanlight.json does not, and how to declare them."""
    wanted = sorted(set(origins) - set(declared))
    if not wanted:
        return
    shown = ", ".join(wanted[:MAX_ORIGINS_SHOWN])
    more = len(wanted) - MAX_ORIGINS_SHOWN
    found.note(
        "C1074",
        IDENTITY_FILE,
        f"the sources name {shown}{f' and {more} more' if more > 0 else ''}; what is not declared "
        "is not reached, but for pictures, fonts and media while you develop",
        fix='list the origins under "network": {"request": […], "media": […], …}; images need '
        "media, wss: origins socket",
    )


def tell_leaks(path: str, leaks: Iterable[Leak], *, allowed: bool, found: Diagnostics) -> None:
    """Add what looks like a secret: an error, or a warning where a person has allowed it."""
    add = found.warning if allowed else found.error
    for leak in leaks:
        add(
            "C1090",
            path,
            f"holds {leak.what}; everybody who installs the app could read it",
            line=leak.line,
            fix="keep it on a server of yours, or build with --allow-secrets",
        )


def _host(origin: str) -> str:
    return origin.partition("://")[2].partition(":")[0]
