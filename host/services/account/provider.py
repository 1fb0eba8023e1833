"""The port behind which an operator's account system stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from bridge.api.account import PaymentParams, Reply, UserInfo

SESSION_KEY_BYTES = 16


class Session(msgspec.Struct, frozen=True):
    """What one `login` began. `key` has SESSION_KEY_BYTES; no page ever sees it."""

    code: str
    key: bytes


class AccountProvider(Protocol):
    """Answers for one app. What it cannot do raises NotSupported, what failed NetworkFailed.

    It asks nobody: AccountService has the person's agreement, by the host's own sheet, before it
    calls `profile`, `phone_code`, `pay` or `subscribe`, and calls none of them after a no. Without
    agreement an app learns nothing from here but a login's code: what `getUserInfo` says is the
    same for everybody, and is made by the service itself.
    """

    @property
    def is_development(self) -> bool:
        """Whether this is the local provider, whose successes mean nothing."""

    async def login(self) -> Session:
        """Begin a session."""

    async def check(self, session: Session) -> None:
        """Raises NotFound when the session no longer holds."""

    async def profile(self, lang: str) -> UserInfo:
        """The person's name and picture, to which they agreed."""

    async def phone_hint(self) -> str:
        """The telephone number as its owner recognises it, for the sheet only."""

    async def phone_code(self) -> str:
        """A code for that number, to which the person agreed."""

    async def order(self, order: PaymentParams) -> str:
        """What is to be paid, to whom and for what, for the sheet. Raises InvalidParams."""

    async def pay(self, order: PaymentParams) -> None:
        """Carry out what the person agreed to pay. Never tried twice."""

    async def templates(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The titles of message templates, in order, for the sheet. Raises InvalidParams."""

    async def subscribe(self, replies: Mapping[str, Reply]) -> None:
        """Take note of what the person answered, by template."""

    async def aclose(self) -> None:
        """Close what is open."""
