"""Scopes (named rights), grants (a person's answers) and the pure decision over them."""

from __future__ import annotations

import enum
from typing import Final, Protocol

import msgspec


class Scope(enum.StrEnum):
    """A right a manifest may ask for in `req_permissions`."""

    CLIPBOARD_READ = "clipboard.read"
    CLIPBOARD_WRITE = "clipboard.write"
    LOCATION = "location"
    NOTIFICATION = "notification"
    OPEN_APP = "open.app"


ASKED: frozenset[Scope] = frozenset({Scope.CLIPBOARD_READ, Scope.LOCATION, Scope.NOTIFICATION})
"""Scopes a person is asked about at first use; the others need only be declared."""


class Grant(enum.StrEnum):
    """A person's remembered answer for one app and scope."""

    ALLOW = "allow"
    ALLOW_ONCE = "once"
    """Holds until the instance closes."""
    DENY = "deny"


class Verdict(enum.Enum):
    ALLOWED = enum.auto()
    DENIED = enum.auto()
    ASK = enum.auto()


class Reason(enum.StrEnum):
    """Why a decision was taken; goes into the audit row and to the page's developer."""

    NO_SCOPE_NEEDED = "no_scope_needed"
    DECLARED = "declared"
    GRANTED = "granted"
    NOT_DECLARED = "not_declared"
    REFUSED = "refused"
    NOT_ASKED_YET = "not_asked_yet"


class Decision(msgspec.Struct, frozen=True):
    verdict: Verdict
    reason: Reason

    @property
    def allowed(self) -> bool:
        return self.verdict is Verdict.ALLOWED


OPEN_TO_ALL: Final = Decision(Verdict.ALLOWED, Reason.NO_SCOPE_NEEDED)
"""What an API that needs no right is decided to."""


def decide(scope: Scope | None, declared: frozenset[Scope], grant: Grant | None) -> Decision:
    """Whether a call that needs `scope` may go on. Pure; refusal wins over everything.

    An undeclared scope is denied whatever was granted: the manifest is signed, a grant is not.
    """
    if scope is None:
        return OPEN_TO_ALL
    if scope not in declared:
        return Decision(Verdict.DENIED, Reason.NOT_DECLARED)
    if grant is Grant.DENY:
        return Decision(Verdict.DENIED, Reason.REFUSED)
    if scope not in ASKED:
        return Decision(Verdict.ALLOWED, Reason.DECLARED)
    if grant is None:
        return Decision(Verdict.ASK, Reason.NOT_ASKED_YET)
    return Decision(Verdict.ALLOWED, Reason.GRANTED)


class Authority(Protocol):
    """Who answers for one running app: what its manifest declares and what a person said."""

    @property
    def declared(self) -> frozenset[Scope]: ...

    async def grant(self, scope: Scope) -> Grant | None:
        """The remembered answer as it stands now: a person may revoke it at any time."""

    async def ask(self, scope: Scope) -> Grant:
        """Ask the person, outside the page's area, and remember the answer."""
