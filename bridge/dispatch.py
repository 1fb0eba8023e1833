"""The one door: every call of a page passes here, in one order, whatever engine it came by.

known API → parameters → permission → rate and size limits → handler → audit row.
Identity comes before all of them: a Gate belongs to one instance and is reached only through
the view of that instance, so nothing in a message says who calls.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import msgspec

from bridge.begun import Begun, within_a_task
from bridge.errors import (
    CallCancelled,
    CallError,
    DeadlineExceeded,
    FanlightError,
    InternalError,
    InvalidParams,
    MessageTooLarge,
    PermissionDenied,
    RateLimited,
    UnknownMethod,
)
from bridge.messages import MAX_BODY_BYTES, Call, Failure, Result
from bridge.methods import Binding, MethodSpec, Outcome, Params
from bridge.permissions import OPEN_TO_ALL, Authority, Decision, Reason, Scope, Verdict, decide
from bridge.wire import Beside, from_json_beside, in_short, to_json, to_json_beside

log = logging.getLogger("fanlight.bridge")

MAX_PENDING_CALLS = 256
RATE_BURST = 2_000.0
RATE_PER_S = 1_000.0
FLOOD_BURST = 8_000.0
FLOOD_PER_S = 4_000.0
"""Far above RATE_*: what also unknown, malformed and denied calls may cost the host."""
REASON_CHARS = 300
"""How much of what a page was told its audit row keeps."""


class AuditRow(msgspec.Struct, frozen=True):
    """What one call did: a row a person can read. `outcome` is `ok` or an error code, `reason`
    then what the page was told."""

    method: str
    scope: Scope | None
    decision: Reason | None
    outcome: str
    took_ms: float
    call_bytes: int
    answer_bytes: int
    reason: str | None = None


class AuditSink(Protocol):
    def record(self, row: AuditRow) -> None:
        """Keep the row; must not wait."""


class TokenBucket:
    """`burst` calls at once, `per_s` a second in the long run (Turner's token bucket)."""

    def __init__(self, burst: float, per_s: float, clock: Callable[[], float]) -> None:
        self._burst = burst
        self._per_s = per_s
        self._clock = clock
        self._tokens = burst
        self._at_s = clock()

    def take(self, cost: float) -> bool:
        """Take `cost` tokens; False, and nothing taken, when there are not enough."""
        now_s = self._clock()
        tokens = self._tokens + (now_s - self._at_s) * self._per_s
        self._at_s = now_s
        if tokens > self._burst:
            tokens = self._burst
        allowed = tokens >= cost
        self._tokens = tokens - cost if allowed else tokens
        return allowed


class Gate:
    """The gate of one running app."""

    def __init__(
        self,
        bindings: Mapping[str, Binding],
        authority: Authority,
        audit: AuditSink,
        clock: Callable[[], float],
        bucket: TokenBucket | None = None,
    ) -> None:
        """`clock` gives seconds, monotonic."""
        self._bindings = bindings
        self._authority = authority
        self._audit = audit
        self._clock = clock
        self._bucket = bucket or TokenBucket(RATE_BURST, RATE_PER_S, clock)
        self._floodgate = TokenBucket(FLOOD_BURST, FLOOD_PER_S, clock)
        self._pending = 0

    async def answer(self, call: Call, beside: Beside | None = None) -> Result | Failure:
        """Serve one call; never raises but for cancellation. Without `beside`, bytes stand in the
        answer."""
        started_s = self._clock()
        reply: Result | Failure
        scope: Scope | None = None
        decided: Reason | None = None
        # What it stays at when the caller is gone before there is an answer: that is told as well.
        outcome, answer_bytes = CallCancelled.code, 0
        reason: str | None = "the page went away, or did not want the answer any more"
        # One coroutine of one piece: each frame more is met anew by a processor that other
        # processes had meanwhile, and half of a call's time was the gate's (measured).
        try:
            if not self._floodgate.take(1.0):
                raise RateLimited(f"{call.method[:80]}: a flood of calls; wait and try again")
            binding = self._bindings.get(call.method)
            if binding is None:
                raise UnknownMethod(f"{call.method[:80]!r} is not an API of this host")
            spec = binding.spec
            scope = spec.scope
            params = _params(spec, call, beside)
            decision = OPEN_TO_ALL if scope is None else await self._decide(scope)
            decided = decision.reason
            if decision.verdict is not Verdict.ALLOWED:
                raise _refusal(spec.name, scope, decision)
            if self._pending >= MAX_PENDING_CALLS or not self._bucket.take(spec.cost):
                raise RateLimited(f"{spec.name}: too many calls; wait and try again")
            self._pending += 1
            try:
                # What is quick needs neither task nor timer, mostly; what a page may wait for
                # synchronously is so.
                if not (spec.sync or spec.is_quick):
                    await within_a_task()
                begun = Begun(binding.handler(params))
                ended = begun.outcome
                found = await _ended(spec, begun) if ended is None else ended[0]
            finally:
                self._pending -= 1
            value, answer_bytes = _written(spec, found, beside)
            reply = Result(id=call.id, value=msgspec.Raw(value))
            outcome, reason = "ok", None
        except FanlightError as error:
            # What a store or registry says is for the host's own people; a page gets CallErrors.
            shown = error if isinstance(error, CallError) else self._incident(call, error)
            reply = Failure.of(call.id, shown)
            outcome, answer_bytes, reason = shown.code, 0, shown.message
        except Exception as error:
            incident = self._incident(call, error)
            reply = Failure.of(call.id, incident)
            outcome, answer_bytes, reason = incident.code, 0, incident.message
        finally:
            self._audit.record(
                AuditRow(
                    method=call.method[:80],
                    scope=scope,
                    decision=decided,
                    outcome=outcome,
                    took_ms=(self._clock() - started_s) * 1000,
                    call_bytes=_call_bytes(call, beside),
                    answer_bytes=answer_bytes,
                    reason=reason if reason is None else reason[:REASON_CHARS],
                )
            )
        return reply

    async def _decide(self, scope: Scope) -> Decision:
        declared = self._authority.declared
        if scope not in declared:
            return decide(scope, declared, None)
        decision = decide(scope, declared, await self._authority.grant(scope))
        if decision.verdict is Verdict.ASK:
            decision = decide(scope, declared, await self._authority.ask(scope))
        return decision

    def _incident(self, call: Call, error: Exception) -> CallError:
        incident = secrets.token_hex(4)
        log.error("incident %s in %s", incident, call.method[:80], exc_info=error)
        return InternalError(
            f"something went wrong in the host (incident {incident})", incident=incident
        )


def _params(spec: MethodSpec[Any, Any], call: Call, beside: Beside | None) -> Params:
    """What the call was given, of the type its API takes. Raises InvalidParams."""
    given = None if beside is None else beside.given
    kind: type[Params] = spec.params
    try:
        if spec.takes_body or given is not None:
            return from_json_beside(call.params, kind, given)
        return msgspec.json.decode(call.params, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidParams(f"{spec.name}: {in_short(error)}", method=spec.name) from None


def _written(
    spec: MethodSpec[Any, Any], outcome: Outcome, beside: Beside | None
) -> tuple[bytes, int]:
    """The answer as JSON, and its size in bytes with those lent. Raises MessageTooLarge."""
    if spec.gives_body and beside is not None:
        value = to_json_beside(outcome, beside)
        size_bytes = len(value) + (0 if beside.lent is None else len(beside.lent))
    else:
        value = to_json(outcome)
        size_bytes = len(value)
    if size_bytes > MAX_BODY_BYTES:
        raise MessageTooLarge(
            f"{spec.name}: the answer of {size_bytes} bytes is over {MAX_BODY_BYTES}",
            limit_bytes=MAX_BODY_BYTES,
        )
    return value, size_bytes


async def _ended(spec: MethodSpec[Any, Any], begun: Begun[Outcome]) -> Outcome:
    """Raises DeadlineExceeded, and what the handler raises."""
    await within_a_task()
    try:
        async with asyncio.timeout(spec.deadline_s):
            return await begun
    except TimeoutError:
        raise DeadlineExceeded(
            f"{spec.name}: no answer within {spec.deadline_s} s", method=spec.name
        ) from None


def _call_bytes(call: Call, beside: Beside | None) -> int:
    given = None if beside is None else beside.given
    return len(bytes(call.params)) + (0 if given is None else len(given))


def _refusal(method: str, scope: Scope | None, decision: Decision) -> PermissionDenied:
    advice = (
        f"declare {scope} in the manifest's req_permissions"
        if decision.reason is Reason.NOT_DECLARED
        else "the person refused; they can change it in the app's permissions"
    )
    return PermissionDenied(
        f"{method}: {scope} is not granted ({decision.reason}); {advice}",
        scope=str(scope),
        reason=decision.reason.value,
    )
