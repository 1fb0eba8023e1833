"""A person of whom nothing is said: what an app sees before anybody agreed to anything."""

from __future__ import annotations

import base64

from bridge.api.account import UserInfo

NEUTRAL_NAME = "微信用户"
"""WeChat's own, which apps look for to tell that they have no name yet."""
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" fill="#c9d1d9"/><circle cx="32" cy="25" r="11" fill="#fff"/>'
    '<path d="M10 60a22 20 0 0 1 44 0z" fill="#fff"/></svg>'
)


def nobody(lang: str) -> UserInfo:
    """A neutral name and picture, the same for everybody."""
    picture = base64.b64encode(_PICTURE.encode()).decode()
    return UserInfo(
        nick_name=NEUTRAL_NAME,
        avatar_url=f"data:image/svg+xml;base64,{picture}",
        gender=0,
        country="",
        province="",
        city="",
        language=lang,
    )
