"""Pages and subpackages of app.json: which routes there are, and in which package."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UNSET

from bridge.errors import NameInvalid
from bridge.names import PageRoute
from sandbox.compile.config.members import Members
from sandbox.compile.config.model import Subpackage
from sandbox.compile.files import normal_path
from sandbox.compile.loose_json import Step

_SUFFIXES = (".wxml", ".js", ".ts", ".json", ".html")


class PageEntry(msgspec.Struct, frozen=True):
    """One page of app.json: its route and its subpackage's root ("" for the main one).

    `source` is the object whose `pages` lists it, as number `number` (from 0).
    """

    route: str
    root: str
    source: Members
    number: int


class Routes(msgspec.Struct, frozen=True):
    """`pages` in app.json's order, without what cannot be a route."""

    pages: tuple[PageEntry, ...]
    subpackages: tuple[Subpackage, ...]

    def root_of(self, path: str) -> str:
        """Root of the subpackage that a file belongs to; "" for the main package."""
        inside = [one.root for one in self.subpackages if path.startswith(f"{one.root}/")]
        return max(inside, key=len, default="")


def clean_route(text: str) -> str | None:
    """A route as it is meant: without leading slash, suffix and query; None when it leads out."""
    path = normal_path(text.strip().partition("?")[0])
    if not path:
        return None
    for suffix in _SUFFIXES:
        path = path.removesuffix(suffix)
    return path


def read_routes(app: Members) -> Routes:
    """The pages and subpackages; what is wrong with them is added to the findings."""
    seen: set[str] = set()
    pages = list(_pages(app, "", seen))
    if not pages:
        app.fail(
            "C1011",
            "lists no page",
            *(("pages",) if "pages" in app else ()),
            fix='add "pages": ["pages/index/index"]',
        )
    subpackages = []
    for name in ("subpackages", "subPackages"):
        for source in app.objects(name):
            found = _subpackage(source, seen)
            if found is not None:
                subpackages.append(found[0])
                pages.extend(found[1])
    roots = [one.root for one in subpackages]
    for entry in pages:
        inside = max(
            (root for root in roots if entry.route.startswith(f"{root}/")), key=len, default=""
        )
        if entry.root != inside and not entry.root:
            app.warn(
                "C1017",
                f"{entry.route} lies in the subpackage {inside!r} but is listed in "
                "pages; it is loaded with the subpackage",
                "pages",
                fix="move it into the subpackage's pages",
            )
    return Routes(tuple(pages), tuple(subpackages))


def _is_route(path: str) -> bool:
    """Whether a page may have this path; `app` is the app's own script and sheet."""
    try:
        return PageRoute(path) != "app"
    except NameInvalid:
        return False


def _subpackage(source: Members, seen: set[str]) -> tuple[Subpackage, list[PageEntry]] | None:
    root = normal_path(source.text("root") or "")
    if not root:
        source.fail(
            "C1015",
            f"a subpackage's root is {source.text('root')!r}",
            *(("root",) if "root" in source else ()),
            fix="name a folder of the project",
        )
        return None
    pages = list(_pages(source, root, seen))
    name = source.text("name")
    return (
        Subpackage(
            root=root,
            pages=tuple(page.route for page in pages),
            independent=source.flag("independent") or False,
            name=name if name else UNSET,
        ),
        pages,
    )


def _pages(source: Members, root: str, seen: set[str]) -> Iterator[PageEntry]:
    for number, text in source.numbered_words("pages"):
        steps: tuple[Step, Step] = ("pages", number)
        path = clean_route(text)
        if path is None:
            source.fail("C1013", f"{text!r} is not a page's path", *steps)
            continue
        route = f"{root}/{path}" if root else path
        if path != text:
            source.warn(
                "C1014",
                f"{text!r} is read as {path!r}",
                *steps,
                fix="write no leading slash and no suffix",
            )
        if not _is_route(route):
            source.fail(
                "C1013",
                f"{route!r} cannot be a route here",
                *steps,
                fix="rename it: letters, digits and _ - . @ only",
            )
            continue
        if route in seen:
            source.warn("C1016", f"{route} is listed twice", *steps)
            continue
        seen.add(route)
        yield PageEntry(route, root, source, number)
