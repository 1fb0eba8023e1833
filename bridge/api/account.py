"""Accounts: who the person is and what they agree to, by a provider that the operator chooses."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import CallCancelled, NetworkFailed, NotFound, NotSupported
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params

Text = Annotated[str, msgspec.Meta(max_length=1024)]


class Reply(enum.StrEnum):
    """WeChat's answers to one message template."""

    ACCEPT = "accept"
    REJECT = "reject"


class LoginOutcome(Outcome, frozen=True):
    code: Annotated[
        str, msgspec.Meta(description="For the app's own server, once, within five minutes.")
    ]


class UserInfo(Outcome, frozen=True):
    """WeChat's names. `gender` is 0: not said."""

    nick_name: str
    avatar_url: str
    gender: int
    country: str
    province: str
    city: str
    language: str


class UserInfoParams(Params, frozen=True):
    with_credentials: Annotated[
        bool, msgspec.Meta(description="Signed and encrypted forms as well (after `login`).")
    ] = False
    lang: Annotated[str, msgspec.Meta(max_length=16, description="Of place names.")] = "en"


class ProfileParams(Params, frozen=True):
    desc: Annotated[
        str,
        msgspec.Meta(min_length=1, max_length=200, description="Why, in the app's words."),
    ]
    lang: Annotated[str, msgspec.Meta(max_length=16, description="Of place names.")] = "en"


class UserInfoOutcome(Outcome, frozen=True):
    user_info: Annotated[UserInfo, msgspec.Meta(description="Name, picture and place.")]
    raw_data: Annotated[str, msgspec.Meta(description="`userInfo` as the signed text.")]
    signature: Annotated[str, msgspec.Meta(description="SHA-1 of rawData and the session key.")]
    encrypted_data: Annotated[str, msgspec.Meta(description="AES-128-CBC, base64.")]
    iv: Annotated[str, msgspec.Meta(description="Base64.")]


class PhoneOutcome(Outcome, frozen=True):
    code: Annotated[str, msgspec.Meta(description="For the app's own server.")]


class PaymentParams(Params, frozen=True):
    package: Annotated[str, msgspec.Meta(max_length=1024, description="The order's id.")]
    time_stamp: Annotated[Text, msgspec.Meta(description="Of the order, for the provider.")] = ""
    nonce_str: Annotated[Text, msgspec.Meta(description="Of the order, for the provider.")] = ""
    sign_type: Annotated[Text, msgspec.Meta(description="How `paySign` was made.")] = ""
    pay_sign: Annotated[Text, msgspec.Meta(description="The order's signature.")] = ""


class SubscribeParams(Params, frozen=True):
    tmpl_ids: Annotated[
        list[Text],
        msgspec.Meta(min_length=1, max_length=20, description="Message templates to agree to."),
    ]


class SubscribeOutcome(Outcome, frozen=True):
    results: Annotated[dict[str, Reply], msgspec.Meta(description="By template.")]


LOGIN = MethodSpec(
    name="login",
    params=NoParams,
    result=LoginOutcome,
    summary="A code by which the app's own server learns who the person is.",
)
CHECK_SESSION = MethodSpec(
    name="checkSession",
    params=NoParams,
    result=Done,
    summary="Whether the session of the last `login` still holds; fails when not.",
)
GET_USER_INFO = MethodSpec(
    name="getUserInfo",
    params=UserInfoParams,
    result=UserInfoOutcome,
    summary="What is known of the person without asking them: no name, a neutral picture.",
)
GET_USER_PROFILE = MethodSpec(
    name="getUserProfile",
    params=ProfileParams,
    result=UserInfoOutcome,
    summary="The person's name and picture, after they agreed.",
    deadline_s=None,
)
GET_PHONE_NUMBER = MethodSpec(
    name="getPhoneNumber",
    params=NoParams,
    result=PhoneOutcome,
    summary="A code for the person's telephone number, after they agreed.",
    deadline_s=None,
)
REQUEST_PAYMENT = MethodSpec(
    name="requestPayment",
    params=PaymentParams,
    result=Done,
    summary="Let the person pay an order.",
    deadline_s=None,
)
REQUEST_SUBSCRIBE_MESSAGE = MethodSpec(
    name="requestSubscribeMessage",
    params=SubscribeParams,
    result=SubscribeOutcome,
    summary="Ask whether the app may send these messages.",
    deadline_s=None,
)

_ANY = (NotSupported, NetworkFailed)

FAMILY = Family(
    name="account",
    title="Accounts",
    summary="Answered by the account provider of whoever runs the host (accounts.md). Where none "
    "is configured, all of this fails with `call.not_supported`, but for an app opened from its "
    "developer's folder: there a development provider answers on this machine alone. It succeeds, "
    "says so to the person, and its codes begin with `dev-`.",
    entries=(
        Entry(LOGIN, "const { code } = await fanlight.login();", _ANY),
        Entry(CHECK_SESSION, "await fanlight.checkSession();", (NotFound, *_ANY)),
        Entry(GET_USER_INFO, "const { userInfo } = await fanlight.getUserInfo();", (NotSupported,)),
        Entry(
            GET_USER_PROFILE,
            'const { userInfo } = await fanlight.getUserProfile({ desc: "For your badge" });',
            (CallCancelled, *_ANY),
        ),
        Entry(
            GET_PHONE_NUMBER,
            "const { code } = await fanlight.getPhoneNumber();",
            (CallCancelled, *_ANY),
        ),
        Entry(
            REQUEST_PAYMENT,
            'await fanlight.requestPayment({ package: "prepay_id=1" });',
            (CallCancelled, *_ANY),
        ),
        Entry(
            REQUEST_SUBSCRIBE_MESSAGE,
            'const { results } = await fanlight.requestSubscribeMessage({ tmplIds: ["t1"] });',
            _ANY,
        ),
    ),
)
