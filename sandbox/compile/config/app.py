"""app.json: what it says of the whole app."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import UNSET

from sandbox.compile.config.members import Members
from sandbox.compile.config.model import PageWindow, PermissionText, PreloadRule, TabBar
from sandbox.compile.config.routes import Routes, clean_route, read_routes
from sandbox.compile.config.tab_bar import read_tab_bar
from sandbox.compile.config.theme import Theme, check_variable, read_theme
from sandbox.compile.config.window import read_window, variables
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import ProjectFiles, normal_path, read_text
from sandbox.compile.loose_json import read_json

APP_JSON = "app.json"
MAIN_PACKAGE = "__APP__"

_PASSED_OVER = {
    "plugins": "plugins are downloaded by WeChat itself; their components render as plain elements",
    "functionalPages": "functional pages belong to WeChat's plugins",
    "cloud": "WeChat's cloud is not here; wx.cloud fails as it does without an environment",
    "chatTools": "chat tools are WeChat's own",
    "supportedMaterials": "opening files from a chat is WeChat's own",
    "embeddedAppIdList": "apps embedded in this one are WeChat's own",
}


class AppJson(msgspec.Struct, frozen=True):
    """app.json, read; `theme_file` is "" when the app has no theme."""

    source: Members
    routes: Routes
    entry: str
    window: PageWindow
    tab_bar: TabBar | None
    using: Mapping[str, str]
    placeholder: Mapping[str, str]
    aliases: Mapping[str, str]
    theme: Theme
    theme_file: str
    preload: Mapping[str, PreloadRule]
    network_timeout: Mapping[str, float]
    permission: Mapping[str, PermissionText]
    private_infos: tuple[str, ...]
    darkmode: bool
    style_v2: bool
    lazy: bool
    workers: str
    debug: bool
    skyline: bool
    weui: bool

    @property
    def tab_pages(self) -> frozenset[str]:
        """The pages of the tab bar."""
        return (
            frozenset(item.page_path for item in self.tab_bar.list) if self.tab_bar else frozenset()
        )


def read_app(files: ProjectFiles, diagnostics: Diagnostics) -> AppJson | None:
    """Read app.json; None when it is no JSON object or lists no page, with the error added."""
    text = read_text(files, APP_JSON)
    source = read_json(APP_JSON, text or "", diagnostics)
    if source is None:
        return None
    app = Members.of(source, diagnostics)
    routes = read_routes(app)
    if not routes.pages:
        return None
    theme, theme_file = read_theme(app, files, diagnostics)
    window_source = app.object("window")
    window = read_window(window_source) if window_source else PageWindow()
    if window_source:
        for member, name in variables(window).items():
            check_variable(theme, name, window_source, member)
    known = [page.route for page in routes.pages]
    packaged = {page.route: page.root for page in routes.pages if page.root}
    _note_passed_over(app)
    return AppJson(
        source=app,
        routes=routes,
        entry=_entry(app, known),
        window=window,
        tab_bar=read_tab_bar(app, known, packaged, theme, files),
        using=app.texts("usingComponents"),
        placeholder=app.texts("componentPlaceholder"),
        aliases=app.texts("resolveAlias"),
        theme=theme,
        theme_file=theme_file,
        preload=_preload(app, routes),
        network_timeout=_timeouts(app),
        permission=_permission(app),
        private_infos=app.words("requiredPrivateInfos"),
        darkmode=app.flag("darkmode") or False,
        style_v2=app.text("style") == "v2",
        lazy=app.text("lazyCodeLoading") == "requiredComponents",
        workers=_workers(app, files),
        debug=app.flag("debug") or False,
        skyline=app.text("renderer") == "skyline",
        weui=_weui(app),
    )


def _entry(app: Members, known: list[str]) -> str:
    named = app.text("entryPagePath")
    if named is None:
        return known[0]
    route = clean_route(named)
    if route in known:
        return str(route)
    app.warn(
        "C1018",
        f"entryPagePath is {named!r}, which is not in pages; {known[0]} opens first",
        "entryPagePath",
    )
    return known[0]


def _preload(app: Members, routes: Routes) -> dict[str, PreloadRule]:
    """Names of subpackages become roots; what there is not is left out."""
    rules = app.object("preloadRule")
    if rules is None:
        return {}
    roots = {one.root: one.root for one in routes.subpackages}
    roots |= {one.name: one.root for one in routes.subpackages if isinstance(one.name, str)}
    roots[MAIN_PACKAGE] = ""
    known = {page.route for page in routes.pages}
    found: dict[str, PreloadRule] = {}
    for page in rules:
        rule, route = rules.object(page), clean_route(page)
        if rule is None or route is None or route not in known:
            rules.warn("C1019", f"preloadRule names {page!r}, which is no page", page)
            continue
        packages = []
        for number, name in rule.numbered_words("packages"):
            root = roots.get(name, roots.get(normal_path(name) or ""))
            if root is None:
                rule.warn("C1019", f"there is no subpackage {name!r}", "packages", number)
            else:
                packages.append(root)
        found[route] = PreloadRule(tuple(packages))
    return found


def _timeouts(app: Members) -> dict[str, float]:
    source = app.object("networkTimeout")
    if source is None:
        return {}
    found = {name: source.number(name) for name in source}
    return {name: value for name, value in found.items() if value is not None and value > 0}


def _permission(app: Members) -> dict[str, PermissionText]:
    source = app.object("permission")
    found = {}
    for name in source or ():
        text = source.object(name) if source else None
        desc = text.text("desc") if text else None
        found[name] = PermissionText(desc if desc else UNSET)
    return found


def _workers(app: Members, files: ProjectFiles) -> str:
    """`workers` is a folder, or an object with its `path`."""
    if isinstance(app.raw("workers"), dict):
        inner = app.object("workers")
        named = inner.text("path") if inner else None
    else:
        named = app.text("workers")
    if not named:
        return ""
    path = normal_path(named)
    if path and files.list(path):
        return path
    app.warn("C1080", f"workers is {named!r}, but there is no such folder", "workers")
    return ""


def _weui(app: Members) -> bool:
    libraries = app.object("useExtendedLib")
    for name in libraries or ():
        if name != "weui" and libraries:
            libraries.warn("C1043", f"the extended library {name!r} is not here", name)
    return bool(libraries and "weui" in libraries)


def _note_passed_over(app: Members) -> None:
    if "sitemapLocation" in app:
        app.note(
            "C1040", "the sitemap is passed over: nothing here indexes pages", "sitemapLocation"
        )
    for name, why in _PASSED_OVER.items():
        if app.raw(name):
            app.note("C1041", f"{name} is passed over: {why}", name)
    if app.text("renderer") == "skyline":
        app.note("C1042", "Skyline is not here; pages are drawn as WebView pages", "renderer")
