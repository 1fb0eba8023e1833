"""Apps: other mini-programs, this one's launch, and what it may do."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import InvalidParams, NotFound, NotSupported, PermissionDenied
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params
from bridge.permissions import Scope


def _null() -> msgspec.Raw:
    return msgspec.Raw(b"null")


class NavigateParams(Params, frozen=True):
    app_id: Annotated[
        str, msgspec.Meta(min_length=1, max_length=128, description="The app to open.")
    ]
    path: Annotated[
        str,
        msgspec.Meta(
            max_length=2048,
            description="Page and query, such as `pages/item/item?id=1`; empty: its first page.",
        ),
    ] = ""
    extra_data: Annotated[
        msgspec.Raw,
        msgspec.Meta(description="Any JSON; the other app finds it in `referrerInfo`."),
    ] = msgspec.field(default_factory=_null)


class ReturnParams(Params, frozen=True):
    extra_data: Annotated[
        msgspec.Raw,
        msgspec.Meta(description="Any JSON; the opener finds it in `referrerInfo`."),
    ] = msgspec.field(default_factory=_null)


class RestartParams(Params, frozen=True):
    path: Annotated[
        str,
        msgspec.Meta(
            max_length=2048,
            description="Page and query to begin with, such as `pages/item/item?id=1`; empty: "
            "the first page.",
        ),
    ] = ""


class Release(enum.StrEnum):
    """WeChat's `envVersion`: how far an app has come on its way to people."""

    DEVELOP = "develop"
    """OpenedFacts from its source folder."""
    TRIAL = "trial"
    """Installed from a package file."""
    RELEASE = "release"
    """Installed from a registry."""


class IdentityOutcome(Outcome, frozen=True):
    app_id: Annotated[str, msgspec.Meta(description="The app's id.")]
    version: Annotated[str, msgspec.Meta(description="The name of the version that runs.")]
    env_version: Annotated[Release, msgspec.Meta(description="Where the app comes from.")]


class ReferrerFacts(Outcome, frozen=True):
    """Who opened the app; stamped by the host, not by the opener."""

    app_id: str
    extra_data: msgspec.Raw = msgspec.field(default_factory=_null)


class LaunchOptions(Outcome, frozen=True):
    path: Annotated[str, msgspec.Meta(description="The page that was asked for.")]
    query: Annotated[dict[str, str], msgspec.Meta(description="The query it was asked with.")]
    scene: Annotated[
        str, msgspec.Meta(description="From where it was opened, such as `launcher` or `link`.")
    ]
    referrer_info: Annotated[
        ReferrerFacts | None,
        msgspec.Meta(description="The app that opened this one and what it sent, if one did."),
    ] = None


class OpenedFacts(LaunchOptions, frozen=True):
    """What the events tell."""

    kept: Annotated[
        msgspec.Raw,
        msgspec.Meta(
            description="When the app comes back after it was taken out of memory: what it gave "
            "to keepState. Else null."
        ),
    ] = msgspec.field(default_factory=_null)


class KeepStateParams(Params, frozen=True):
    state: Annotated[
        msgspec.Raw,
        msgspec.Meta(description="Any JSON, of at most 1 MiB; it takes the place of the last."),
    ]


class AuthorizeParams(Params, frozen=True):
    scope: Annotated[Scope, msgspec.Meta(description="The right to ask for.")]


class SettingOutcome(Outcome, frozen=True):
    auth_setting: Annotated[
        dict[Scope, bool],
        msgspec.Meta(description="Each scope the person has answered for, and the answer."),
    ]


NAVIGATE_TO_MINI_PROGRAM = MethodSpec(
    name="navigateToMiniProgram",
    params=NavigateParams,
    result=Done,
    summary="Open another installed mini-program. It learns which app opened it from the host.",
    scope=Scope.OPEN_APP,
    cost=50.0,
)
EXIT_MINI_PROGRAM = MethodSpec(
    name="exitMiniProgram", params=NoParams, result=Done, summary="Close this mini-program."
)
NAVIGATE_BACK_MINI_PROGRAM = MethodSpec(
    name="navigateBackMiniProgram",
    params=ReturnParams,
    result=Done,
    summary="Go back to the mini-program that opened this one, and close this one. The opener is "
    "shown with the scene `returned` and learns from the host who comes back.",
    cost=50.0,
)
RESTART_MINI_PROGRAM = MethodSpec(
    name="restartMiniProgram",
    params=RestartParams,
    result=Done,
    summary="Begin anew, at a page; what was stored stays.",
    cost=50.0,
)
GET_APP_IDENTITY = MethodSpec(
    name="getAppIdentity",
    params=NoParams,
    result=IdentityOutcome,
    summary="The app's own id and version, and where it comes from.",
    sync=True,
)
GET_LAUNCH_OPTIONS = MethodSpec(
    name="getLaunchOptions",
    params=NoParams,
    result=LaunchOptions,
    summary="How this mini-program was opened: page, query and opener.",
    sync=True,
)
KEEP_STATE = MethodSpec(
    name="keepState",
    params=KeepStateParams,
    result=Done,
    summary="Hand over what the app needs to go on where it is, if the host has to take it out of "
    "memory while it is in the background. It is kept as long as the app's window.",
)
AUTHORIZE = MethodSpec(
    name="authorize",
    params=AuthorizeParams,
    result=Done,
    summary="Ask for a right before it is needed. Answers at once when the person has answered "
    "already; fails when they refused.",
    deadline_s=None,
    cost=10.0,
)
GET_SETTING = MethodSpec(
    name="getSetting",
    params=NoParams,
    result=SettingOutcome,
    summary="What the person has answered so far. Scopes nobody was asked about are left out.",
)

OPEN_SETTING = MethodSpec(
    name="openSetting",
    params=NoParams,
    result=SettingOutcome,
    summary="Let the person see and change what they answered so far, in the host's own sheet; "
    "answers as `getSetting` does when they are done.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="apps",
    title="Apps and rights",
    summary="A right must stand in the manifest's `req_permissions` with its reason, whatever "
    "the person says.",
    entries=(
        Entry(
            NAVIGATE_TO_MINI_PROGRAM,
            "await fanlight.navigateToMiniProgram({\n"
            '  appId: "org.example.notes",\n'
            '  path: "pages/index/index?new=1",\n'
            "});",
            (NotFound,),
        ),
        Entry(
            NAVIGATE_BACK_MINI_PROGRAM,
            "await fanlight.navigateBackMiniProgram({ extraData: 3 });",
            (NotFound, NotSupported),
        ),
        Entry(EXIT_MINI_PROGRAM, "await fanlight.exitMiniProgram();"),
        Entry(
            RESTART_MINI_PROGRAM,
            'await fanlight.restartMiniProgram({ path: "pages/index/index" });',
            (NotFound, NotSupported),
        ),
        Entry(GET_APP_IDENTITY, "const { version } = await fanlight.getAppIdentity();"),
        Entry(GET_LAUNCH_OPTIONS, "const { query } = await fanlight.getLaunchOptions();"),
        Entry(
            KEEP_STATE,
            "await fanlight.keepState({ state: 3 });",
            (InvalidParams,),
        ),
        Entry(
            AUTHORIZE,
            'await fanlight.authorize({ scope: "location" });',
            (PermissionDenied,),
        ),
        Entry(GET_SETTING, "const { authSetting } = await fanlight.getSetting();"),
        Entry(OPEN_SETTING, "const { authSetting } = await fanlight.openSetting();"),
    ),
)
