"""A project folder: where its mini-program's root is, and how its author set the tools."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

import msgspec

from bridge.errors import BuildError
from sandbox.compile.config.members import Members
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import FolderFiles, normal_path, read_text
from sandbox.compile.ignoring import IgnoreRule, read_rules
from sandbox.compile.loose_json import Json, JsonText, read_json

APP_JSON = "app.json"
PROJECT_CONFIG = "project.config.json"
PRIVATE_CONFIG = "project.private.config.json"
IDENTITY_FILE = "fanlight.json"
USUAL_ROOT = "miniprogram"
"""Where WeChat's tools put the mini-program of a project with cloud functions or TypeScript. Many
projects are shared without their project.config.json, which would say so."""

# What app id WeChat's tools write where a person has none.
_NO_APP_IDS = frozenset({"", "touristappid", "test_appid", "your_appid"})


class NpmRelation(msgspec.Struct, frozen=True):
    """`packNpmRelationList`: which package.json becomes which miniprogram_npm.

    Both are paths from the project's folder.
    """

    package_json: str
    out_folder: str


class Settings(msgspec.Struct, frozen=True):
    """What is read of project.config.json and project.private.config.json."""

    weixin_app_id: str = ""
    name: str = ""
    lib_version: str = ""
    plugins: frozenset[str] = frozenset()
    """`useCompilerPlugins`: of typescript, less, sass."""
    pack_npm_manually: bool = False
    npm_relations: tuple[NpmRelation, ...] = ()
    ignored: tuple[IgnoreRule, ...] = ()
    """`packOptions.ignore` without what `packOptions.include` names."""
    included: tuple[IgnoreRule, ...] = ()


class Project:
    """An opened project. `refresh` before each build: files are listed once and remembered."""

    def __init__(
        self, folder: Path, root: str, settings: Settings, found: Diagnostics, stamps: object
    ) -> None:
        self.folder = folder
        self.root = root
        """The mini-program's root from `folder`, "" when they are one."""
        self.settings = settings
        self.diagnostics = found
        """What the project's own files gave rise to; paths from `folder`."""
        self.outer = FolderFiles(folder)
        """The whole folder: package.json, node_modules, fanlight.json."""
        self.files = FolderFiles(folder / root, within=folder) if root else self.outer
        """The mini-program."""
        self._stamps = stamps

    @property
    def name(self) -> str:
        """A name for people who know nothing else of it: the project's, else the folder's."""
        return self.settings.name or self.folder.name

    def refresh(self) -> None:
        """Look at the disk anew."""
        self.outer.refresh()
        self.files.refresh()

    def is_stale(self) -> bool:
        """Whether the project's own files changed since it was opened: then open it anew."""
        return _stamps(FolderFiles(self.folder)) != self._stamps


def open_project(folder: Path) -> Project:
    """Find the mini-program's root and read the settings.

    `folder` is the project's folder or the mini-program's root itself. Raises BuildError when
    there is no app.json where it belongs.
    """
    folder = _outermost(Path(os.path.realpath(folder)))
    files = FolderFiles(folder)
    found = Diagnostics()
    config = _overlaid(files, found)
    settings = _settings(config, found) if config else Settings()
    return Project(folder, _root(files, config), settings, found, _stamps(files))


def is_project(folder: Path) -> bool:
    """Whether a folder looks like a WeChat-syntax project."""
    marks = (APP_JSON, PROJECT_CONFIG, f"{USUAL_ROOT}/{APP_JSON}")
    return any((folder / mark).is_file() for mark in marks)


def _outermost(folder: Path) -> Path:
    """The folder above, when that is the project and `folder` only its mini-program's root."""
    if (folder / PROJECT_CONFIG).is_file() or not (folder / APP_JSON).is_file():
        return folder
    for above in list(folder.parents)[:3]:
        if not (above / PROJECT_CONFIG).is_file():
            continue
        config = _overlaid(FolderFiles(above), Diagnostics())
        named = config.text("miniprogramRoot") if config else None
        path = normal_path(named or "")
        return above if path and above / path == folder else folder
    return folder


