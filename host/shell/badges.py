"""Where a mini-program comes from, as the shell shows it."""

from __future__ import annotations

import enum

import msgspec

from host.shell.texts import Texts


class Badge(enum.Enum):
    VERIFIED = enum.auto()
    """From a registry that the person added."""
    SIDELOADED = enum.auto()
    """From a file whose publisher the person trusted."""
    DEVELOPMENT = enum.auto()
    """From a source folder."""


class Tint(enum.StrEnum):
    SUCCESS = "success"
    WARNING = "warning"
    ACCENT = "accent"
    DANGER = "danger"


class BadgeLook(msgspec.Struct, frozen=True):
    name: str
    hint: str
    tint: Tint


def badge_look(badge: Badge, texts: Texts) -> BadgeLook:
    """Name, explanation and colour of `badge`."""
    words = texts.badges
    return {
        Badge.VERIFIED: BadgeLook(words.verified, words.verified_hint, Tint.SUCCESS),
        Badge.SIDELOADED: BadgeLook(words.sideloaded, words.sideloaded_hint, Tint.WARNING),
        Badge.DEVELOPMENT: BadgeLook(words.development, words.development_hint, Tint.ACCENT),
    }[badge]
