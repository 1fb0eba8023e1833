"""Storage: keys and JSON values, kept for one app on this machine."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NotFound, QuotaExceeded
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params

MAX_VALUE_BYTES: Final = 1024 * 1024
"""The longest value of one key, as JSON in UTF-8 (WeChat's limit: 1 MB a key)."""
MAX_APP_BYTES: Final = 10 * 1024 * 1024
"""All keys and values of one app (WeChat's limit: 10 MB)."""
MAX_KEY_CHARS: Final = 512

Key = Annotated[
    str, msgspec.Meta(min_length=1, max_length=MAX_KEY_CHARS, description="Name of the value.")
]


class SetStorageParams(Params, frozen=True):
    key: Key
    data: Annotated[
        msgspec.Raw, msgspec.Meta(description="Any JSON value, at most 1 MB when written as JSON.")
    ]


class KeyParams(Params, frozen=True):
    key: Key


class StoredValue(Outcome, frozen=True):
    data: Annotated[msgspec.Raw, msgspec.Meta(description="The value as it was set.")]


class StorageFacts(Outcome, frozen=True):
    keys: Annotated[list[str], msgspec.Meta(description="All keys, in the order they were made.")]
    current_size: Annotated[int, msgspec.Meta(description="Used space, in KB, rounded up.")]
    limit_size: Annotated[int, msgspec.Meta(description="Space the app may use, in KB.")]


SET_STORAGE = MethodSpec(
    name="setStorage",
    params=SetStorageParams,
    result=Done,
    summary="Keep a JSON value under a key, in place of the one that was there. When the answer "
    "has come, the value survives a crash of the page, the host and the process.",
    sync=True,
)
GET_STORAGE = MethodSpec(
    name="getStorage",
    params=KeyParams,
    result=StoredValue,
    summary="Read the value kept under a key. A key that was never set is an error, as in WeChat; "
    '`getStorageSync` gives `""` instead.',
    sync=True,
)
REMOVE_STORAGE = MethodSpec(
    name="removeStorage",
    params=KeyParams,
    result=Done,
    summary="Forget a key and its value. A key that is not there is no error.",
    sync=True,
)
CLEAR_STORAGE = MethodSpec(
    name="clearStorage",
    params=NoParams,
    result=Done,
    summary="Forget all keys and values of this app.",
    sync=True,
)
GET_STORAGE_INFO = MethodSpec(
    name="getStorageInfo",
    params=NoParams,
    result=StorageFacts,
    summary="List the keys, and how much of the app's space they use.",
    sync=True,
)

FAMILY = Family(
    name="storage",
    title="Storage",
    summary="Each app has 10 MB of its own, which no other app and no other publisher's app of "
    "the same id can read. It stays until the app is uninstalled.",
    entries=(
        Entry(
            SET_STORAGE,
            'await fanlight.setStorage({ key: "draft", data: { text: "Hello", at: 1 } });',
            (QuotaExceeded,),
        ),
        Entry(
            GET_STORAGE,
            'const { data } = await fanlight.getStorage({ key: "draft" });',
            (NotFound,),
        ),
        Entry(REMOVE_STORAGE, 'await fanlight.removeStorage({ key: "draft" });'),
        Entry(CLEAR_STORAGE, "await fanlight.clearStorage();"),
        Entry(
            GET_STORAGE_INFO,
            "const { keys, currentSize, limitSize } = await fanlight.getStorageInfo();",
        ),
    ),
)