def _overlaid(files: FolderFiles, found: Diagnostics) -> Members | None:
    """project.config.json with the private one laid over it, `setting` member by member."""
    text = read_text(files, PROJECT_CONFIG)
    config = read_json(PROJECT_CONFIG, text, found) if text is not None else None
    private_text = read_text(files, PRIVATE_CONFIG)
    private = read_json(PRIVATE_CONFIG, private_text, found) if private_text is not None else None
    if config is None or private is None:
        only = config or private
        return Members.of(only, found) if only else None
    merged: dict[str, Json] = {**config.value, **private.value}
    below, above = config.value.get("setting"), private.value.get("setting")
    if isinstance(below, dict) and isinstance(above, dict):
        merged["setting"] = {**below, **above}
    return Members.of(JsonText(PROJECT_CONFIG, text or "", merged), found)


def _settings(config: Members, found: Diagnostics) -> Settings:
    empty = Members.of(JsonText(config.path, "{}", {}), found)
    setting = config.object("setting") or empty
    pack = config.object("packOptions") or empty
    app_id = (config.text("appid") or "").strip()
    return Settings(
        weixin_app_id="" if app_id.lower() in _NO_APP_IDS else app_id,
        # WeChat's tools write it as a part of an address.
        name=unquote(config.text("projectname") or "").strip(),
        lib_version=config.text("libVersion") or "",
        plugins=_plugins(setting),
        pack_npm_manually=setting.flag("packNpmManually") or False,
        npm_relations=tuple(_relations(setting)),
        ignored=read_rules(pack, "ignore"),
        included=read_rules(pack, "include"),
    )


def _plugins(setting: Members) -> frozenset[str]:
    """`useCompilerPlugins` is a list of names, or false."""
    if isinstance(setting.raw("useCompilerPlugins"), bool):
        return frozenset()
    return frozenset(setting.words("useCompilerPlugins"))


def _relations(setting: Members) -> list[NpmRelation]:
    found = []
    for relation in setting.objects("packNpmRelationList"):
        package_json = normal_path(relation.text("packageJsonPath") or "")
        out_folder = normal_path(relation.text("miniprogramNpmDistDir") or "")
        if not package_json or out_folder is None:
            relation.warn(
                "C1061",
                "packNpmRelationList names a place that is empty or outside the project",
                fix="write packageJsonPath and miniprogramNpmDistDir as paths in the project",
            )
            continue
        found.append(NpmRelation(package_json, out_folder))
    return found


def _root(files: FolderFiles, config: Members | None) -> str:
    if config is None and not files.exists(APP_JSON) and files.exists(f"{USUAL_ROOT}/{APP_JSON}"):
        return USUAL_ROOT
    named = (config.text("miniprogramRoot") or "") if config else ""
    path = normal_path(named)
    if path is None:
        raise BuildError(
            f"{PROJECT_CONFIG}: miniprogramRoot {named!r} leads out of the project; write a folder "
            "in it",
            path=PROJECT_CONFIG,
        )
    if files.exists(f"{path}/{APP_JSON}" if path else APP_JSON):
        return path
    if path and files.exists(APP_JSON):
        return ""
    place = f"{path}/{APP_JSON}" if path else APP_JSON
    hint = (
        f"miniprogramRoot in {PROJECT_CONFIG} is {named!r}; is it built already?"
        if path
        else f"a mini-program's root holds {APP_JSON}; `fanlight new` makes one"
    )
    raise BuildError(f"{files.root}: there is no {place}; {hint}", path=place)


def _stamps(files: FolderFiles) -> object:
    return tuple(files.stamp(path) for path in (PROJECT_CONFIG, PRIVATE_CONFIG))
