"""Where an app came from: it decides who may update it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.names import KeyId

if TYPE_CHECKING:
    from host.store.registry import AppRef


class OriginKind(enum.StrEnum):
    REGISTRY = "registry"
    SIDELOAD = "sideload"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class FromRegistry:
    """A registry's delegation names the app, its bytes and its publisher's present keys."""

    ref: AppRef

    @property
    def kind(self) -> OriginKind:
        return OriginKind.REGISTRY

    @property
    def place(self) -> str:
        """The registry's name."""
        return str(self.ref.registry)


@dataclass(frozen=True, slots=True)
class FromFile:
    """A package file that a person chose."""

    path: Path

    @property
    def kind(self) -> OriginKind:
        return OriginKind.SIDELOAD

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class FromFolder:
    """A source folder, packed and signed by this person's own development key."""

    folder: Path
    key_id: KeyId

    @property
    def kind(self) -> OriginKind:
        return OriginKind.DEVELOPMENT

    @property
    def place(self) -> str:
        """The folder's path."""
        return str(self.folder)


Origin = FromRegistry | FromFile | FromFolder
