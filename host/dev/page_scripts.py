"""What the edit loop says to a page of its developer's own app, as JavaScript expressions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import msgspec

from sandbox.manifest import Kind

# A new element beside the old one, which goes when the new sheet is there: nothing flashes. The
# query makes it another address to the engine's memory; the package's file is the same.
_EXCHANGE = """(async (paths) => {
  const links = [...document.querySelectorAll("link[rel~=stylesheet][href]")];
  const own = links.filter((link) => new URL(link.href).origin === location.origin);
  const named = own.map((link) => decodeURIComponent(new URL(link.href).pathname.slice(1)));
  if (!paths.every((path) => named.includes(path))) return false;
  await Promise.all(own.map((old, i) => paths.includes(named[i]) && new Promise((done) => {
    const fresh = old.cloneNode();
    const address = new URL(old.href);
    address.search = `saved=${Date.now()}`;
    fresh.href = address.href;
    fresh.addEventListener("load", () => { old.remove(); done(); }, { once: true });
    fresh.addEventListener("error", () => { fresh.remove(); done(); }, { once: true });
    old.after(fresh);
  })));
  return true;
})(%s)"""
_STACK = """getCurrentPages().map(({ route, options }) => {
  const texts = Object.entries(options ?? {}).map(([key, value]) => [key, String(value)]);
  return { route, query: Object.fromEntries(texts) };
})"""


class StackedPage(msgspec.Struct, frozen=True):
    """A page of a WeChat-syntax app's stack, and what it was opened with."""

    route: str
    query: Mapping[str, str]


def exchange_sheets(kind: Kind, paths: Iterable[str]) -> str:
    """Gives true when every sheet of `paths` was exchanged in the page; false: load it anew.

    For the page's own world. A WeChat-syntax page's runtime does it itself.
    """
    given = json.dumps(list(paths))
    if kind is Kind.WEIXIN:
        return f"globalThis.fanlightRestyle({given})"
    return _EXCHANGE % given


def page_stack() -> str:
    """Gives the stack as a list of `StackedPage`, the top last; for the logic layer."""
    return _STACK


def open_page(page: StackedPage) -> str:
    """Opens a page on top of the stack; for the logic layer."""
    query = "&".join(f"{_part(key)}={_part(text)}" for key, text in page.query.items())
    url = f"/{page.route}?{query}" if query else f"/{page.route}"
    return f"wx.navigateTo({{ url: {json.dumps(url)} }}).then(() => true, () => false)"


def _part(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")
