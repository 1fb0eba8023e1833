"""An organisation's account server on loopback, as docs/accounts.md says, for tests."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.http_site import Site

KEY = bytes(range(16))
CREDENTIAL = "given-by-the-operator"
ANSWERS: dict[str, dict[str, Any]] = {
    "login": {"code": "c-1", "sessionKey": base64.b64encode(KEY).decode()},
    "login/check": {},
    "profile": {"nickName": "Li Bai", "avatarUrl": "data:image/png;base64,AA==", "city": "Suiye"},
    "phone": {"hint": "138 •••• 1234"},
    "phone/code": {"code": "p-1"},
    "payment/order": {"amount": "¥12.00", "payee": "Tea House", "description": "A cup"},
    "payment/pay": {},
    "messages/templates": {"titles": ["Your tea is ready"]},
    "messages/subscribe": {},
}


@dataclass
class AccountServer:
    """Answers with ANSWERS; `fails` are (status, body) by path."""

    site: Site
    fails: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in ANSWERS:
            self.site.answers[f"/tea/v1/{path}"] = self._answer

    @property
    def base_url(self) -> str:
        return f"{self.site.origin}/tea"

    @property
    def asked(self) -> list[str]:
        """Paths, in order."""
        return [seen.path.removeprefix("/tea/v1/") for seen in self.site.seen]

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(seen.body) for seen in self.site.seen]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.removeprefix("/tea/v1/")
        known = handler.headers.get("Authorization") == f"Bearer {CREDENTIAL}"
        status, body = self.fails.get(path, (200, json.dumps(ANSWERS[path]).encode()))
        if not known:
            status, body = 401, b"{}"
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Set-Cookie", "session=theirs; Path=/")
        if status in (301, 302, 307):
            handler.send_header("Location", "/tea/v1/login")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
