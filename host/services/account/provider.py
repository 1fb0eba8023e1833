"""The port behind which an operator's account system stands."""

from __future__ import annotations

from typing import Protocol

import msgspec

from bridge.api.account import PaymentParams, UserInfo


class Session(msgspec.Struct, frozen=True):
    """What one `login` began. `key` is 16 bytes, known to the provider's servers alone."""

    code: str
    key: bytes


class AccountProvider(Protocol):
    """Answers for one app. What it cannot do raises NotSupported."""

    @property
    def name(self) -> str:
        """For the person: who asks them."""

    @property
    def is_development(self) -> bool:
        """Whether this is the local provider, whose successes mean nothing."""

    async def login(self) -> Session:
        """Begin a session."""

    async def user(self, lang: str, *, agreed: bool) -> UserInfo:
        """The person; without their agreement nothing that names them."""

    async def phone_code(self) -> str:
        """A code for the telephone number the person agreed to give."""

    async def pay(self, order: PaymentParams) -> None:
        """Carry out what the person agreed to pay."""
