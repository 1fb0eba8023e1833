"""What WeChat keeps on its servers about an app, and a package must hold: `fanlight.json`.

It stands beside project.config.json. Without it an app gets a development identity: enough to
open it from its folder, not to publish it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec

from bridge.errors import NameInvalid
from bridge.names import AppId
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import read_text
from sandbox.compile.loose_json import JsonText, read_json
from sandbox.compile.project import IDENTITY_FILE, Project
from sandbox.decoding import readable
from sandbox.manifest.wire import (
    WireIcon,
    WireListing,
    WireLocal,
    WireNetwork,
    WirePermission,
    WireSenders,
    WireVersion,
)

MAX_NAME_CHARS = 128
DEVELOPMENT_VERSION = WireVersion("0.0.0", 1)

_MEMBER = re.compile(r" - at `\$\.?(?P<member>[^`]*)`$")
_STEP = re.compile(r"[^.\[\]]+")


class Identity(msgspec.Struct, frozen=True):
    """`fanlight.json`: names as in the manifest, where docs/manifest.md explains them."""

    app_id: str | None = None
    name: str | None = None
    short_name: str | None = None
    description: str | None = None
    lang: str | None = None
    version: WireVersion | None = None
    icons: Annotated[tuple[WireIcon, ...], msgspec.Meta(max_length=64)] = ()
    network: WireNetwork = WireNetwork()
    req_permissions: Annotated[tuple[WirePermission, ...], msgspec.Meta(max_length=200)] = ()
    i18n: dict[str, WireLocal] = {}
    opened_by: WireSenders | None = None
    listing: WireListing | None = None


def read_identity(project: Project, found: Diagnostics) -> Identity:
    """Read `fanlight.json`; an empty one when there is none or it is wrong (an error then)."""
    text = read_text(project.outer, IDENTITY_FILE)
    source = read_json(IDENTITY_FILE, text, found) if text is not None else None
    if source is None:
        return Identity()
    for steps in _unknown(source):
        line, column = source.place(*steps)
        found.warning(
            "C1071",
            IDENTITY_FILE,
            f"there is no member {'.'.join(steps)}; passed over",
            line=line,
            column=column,
        )
    try:
        identity = msgspec.convert(source.value, readable(Identity))
        if identity.app_id is not None:
            AppId(identity.app_id)
    except msgspec.ValidationError as error:
        text = str(error)
        at = _MEMBER.search(text)
        _refuse(source, found, at["member"] if at else "", _MEMBER.sub("", text))
        return Identity()
    except NameInvalid as error:
        _refuse(source, found, "app_id", error.message)
        return Identity()
    return identity


def development_id(project: Project) -> AppId:
    """An app id for a project that names none: from its WeChat appid, else its folder's name."""
    if project.settings.weixin_app_id:
        slug = _slug(project.settings.weixin_app_id)
        if slug:
            return AppId(f"weixin.{slug}")
    return AppId(f"local.{_slug(project.name) or _slug(project.folder.name) or 'app'}")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")


def _refuse(source: JsonText, found: Diagnostics, member: str, message: str) -> None:
    steps = [int(step) if step.isdigit() else step for step in _STEP.findall(member)]
    line, column = source.place(*steps)
    where = f"{member}: " if member else ""
    found.error("C1070", source.path, f"{where}{message}", line=line, column=column)


def _unknown(source: JsonText) -> Iterator[tuple[str, ...]]:
    known = {field.encode_name for field in msgspec.structs.fields(Identity)}
    for name in source.value:
        if name not in known and name != "$schema":
            yield (name,)
    network = source.value.get("network")
    families = {field.encode_name for field in msgspec.structs.fields(WireNetwork)}
    if isinstance(network, dict):
        for name in network:
            if name not in families:
                yield ("network", name)
