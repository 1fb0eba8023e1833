"""The provider of a host that has none: everything succeeds on this machine, visibly as such."""

from __future__ import annotations

import base64
import secrets

from bridge.api.account import PaymentParams, UserInfo
from bridge.errors import NotSupported
from host.services.account.provider import Session

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" fill="#c9d1d9"/><circle cx="32" cy="25" r="11" fill="#fff"/>'
    '<path d="M10 60a22 20 0 0 1 44 0z" fill="#fff"/></svg>'
)


class DevelopmentProvider:
    """No server, no account, no money. `nickname` is what a person settled, or a neutral one."""

    def __init__(self, nickname: str = "微信用户") -> None:
        self._nickname = nickname

    @property
    def name(self) -> str:
        return "Fanlight"

    @property
    def is_development(self) -> bool:
        return True

    async def login(self) -> Session:
        return Session(f"dev-{secrets.token_urlsafe(24)}", secrets.token_bytes(16))

    async def user(self, lang: str, *, agreed: bool) -> UserInfo:
        picture = base64.b64encode(_PICTURE.encode()).decode()
        return UserInfo(
            nick_name=self._nickname,
            avatar_url=f"data:image/svg+xml;base64,{picture}",
            gender=0,
            country="",
            province="",
            city="",
            language=lang,
        )

    async def phone_code(self) -> str:
        """Raises NotSupported: an invented number would be taken for one."""
        raise NotSupported("getPhoneNumber: this host has no account provider that knows it")

    async def pay(self, order: PaymentParams) -> None:
        return None
