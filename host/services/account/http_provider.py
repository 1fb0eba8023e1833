"""An operator's account server, spoken to in JSON over HTTPS (docs/accounts.md specifies it).

The host holds what the operator gave it, a credential; an app never sees it, nor the address.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from bridge.api.account import PaymentParams, Reply, UserInfo
from bridge.errors import CallError, InvalidParams, NetworkFailed, NotFound, NotSupported
from bridge.names import AppId, KeyId
from host.services.account.provider import SESSION_KEY_BYTES, Session
from host.settings import AccountServer
from sandbox.decoding import readable

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("fanlight.account")

ANSWER_S = 15.0
CONNECT_S = 5.0
MAX_ANSWER_BYTES = 256 * 1024
MAX_MESSAGE_CHARS = 200
SILENT = "the account provider did not answer"
UNCLEAR = "the account provider answered what is no answer"
STRANGER = "the account provider does not know this host"

_Text = Annotated[str, msgspec.Meta(max_length=1024)]
_Picture = Annotated[str, msgspec.Meta(max_length=128 * 1024, pattern=r"^(https://|data:image/|$)")]
A = TypeVar("A")


class _Answer(msgspec.Struct, frozen=True, rename="camel"):
    """Members that this version does not know are passed over."""


class _Begun(_Answer, frozen=True):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
    session_key: bytes


class _Person(_Answer, frozen=True):
    nick_name: Annotated[str, msgspec.Meta(max_length=64)]
    avatar_url: _Picture = ""
    gender: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0
    country: _Text = ""
    province: _Text = ""
    city: _Text = ""


class _Hint(_Answer, frozen=True):
    hint: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class _Code(_Answer, frozen=True):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]


class _Order(_Answer, frozen=True):
    """`amount` as a person reads it, with its currency."""

    amount: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    payee: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    description: Annotated[str, msgspec.Meta(max_length=128)] = ""


class _Titles(_Answer, frozen=True):
    titles: list[Annotated[str, msgspec.Meta(min_length=1, max_length=64)]]


class _Error(msgspec.Struct, frozen=True):
    code: str = ""
    message: str = ""


class _Failed(msgspec.Struct, frozen=True):
    error: _Error = _Error()


_ERRORS: Mapping[str, type[CallError]] = {
    "not_supported": NotSupported,
    "session_expired": NotFound,
    "invalid": InvalidParams,
    "declined": NetworkFailed,
}
"""What a server's error codes are to an app; its message goes with these."""


class HttpProvider:
    """One app's way to the operator's server: no cookies, no proxies, no redirects, no retries."""

    def __init__(
        self, server: AccountServer, app_id: AppId, publisher: KeyId, user_agent: str
    ) -> None:
        """`publisher` is the app's identity: an id alone says nothing."""
        self._server = server
        self._app = {"appId": str(app_id), "publisher": str(publisher)}
        self._user_agent = user_agent
        self._client: httpx.AsyncClient | None = None

    @property
    def is_development(self) -> bool:
        return False

    async def login(self) -> Session:
        begun = await self._ask("login", {}, _Begun)
        if len(begun.session_key) != SESSION_KEY_BYTES:
            log.warning("login: a session key of %s bytes", len(begun.session_key))
            raise NetworkFailed(UNCLEAR)
        return Session(begun.code, begun.session_key)

    async def check(self, session: Session) -> None:
        await self._ask("login/check", {"code": session.code}, _Answer)

    async def profile(self, lang: str) -> UserInfo:
        person = await self._ask("profile", {"lang": lang}, _Person)
        return UserInfo(
            nick_name=person.nick_name,
            avatar_url=person.avatar_url,
            gender=person.gender,
            country=person.country,
            province=person.province,
            city=person.city,
            language=lang,
        )

    async def phone_hint(self) -> str:
        return (await self._ask("phone", {}, _Hint)).hint

    async def phone_code(self) -> str:
        return (await self._ask("phone/code", {}, _Code)).code

    async def order(self, order: PaymentParams) -> str:
        found = await self._ask("payment/order", {"order": order}, _Order)
        # Amount and payee first: no description can push them out of sight.
        return "\n".join(x for x in (found.amount, found.payee, found.description) if x)

    async def pay(self, order: PaymentParams) -> None:
        await self._ask("payment/pay", {"order": order}, _Answer)

    async def templates(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        titles = (await self._ask("messages/templates", {"ids": ids}, _Titles)).titles
        if len(titles) != len(ids):
            log.warning("messages/templates: %s titles for %s ids", len(titles), len(ids))
            raise NetworkFailed(UNCLEAR)
        return tuple(titles)

    async def subscribe(self, replies: Mapping[str, Reply]) -> None:
        await self._ask("messages/subscribe", {"replies": dict(replies)}, _Answer)

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _ask(self, path: str, question: Mapping[str, object], answer: type[A]) -> A:
        """One question, asked once."""
        body = msgspec.json.encode({"app": self._app, **question})
        status, said = await self._exchange(path, body)
        if status == 200:
            try:
                return msgspec.json.decode(said, type=readable(answer))
            except msgspec.DecodeError as error:
                log.warning("%s: %s", path, error)
                raise NetworkFailed(UNCLEAR) from None
        raise _failure(path, status, said)

    async def _exchange(self, path: str, body: bytes) -> tuple[int, bytes]:
        import httpx

        try:
            async with asyncio.timeout(ANSWER_S):
                url = f"{self._server.base_url.rstrip('/')}/v1/{path}"
                async with self._connected().stream("POST", url, content=body) as response:
                    said = bytearray()
                    async for piece in response.aiter_raw():
                        said += piece
                        if len(said) > MAX_ANSWER_BYTES:
                            log.warning("%s: more than %s bytes", path, MAX_ANSWER_BYTES)
                            raise NetworkFailed(UNCLEAR)
                    return response.status_code, bytes(said)
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            log.warning("%s: %r", path, error)
            raise NetworkFailed(SILENT) from None

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            import httpx

            headers = {
                "content-type": "application/json",
                "accept": "application/json",
                "accept-encoding": "identity",
                "user-agent": self._user_agent,
            }
            if self._server.credential is not None:
                headers["authorization"] = f"Bearer {self._server.credential}"
            self._client = httpx.AsyncClient(
                headers=headers,
                verify=_tls(self._server.certificates),
                trust_env=False,
                follow_redirects=False,
                # The credential says who asks: nothing that a server sets is sent back.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S),
            )
        return self._client


def _failure(path: str, status: int, said: bytes) -> CallError:
    log.warning("%s: status %s", path, status)
    if status in (401, 403):
        return NetworkFailed(STRANGER)
    try:
        error = msgspec.json.decode(said, type=readable(_Failed)).error
    except msgspec.DecodeError:
        return NetworkFailed(SILENT)
    kind = _ERRORS.get(error.code)
    return NetworkFailed(SILENT) if kind is None else kind(error.message[:MAX_MESSAGE_CHARS])


def _tls(certificates: str | None) -> ssl.SSLContext:
    """The internet's authorities, or the operator's own in a PEM file; the environment has no say.

    Raises NetworkFailed when the file cannot be read."""
    from host.services.certificates import internet_tls

    if certificates is None:
        return internet_tls()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(certificates)
    except (OSError, ssl.SSLError) as error:
        log.error("account_server.certificates: %s: %s", certificates, error)
        raise NetworkFailed(SILENT) from None
    return context
