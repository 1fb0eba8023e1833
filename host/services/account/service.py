"""`login` and what follows from it. The person is asked in the host's own dialogs."""

from __future__ import annotations

import base64
import hashlib
import secrets

import msgspec

from bridge.api import account
from bridge.api.account import (
    LoginOutcome,
    PaymentParams,
    PhoneOutcome,
    ProfileParams,
    Reply,
    SubscribeOutcome,
    SubscribeParams,
    UserInfo,
    UserInfoOutcome,
    UserInfoParams,
)
from bridge.errors import CallCancelled, NotFound, NotSupported
from bridge.methods import Binding, Done, NoParams, bind
from host.services.account.nobody import nobody
from host.services.account.provider import SESSION_KEY_BYTES, AccountProvider, Session
from host.services.ports import Agreement, Consenting

NONE_CONFIGURED = "no account provider is configured on this host"


class AccountService:
    """For one running app. Every handler raises NotSupported where there is no provider."""

    def __init__(self, provider: AccountProvider | None, consenting: Consenting) -> None:
        self._provider = provider
        self._consenting = consenting
        self._session: Session | None = None

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(account.LOGIN, self.login),
            bind(account.CHECK_SESSION, self.check_session),
            bind(account.GET_USER_INFO, self.user_info),
            bind(account.GET_USER_PROFILE, self.profile),
            bind(account.GET_PHONE_NUMBER, self.phone),
            bind(account.REQUEST_PAYMENT, self.pay),
            bind(account.REQUEST_SUBSCRIBE_MESSAGE, self.subscribe),
        )

    async def login(self, params: NoParams) -> LoginOutcome:
        """Raises NetworkFailed."""
        self._session = await self._given().login()
        return LoginOutcome(code=self._session.code)

    async def check_session(self, params: NoParams) -> Done:
        """Raises NotFound, NetworkFailed."""
        provider = self._given()
        if self._session is None:
            raise NotFound("checkSession: there was no login in this run; call login first")
        await provider.check(self._session)
        return Done()

    async def user_info(self, params: UserInfoParams) -> UserInfoOutcome:
        self._given()
        return self._signed(nobody(params.lang))

    async def profile(self, params: ProfileParams) -> UserInfoOutcome:
        """Raises CallCancelled when the person says no, NetworkFailed."""
        provider = self._given()
        await self._agreed(provider, Agreement.PROFILE, params.desc)
        return self._signed(await provider.profile(params.lang))

    async def phone(self, params: NoParams) -> PhoneOutcome:
        """Raises CallCancelled, NetworkFailed."""
        provider = self._given()
        await self._agreed(provider, Agreement.PHONE, await provider.phone_hint())
        return PhoneOutcome(code=await provider.phone_code())

    async def pay(self, params: PaymentParams) -> Done:
        """Raises CallCancelled, InvalidParams, NetworkFailed."""
        provider = self._given()
        await self._agreed(provider, Agreement.PAYMENT, await provider.order(params))
        await provider.pay(params)
        return Done()

    async def subscribe(self, params: SubscribeParams) -> SubscribeOutcome:
        """A refusal is an answer too. Raises InvalidParams, NetworkFailed."""
        provider = self._given()
        ids = tuple(dict.fromkeys(params.tmpl_ids))
        titles = ", ".join(await provider.templates(ids))
        agreed = await self._consenting.agree(Agreement.MESSAGES, titles, provider.is_development)
        replies = dict.fromkeys(ids, Reply.ACCEPT if agreed else Reply.REJECT)
        await provider.subscribe(replies)
        return SubscribeOutcome(results=replies)

    def _given(self) -> AccountProvider:
        if self._provider is None:
            raise NotSupported(NONE_CONFIGURED)
        return self._provider

    async def _agreed(self, provider: AccountProvider, what: Agreement, about: str) -> None:
        if not await self._consenting.agree(what, about, provider.is_development):
            raise CallCancelled("cancel")

    def _signed(self, user: UserInfo) -> UserInfoOutcome:
        """WeChat's forms: `signature` and AES-128-CBC under the session's key."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        from cryptography.hazmat.primitives.padding import PKCS7

        raw = msgspec.json.encode(user)
        key = self._session.key if self._session else secrets.token_bytes(SESSION_KEY_BYTES)
        iv = secrets.token_bytes(SESSION_KEY_BYTES)
        padder = PKCS7(8 * SESSION_KEY_BYTES).padder()
        padded = padder.update(raw) + padder.finalize()
        encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        sealed = encryptor.update(padded) + encryptor.finalize()
        signed = hashlib.sha1(raw + base64.b64encode(key), usedforsecurity=False)
        return UserInfoOutcome(
            user_info=user,
            raw_data=raw.decode(),
            signature=signed.hexdigest(),
            encrypted_data=base64.b64encode(sealed).decode(),
            iv=base64.b64encode(iv).decode(),
        )
