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
from bridge.errors import CallCancelled, NotFound
from bridge.methods import Binding, Done, NoParams, bind
from host.services.account.provider import AccountProvider, Session
from host.services.ports import Agreement, Consenting

_AES_BITS = 128


class AccountService:
    """For one running app."""

    def __init__(self, provider: AccountProvider, consenting: Consenting) -> None:
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
        self._session = await self._provider.login()
        return LoginOutcome(code=self._session.code)

    async def check_session(self, params: NoParams) -> Done:
        """Raises NotFound."""
        if self._session is None:
            raise NotFound("checkSession: there was no login in this run; call login first")
        return Done()

    async def user_info(self, params: UserInfoParams) -> UserInfoOutcome:
        user = await self._provider.user(params.lang, agreed=False)
        return self._signed(user)

    async def profile(self, params: ProfileParams) -> UserInfoOutcome:
        """Raises CallCancelled when the person says no."""
        await self._agreed(Agreement.PROFILE, params.desc)
        return self._signed(await self._provider.user(params.lang, agreed=True))

    async def phone(self, params: NoParams) -> PhoneOutcome:
        """Raises CallCancelled, NotSupported."""
        code = await self._provider.phone_code()
        await self._agreed(Agreement.PHONE, "")
        return PhoneOutcome(code=code)

    async def pay(self, params: PaymentParams) -> Done:
        """Raises CallCancelled, NotSupported."""
        await self._agreed(Agreement.PAYMENT, params.package)
        await self._provider.pay(params)
        return Done()

    async def subscribe(self, params: SubscribeParams) -> SubscribeOutcome:
        """A refusal is an answer too."""
        agreed = await self._consenting.agree(
            Agreement.MESSAGES, ", ".join(params.tmpl_ids), self._provider.is_development
        )
        reply = Reply.ACCEPT if agreed else Reply.REJECT
        return SubscribeOutcome(results=dict.fromkeys(params.tmpl_ids, reply))

    async def _agreed(self, what: Agreement, reason: str) -> None:
        development = self._provider.is_development
        if not await self._consenting.agree(what, reason, development):
            raise CallCancelled("cancel")

    def _signed(self, user: UserInfo) -> UserInfoOutcome:
        """WeChat's forms: `signature` and AES-128-CBC under the session's key."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        from cryptography.hazmat.primitives.padding import PKCS7

        raw = msgspec.json.encode(user)
        key = self._session.key if self._session else secrets.token_bytes(_AES_BITS // 8)
        iv = secrets.token_bytes(_AES_BITS // 8)
        padder = PKCS7(_AES_BITS).padder()
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
