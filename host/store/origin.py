"""Where an app came from: it decides who may update it."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.names import KeyId

if TYPE_CHECKING:
    from host.store.registry import AppRef


class OriginKind(enum.StrEnum):
    REGISTRY = "registry"
    SIDELOAD = "sideload"
    DEVELOPMENT = "development"


class FromRegistry(msgspec.Struct, frozen=True):
    """A registry's delegation names the app, its bytes and its publisher's present keys."""

    ref: AppRef

    @property
    def kind(self) -> OriginKind:
        return OriginKind.REGISTRY

    @property
    def place(self) -> str:
        """The registry's name."""
        return str(self.ref.registry)


class FromFile(msgspec.Struct, frozen=True):
    """A package file that a person chose."""

    path: Path

    @property
    def kind(self) -> OriginKind:
        return OriginKind.SIDELOAD

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)


class FromFolder(msgspec.Struct, frozen=True):
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
