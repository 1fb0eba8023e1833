"""The provider for an app's developer: everything succeeds on this machine, visibly as such."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bridge.api.account import PaymentParams, Reply, UserInfo
from bridge.errors import NotSupported
from host.services.account.nobody import nobody
from host.services.account.provider import SESSION_KEY_BYTES, Session


class DevelopmentProvider:
    """No server, no account, no money."""

    @property
    def is_development(self) -> bool:
        return True

    async def login(self) -> Session:
        code = f"dev-{secrets.token_urlsafe(24)}"
        return Session(code, secrets.token_bytes(SESSION_KEY_BYTES))

    async def check(self, session: Session) -> None:
        return None

    async def profile(self, lang: str) -> UserInfo:
        return nobody(lang)

    async def phone_hint(self) -> str:
        """Raises NotSupported: an invented number would be taken for one."""
        raise NotSupported("this host has no account provider that knows a telephone number")

    async def phone_code(self) -> str:
        """Raises NotSupported."""
        return await self.phone_hint()

    async def order(self, order: PaymentParams) -> str:
        return order.package

    async def pay(self, order: PaymentParams) -> None:
        return None

    async def templates(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return ids

    async def subscribe(self, replies: Mapping[str, Reply]) -> None:
        return None

    async def aclose(self) -> None:
        return None
