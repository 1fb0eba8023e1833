"""When a mini-program may put a question to the person: one at a time, not too often. No Qt.

A person who is asked again and again clicks anything. So a question waits for the one before,
the same question asked twice is one question, an app may put only a few questions a minute, and
each refusal makes the app's next question wait longer.
"""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from bridge.errors import RateLimited
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.services.ports import Agreement


class PromptRules(msgspec.Struct, frozen=True):
    """`backoff_s[n]` is the pause after the n+1-th refusal in a row; the last one repeats."""

    max_waiting: int = 4
    max_per_window: int = 6
    window_s: float = 60.0
    backoff_s: tuple[float, ...] = (0.0, 10.0, 60.0, 600.0)


class Sheet(enum.Enum):
    """What else an app may have the host put over its window."""

    SHARE = enum.auto()
    RIGHTS = enum.auto()
    FORM = enum.auto()


class Question(msgspec.Struct, frozen=True):
    """Which app of which publisher asks for which right, for agreement to what, or for a sheet.

    A right is asked for once, however often it is asked for at a time; the others have a `number`
    each: each is asked for.
    """

    app_id: AppId
    publisher: KeyId
    about: Scope | Agreement | Sheet
    number: int = 0

    @property
    def asker(self) -> tuple[AppId, KeyId]:
        """Who asks: two apps of one id by two publishers share no answer."""
        return self.app_id, self.publisher

    @property
    def subject(self) -> str:
        """What the question is about, for an error's words."""
        about = self.about
        if isinstance(about, Scope):
            return about.value
        kind = "agreement" if isinstance(about, Agreement) else "sheet"
        return f"{kind}.{about.name.lower()}"


@dataclass(slots=True)
class _History:
    asked_s: deque[float] = field(default_factory=deque)
    refusals: int = 0
    quiet_until_s: float = 0.0


class PromptQueue:
    """The order of questions. `current` is the one to show; the caller shows and settles it.

    Every question that `join` accepted is settled once: by `settle` (answered) or `withdraw`
    (its window closed).
    """

    def __init__(self, clock: Callable[[], float], rules: PromptRules | None = None) -> None:
        """`clock` gives seconds that never go back (time.monotonic)."""
        self._clock = clock
        self._rules = rules or PromptRules()
        self._waiting: deque[Question] = deque()
        self._histories: dict[tuple[AppId, KeyId], _History] = {}

    @property
    def current(self) -> Question | None:
        """The question to show now."""
        return self._waiting[0] if self._waiting else None

    def join(self, question: Question) -> bool:
        """Put `question` in line; False when the same one stands there already.

        Raises RateLimited when the app has to be quiet now: nothing is shown, and that is no
        answer of the person.
        """
        if question in self._waiting:
            return False
        history = self._histories.setdefault(question.asker, _History())
        now_s = self._clock()
        self._refuse_if_too_often(question, history, now_s)
        history.asked_s.append(now_s)
        self._waiting.append(question)
        return True

    def settle(self, question: Question, answer: Grant) -> None:
        """The person answered `question`; the next in line becomes current."""
        self._waiting.remove(question)
        history = self._histories.setdefault(question.asker, _History())
        if answer is not Grant.DENY:
            history.refusals = 0
            return
        pauses = self._rules.backoff_s
        pause_s = pauses[min(history.refusals, len(pauses) - 1)]
        history.refusals += 1
        history.quiet_until_s = self._clock() + pause_s

    def withdraw(self, question: Question) -> None:
        """`question` needs no answer any more. Nothing when it is not in line."""
        if question in self._waiting:
            self._waiting.remove(question)

    def _refuse_if_too_often(self, question: Question, history: _History, now_s: float) -> None:
        rules = self._rules
        while history.asked_s and now_s - history.asked_s[0] >= rules.window_s:
            history.asked_s.popleft()
        waiting = sum(1 for other in self._waiting if other.asker == question.asker)
        wait_s = 0.0
        if now_s < history.quiet_until_s:
            wait_s = history.quiet_until_s - now_s
        elif len(history.asked_s) >= rules.max_per_window:
            wait_s = rules.window_s - (now_s - history.asked_s[0])
        elif waiting < rules.max_waiting:
            return
        raise RateLimited(
            f"{question.app_id} asks too often; ask for {question.subject} again later, "
            "when the person does something that needs it",
            scope=question.subject,
            wait_s=round(wait_s, 1),
        )
