"""What only shows when all parts of an app are known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from msgspec.structs import replace

from sandbox.compile.config.component import SCRIPT_SUFFIXES
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.identity import Identity, development_id
from sandbox.compile.manifest import USED_NAMES
from sandbox.compile.project import IDENTITY_FILE, Project
from sandbox.compile.scan import Traces, note_origins
from sandbox.compile.script.resolver import NPM_FOLDER
from sandbox.compile.sources import TEMPLATE_SUFFIX
from sandbox.compile.templating import XR_PREFIX
from sandbox.compile.wx_members import tell_odd_uses
from sandbox.compile.wxml import CompiledTemplate

MAX_MEDIA = 100


def check_identity(
    project: Project,
    identity: Identity,
    plain: Collection[str],
    traces: Mapping[str, Traces],
    found: Diagnostics,
) -> None:
    """What fanlight.json leaves unsaid, and icons that are not among the files `plain`."""
    if identity.app_id is None:
        found.note(
            "C1076",
            IDENTITY_FILE,
            f"there is no app_id: the app goes by {development_id(project)}, which is enough to "
            "open it, not to publish it",
            fix='write {"app_id": …, "name": …, "version": …} into fanlight.json',
        )
    for icon in identity.icons:
        if icon.src not in plain:
            found.error(
                "C1073",
                IDENTITY_FILE,
                f"the icon {icon.src!r} is not a file of the mini-program",
                fix="name a PNG, JPEG or SVG by its path from the folder of app.json",
            )
    origins = own_origins(traces)
    declared = {
        origin for family in msgspec.structs.asdict(identity.network).values() for origin in family
    }
    note_origins(origins, declared, found)
    for path, each in sorted(traces.items()):
        if f"{NPM_FOLDER}/" not in path:
            tell_odd_uses(path, each.odd, found)
    _check_rights(identity, {api for each in traces.values() for api in each.apis}, found)


def _check_rights(identity: Identity, apis: Collection[str], found: Diagnostics) -> None:
    """Rights that fanlight.json asks for and no source's API needs; those that no API of `wx`
    needs by itself are their author's to know."""
    used = {USED_NAMES[api] for api in apis}
    for request in identity.req_permissions:
        if request.name in set(USED_NAMES.values()) - used:
            found.warning(
                "C1077",
                IDENTITY_FILE,
                f"req_permissions asks for {request.name}, but no source names an API that needs "
                "it; people are told of it before they install",
                fix="take it out",
            )


def own_origins(traces: Mapping[str, Traces]) -> set[str]:
    """The origins that the project's own sources name, packages from npm left out."""
    own = (each for path, each in traces.items() if f"{NPM_FOLDER}/" not in path)
    return {origin for each in own for origin in each.origins}


def while_developing(identity: Identity, traces: Mapping[str, Traces]) -> Identity:
    """`identity` with the pictures, fonts and media declared that its sources name literally.

    WeChat lets them come from everywhere and restricts requests alone, so projects declare none.
    What is published says them itself: this is for its developer's own eyes.
    """
    if identity.network.media:
        return identity
    # What packages from npm draw comes too, such as the font of their icons.
    drawn = (each for path, each in traces.items() if not path.endswith(SCRIPT_SUFFIXES))
    own, others = own_origins(traces), {origin for each in drawn for origin in each.origins}
    named = list(dict.fromkeys([*_all_secure(own), *_all_secure(others)]))[:MAX_MEDIA]
    return replace(identity, network=replace(identity.network, media=named))


def _all_secure(origins: Collection[str]) -> list[str]:
    return sorted(set(filter(None, map(_secure, origins))))


def _secure(origin: str) -> str | None:
    """Where the view gets what is at `origin`, which for `http:` is by `https:`; None for what is
    no picture's address."""
    scheme, _, host = origin.partition("://")
    if scheme == "http" and ":" not in host:
        return f"https://{host}"
    return origin if scheme == "https" else None


def check_named(
    templates: Mapping[str, CompiledTemplate], plain: Collection[str], found: Diagnostics
) -> None:
    """Warn of files that templates name and that are not among `plain`, and of 3D scenes."""
    drawn = [
        path
        for path, template in sorted(templates.items())
        if any(tag.startswith(XR_PREFIX) for tag in template.used_tags)
    ]
    if drawn:
        found.note(
            "C1060",
            f"{drawn[0]}{TEMPLATE_SUFFIX}",
            f"XR-Frame is not here; its scenes stay empty ({len(drawn)} templates use it)",
        )
    for path, template in templates.items():
        for named in sorted(template.asset_paths.difference(plain)):
            found.warning(
                "C1091",
                f"{path}{TEMPLATE_SUFFIX}",
                f"names {named}, but there is no such file in the package",
            )
