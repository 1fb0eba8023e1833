"""What a person or operator settled for this host: typed, read from `settings.json` in its home."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bridge.errors import UsageError

FIRST_SCREEN_BUDGET_MS = 1_500.0


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where this machine stands, as a person says: a desktop has no GPS. Degrees, WGS 84."""

    latitude: float
    longitude: float
    accuracy_m: float = 1_000.0


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings with their defaults; unknown members are refused, so that a slip is seen."""

    location: Place | None = None
    language: str | None = None
    """A BCP 47 tag; None follows the system."""
    allowed_private_origins: tuple[str, ...] = ()
    """Origins on private addresses that apps may reach when their manifest declares them."""
    first_screen_budget_ms: float = FIRST_SCREEN_BUDGET_MS
    software_webgl: bool = False
    """Draw WebGL on the processor where there is no GPU."""


def read_settings(file: Path) -> Settings:
    """The settings in `file`, or the defaults where it does not exist. Raises UsageError."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Settings()
    try:
        return msgspec.json.decode(content, type=Settings)
    except msgspec.DecodeError as error:
        raise UsageError(f"{file}: {error}; correct it or delete it", path=str(file)) from None


def write_settings(file: Path, settings: Settings) -> None:
    """Replace `file` in one step."""
    whole = file.with_suffix(".new")
    whole.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
    whole.replace(file)
