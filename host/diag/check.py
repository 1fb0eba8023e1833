"""One finding about this machine."""

from __future__ import annotations

import enum

import msgspec


class Health(enum.StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Check(msgspec.Struct, frozen=True):
    """One finding. `advice` says what to do where it is not OK."""

    name: str
    health: Health
    finding: str
    advice: str = ""

    def as_json(self) -> dict[str, str]:
        """`{"name", "health", "finding", "advice"}`."""
        return {
            "name": self.name,
            "health": self.health.value,
            "finding": self.finding,
            "advice": self.advice,
        }
