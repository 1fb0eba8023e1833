"""What a `web` package's scripts ask of the host, beside what its manifest declares."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from bridge.api.catalogue import ALL_EVENTS, ALL_METHODS
from bridge.permissions import Scope
from sandbox.html_tags import start_tags
from sandbox.manifest import MANIFEST_PATH, Kind, Manifest
from sandbox.member_calls import member_uses
from sandbox.mime import HTML, mime_of
from sandbox.package.check import Problem, Severity

API_CODE = "build.api"
RIGHT_CODE = "build.right"
_OBJECT = "fanlight"
# bridge/js/src/facade.ts and page.ts: what else stands on the object.
_OTHERS = ("on", "off", "canIUse", "ready", "global")
_SCRIPTS = (".js", ".mjs")
_SCOPES: Mapping[str, Scope] = {
    name: spec.scope
    for spec in ALL_METHODS
    if spec.scope is not None
    for name in ((spec.name, f"{spec.name}Sync") if spec.sync else (spec.name,))
}


def known_members() -> frozenset[str]:
    """Every member that a page finds on `fanlight`."""
    methods = {spec.name for spec in ALL_METHODS}
    sync = {f"{spec.name}Sync" for spec in ALL_METHODS if spec.sync}
    events = {
        f"{way}{event.name[0].upper()}{event.name[1:]}"
        for event in ALL_EVENTS
        for way in ("on", "off")
    }
    return frozenset(methods | sync | events | set(_OTHERS))


def api_problems(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Unknown APIs, rights that a call needs and the manifest lacks, rights that nothing uses.

    For kind `web`; the compiler says the like of WeChat-syntax projects.
    """
    if manifest.kind is not Kind.WEB:
        return
    known = known_members()
    declared = {request.name for request in manifest.req_permissions}
    named: set[str] = set()
    for path, first_line, text in _scripts(files):
        named |= {name for name in _SCOPES if re.search(rf"\b{name}\b", text)}
        for use in member_uses(text, _OBJECT):
            line = first_line + use.line - 1
            if use.called and use.name not in known:
                yield _unknown(path, line, use.name, known)
            elif use.called and (scope := _SCOPES.get(use.name)) and scope not in declared:
                yield Problem(
                    path,
                    RIGHT_CODE,
                    f"fanlight.{use.name} needs the right {scope}, which the manifest does not "
                    "ask for: every call is refused",
                    Severity.WARNING,
                    line,
                    fix=f'add {{"name": "{scope}", "reason": …}} to req_permissions',
                )
    yield from _unused(declared, {_SCOPES[name] for name in named})


def _unused(declared: Iterable[str], used: Iterable[Scope]) -> Iterator[Problem]:
    for name in sorted(set(declared) & set(Scope) - set(used)):
        yield Problem(
            MANIFEST_PATH,
            RIGHT_CODE,
            f"req_permissions asks for {name}, but no script names an API that needs it; people "
            "are told of it before they install",
            Severity.WARNING,
            fix="take it out",
        )


def _unknown(path: str, line: int, name: str, known: Iterable[str]) -> Problem:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return Problem(
        path,
        API_CODE,
        f"fanlight.{name[:80]} is not an API of this host",
        Severity.WARNING,
        line,
        fix=f"did you mean fanlight.{near[0]}?" if near else "docs/api.md lists what there is",
    )


def _scripts(files: Mapping[str, bytes]) -> Iterator[tuple[str, int, str]]:
    """Path, line (from 1) and text of each script, inline ones too."""
    for path, content in files.items():
        if path.endswith(_SCRIPTS):
            yield path, 1, content.decode("utf-8-sig", "replace")
        elif mime_of(path) == HTML:
            text = content.decode("utf-8-sig", "replace")
            for tag in start_tags(text):
                if tag.name == "script" and tag.inside:
                    start = text.find(tag.inside, tag.offset)
                    yield path, text.count("\n", 0, start) + 1, tag.inside
