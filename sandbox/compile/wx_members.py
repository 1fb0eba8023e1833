"""Members of `wx` that scripts call and that are not here, or fail politely here."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable
from pathlib import Path

import msgspec

from sandbox.compile.diagnostics import Diagnostics
from sandbox.decoding import readable
from sandbox.member_calls import MemberUse, member_uses

_MEMBERS = Path(__file__).with_name("generated_wx_members.json")


@functools.cache
def wx_members() -> dict[str, str]:
    """Every member of `wx`, and why it fails here; "" for what is implemented.

    Made from the runtime by sandbox/runtime/tools/write_wx.ts.
    """
    return msgspec.json.decode(_MEMBERS.read_bytes(), type=readable(dict[str, str]))


def odd_uses(text: str) -> tuple[MemberUse, ...]:
    """The first call of each member that is missing or fails here.

    What the script asks for first (`if (wx.login)`, `wx.canIUse("login")`) is its author's own
    affair.
    """
    members = wx_members()
    found: dict[str, MemberUse] = {}
    asked: set[str] = set()
    for use in member_uses(text, "wx"):
        if members.get(use.name) == "":
            continue
        if not use.called:
            asked.add(use.name)
        found.setdefault(use.name, use)
    return tuple(
        use
        for name, use in found.items()
        if name not in asked and f'"{name}"' not in text and f"'{name}'" not in text
    )


def tell_odd_uses(path: str, uses: Iterable[MemberUse], found: Diagnostics) -> None:
    """A warning for what is no API, a note for what WeChat has and this host does not."""
    members = wx_members()
    for use in uses:
        why = members.get(use.name)
        if why is None:
            near = difflib.get_close_matches(use.name, members, n=1)
            found.warning(
                "C4020",
                path,
                f"wx.{use.name[:80]} is no API of WeChat's; the call throws",
                line=use.line,
                fix=f"did you mean wx.{near[0]}?" if near else "docs/wechat-api.md lists them",
            )
        else:
            found.note(
                "C4021",
                path,
                f"wx.{use.name} fails politely here: {why}",
                line=use.line,
                fix="ask wx.canIUse first, or have a fail",
            )
