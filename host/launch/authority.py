"""Who answers for one running app: its manifest, what a person said, and what they say now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope


class Memory(Protocol):
    """Remembered answers (host.store.grants.Grants)."""

    async def run_answer(self, app_id: AppId, publisher: KeyId, scope: Scope) -> Grant | None: ...

    async def run_remember(
        self, app_id: AppId, publisher: KeyId, scope: Scope, answer: Grant
    ) -> None: ...

    def used(self, app_id: AppId, publisher: KeyId, scope: Scope) -> None: ...


class Asker(Protocol):
    """Asks the person, outside the page's area."""

    async def ask(self, scope: Scope, reason: str) -> Grant:
        """`reason` is the publisher's own words."""


class Refusing:
    """Asks nobody: every answer is no, and none is remembered (`--permissions deny`)."""

    async def ask(self, scope: Scope, reason: str) -> Grant:
        return Grant.DENY


class InstanceAuthority:
    """The Authority of one instance (bridge.permissions). Once-answers live as long as it."""

    def __init__(
        self,
        app_id: AppId,
        publisher: KeyId,
        reasons: Mapping[Scope, str],
        memory: Memory,
        asker: Asker,
        *,
        granted: frozenset[Scope] = frozenset(),
        remembering: bool = True,
    ) -> None:
        """`reasons` are the declared scopes, each with the publisher's words; `granted` is what a
        developer granted on the command line, for this instance alone."""
        self._app_id = app_id
        self._publisher = publisher
        self._reasons = reasons
        self._memory = memory
        self._asker = asker
        self._remembering = remembering
        self._granted = granted
        self._this_time: set[Scope] = set()
        self._asking: dict[Scope, asyncio.Task[Grant]] = {}

    @property
    def declared(self) -> frozenset[Scope]:
        return frozenset(self._reasons)

    async def grant(self, scope: Scope) -> Grant | None:
        """The answer that holds now."""
        if scope in self._granted:
            return Grant.ALLOW_ONCE
        answer = await self._memory.run_answer(self._app_id, self._publisher, scope)
        if answer is None and scope in self._this_time:
            return Grant.ALLOW_ONCE
        if answer is Grant.ALLOW:
            self._memory.used(self._app_id, self._publisher, scope)
        return answer

    async def ask(self, scope: Scope) -> Grant:
        """Ask once, however many calls wait for the answer."""
        asking = self._asking.get(scope)
        if asking is None:
            asking = asyncio.ensure_future(self._ask(scope))
            self._asking[scope] = asking
            asking.add_done_callback(lambda done: self._asked(scope, done))
        return await asyncio.shield(asking)

    async def change(self, scope: Scope, answer: Grant) -> None:
        """The person changed an answer. What was granted for this instance alone ends with it.

        Raises ValueError for a scope that is not declared."""
        if scope not in self._reasons:
            raise ValueError(f"{self._app_id} does not declare {scope}")
        self._granted -= {scope}
        self._this_time.discard(scope)
        await self._memory.run_remember(self._app_id, self._publisher, scope, answer)

    def _asked(self, scope: Scope, done: asyncio.Task[Grant]) -> None:
        self._asking.pop(scope, None)
        if not done.cancelled():
            done.exception()  # who asked may be gone with its page: then nobody looks at it

    async def _ask(self, scope: Scope) -> Grant:
        answer = await self._asker.ask(scope, self._reasons[scope])
        if answer is Grant.ALLOW_ONCE:
            self._this_time.add(scope)
        elif self._remembering:
            await self._memory.run_remember(self._app_id, self._publisher, scope, answer)
        return answer
