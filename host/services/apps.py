"""Other apps, this one's launch, and its rights."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec

from bridge.api import apps
from bridge.api.apps import (
    AuthorizeParams,
    IdentityOutcome,
    KeepStateParams,
    LaunchOptions,
    NavigateParams,
    OpenedFacts,
    ReferrerFacts,
    Release,
    RestartParams,
    ReturnParams,
    SettingOutcome,
)
from bridge.errors import InvalidParams, NameInvalid, NotFound, NotInstalled, PermissionDenied
from bridge.messages import AppFacts, LaunchFacts
from bridge.methods import Binding, Done, NoParams, bind
from bridge.names import AppId
from bridge.permissions import ASKED, Authority, Grant, Reason, Verdict, decide
from bridge.wire import to_json
from host.services.ports import AppOpener, RightsSheet, Surface

Launch = Callable[[], LaunchFacts]
Keep = Callable[[bytes], None]
MAX_KEPT_BYTES = 1 << 20


class AppsService:
    """`launch` says how this app was opened last; rights are read afresh at each call."""

    def __init__(
        self,
        app: AppFacts,
        release: Release,
        opener: AppOpener,
        surface: Surface,
        authority: Authority,
        rights: RightsSheet,
        launch: Launch,
        keep: Keep,
    ) -> None:
        self._app = app
        self._release = release
        self._rights = rights
        self._opener = opener
        self._surface = surface
        self._authority = authority
        self._launch = launch
        self._keep = keep

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(apps.NAVIGATE_TO_MINI_PROGRAM, self.navigate),
            bind(apps.NAVIGATE_BACK_MINI_PROGRAM, self.back),
            bind(apps.EXIT_MINI_PROGRAM, self.exit),
            bind(apps.RESTART_MINI_PROGRAM, self.restart),
            bind(apps.GET_APP_IDENTITY, self.identity),
            bind(apps.GET_LAUNCH_OPTIONS, self.launch_options),
            bind(apps.AUTHORIZE, self.authorize),
            bind(apps.GET_SETTING, self.setting),
            bind(apps.OPEN_SETTING, self.open_setting),
            bind(apps.KEEP_STATE, self.keep_state),
        )

    async def navigate(self, params: NavigateParams) -> Done:
        """Raises InvalidParams, NotFound."""
        try:
            app_id = AppId(params.app_id)
        except NameInvalid as error:
            raise InvalidParams(f"navigateToMiniProgram: {error.message}") from None
        try:
            await self._opener.open(app_id, params.path, bytes(params.extra_data))
        except NotInstalled:
            raise NotFound(f"navigateToMiniProgram: {app_id} is not installed") from None
        return Done()

    async def back(self, params: ReturnParams) -> Done:
        """Raises NotFound, NotSupported."""
        await self._opener.back(bytes(params.extra_data))
        return Done()

    async def restart(self, params: RestartParams) -> Done:
        """Raises InvalidParams, NotFound, NotSupported."""
        await self._opener.restart(params.path)
        return Done()

    async def identity(self, params: NoParams) -> IdentityOutcome:
        return IdentityOutcome(
            app_id=self._app.app_id, version=self._app.version_name, env_version=self._release
        )

    async def exit(self, params: NoParams) -> Done:
        self._surface.close()
        return Done()

    async def launch_options(self, params: NoParams) -> LaunchOptions:
        return launch_options(self._launch())

    async def keep_state(self, params: KeepStateParams) -> Done:
        """Raises InvalidParams."""
        state = bytes(params.state)
        if len(state) > MAX_KEPT_BYTES:
            raise InvalidParams(
                f"keepState: {len(state)} bytes; an app may have {MAX_KEPT_BYTES} kept"
            )
        self._keep(state)
        return Done()

    async def authorize(self, params: AuthorizeParams) -> Done:
        """Raises PermissionDenied."""
        scope, declared = params.scope, self._authority.declared
        if scope not in declared:
            decision = decide(scope, declared, None)
        else:
            decision = decide(scope, declared, await self._authority.grant(scope))
            if decision.verdict is Verdict.ASK:
                decision = decide(scope, declared, await self._authority.ask(scope))
        if not decision.allowed:
            advice = (
                f"declare {scope} in the manifest's req_permissions"
                if decision.reason is Reason.NOT_DECLARED
                else "the person refused; they can change it in the app's permissions"
            )
            raise PermissionDenied(
                f"authorize: {scope} is not granted ({decision.reason}); {advice}",
                scope=scope.value,
                reason=decision.reason.value,
            )
        return Done()

    async def setting(self, params: NoParams) -> SettingOutcome:
        answers = {}
        for scope in sorted(self._authority.declared & ASKED):
            grant = await self._authority.grant(scope)
            if grant is not None:
                answers[scope] = grant is not Grant.DENY
        return SettingOutcome(auth_setting=answers)

    async def open_setting(self, params: NoParams) -> SettingOutcome:
        await self._rights.show()
        return await self.setting(params)


def launch_options(launch: LaunchFacts) -> LaunchOptions:
    """`launch` as pages see it."""
    return LaunchOptions(
        path=launch.path, query=launch.query, scene=launch.scene, referrer_info=_referrer(launch)
    )


def opened(launch: LaunchFacts, kept: bytes | None = None) -> OpenedFacts:
    """The payload of appLaunched and appShown. `kept` is the JSON of an app that comes back."""
    return OpenedFacts(
        path=launch.path,
        query=launch.query,
        scene=launch.scene,
        referrer_info=_referrer(launch),
        kept=msgspec.Raw(kept or b"null"),
    )


def opening_text(launch: LaunchFacts) -> str:
    """The same as JSON, in ASCII: it becomes part of a script's text."""
    return json.dumps(json.loads(to_json(opened(launch))))


def _referrer(launch: LaunchFacts) -> ReferrerFacts | None:
    if launch.referrer_app_id is None:
        return None
    return ReferrerFacts(app_id=launch.referrer_app_id, extra_data=launch.extra_data)
