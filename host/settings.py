"""What a person or operator settled for this host: typed, read from `settings.json` in its home."""

from __future__ import annotations

import enum
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bridge.errors import UsageError
from sandbox.decoding import readable
from sandbox.view.port import Engine

FIRST_SCREEN_BUDGET_MS = 1_500.0
_TOKEN = re.compile(r"[!-~]{1,4096}")


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where this machine stands, as a person says: a desktop has no GPS. Degrees, WGS 84."""

    latitude: float
    longitude: float
    accuracy_m: float = 1_000.0


class AccountServer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The operator's account server (docs/accounts.md).

    `credential` is what the operator gave this host, sent as a bearer token; `certificates` is a
    PEM file with the operator's own authority.
    """

    base_url: str
    credential: str | None = None
    certificates: str | None = None

    def __post_init__(self) -> None:
        url = urlsplit(self.base_url)
        here = url.hostname in ("localhost", "127.0.0.1", "::1")
        if url.scheme != "https" and not (url.scheme == "http" and here):
            raise ValueError("base_url has to begin with https:// (http:// on this machine alone)")
        if not url.hostname or url.username or url.password or url.query or url.fragment:
            raise ValueError("base_url is an address with a path at most")
        if self.credential is not None and not _TOKEN.fullmatch(self.credential):
            raise ValueError("credential has characters that a header cannot carry")


class Collector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A collector for OpenTelemetry that launches are sent to (docs/timings.md).

    `endpoint` is its address for OTLP over HTTP, without `/v1/traces`; `headers` go with each
    request; `certificates` is a PEM file with the operator's own authority.
    """

    endpoint: str
    headers: dict[str, str] = {}
    certificates: str | None = None
    timeout_s: float = 10.0

    def __post_init__(self) -> None:
        url = urlsplit(self.endpoint)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("endpoint has to begin with https:// or http://")
        if url.username or url.password or url.query or url.fragment:
            raise ValueError("endpoint is an address with a path at most")
        here = url.hostname in ("localhost", "127.0.0.1", "::1")
        if self.headers and url.scheme != "https" and not here:
            raise ValueError("headers may hold a secret: endpoint has to begin with https:// then")
        if not all(_TOKEN.fullmatch(one) for one in self.headers):
            raise ValueError("headers have a name that no header can have")


class WhenRevoked(enum.StrEnum):
    """What becomes of a running app whose registry revokes its version."""

    STOP = "stop"
    WARN = "warn"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What running apps may take of this machine (docs/troubleshooting.md says why each)."""

    running_apps: int = 16
    """At once; beyond it, those longest out of use and out of sight make room."""
    app_memory_mb: int = 1_024
    """Of one app's renderer."""
    app_threads: int = 256
    """Of one app's renderer: its Workers, and some ten of the engine's own."""
    app_storage_mb: int = 1_024
    """Of one app's browser storage on disk: IndexedDB, caches, blobs."""
    host_memory_mb: int = 2_048
    """Of the host's own process, which holds what apps put into blobs and requests."""
    stuck_after_s: float = 4.0
    """How long a page may be deaf until its window says so."""
    stopped_after_s: float = 60.0
    """How long until it is stopped."""


class Background(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of apps that nobody sees (docs/troubleshooting.md)."""

    frozen_after_s: float = 30.0
    """When an app out of sight is halted, its Workers too."""
    memory_mb: int = 32
    """Of all halted apps' renderers together, without what they share; beyond it, those longest out
    of sight are taken out of memory. Each comes back where it was."""


class Ahead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be made ready for the launch that is probably next."""

    likely: bool = True
    least_free_mb: int = 1_024
    """Of memory, else nothing is made ahead."""
    on_battery: bool = False
    kept_s: float = 300.0
    """Without a launch, and with no window of the program in use, until all of it is given up."""
    web_views: int = 3
    """How many web apps at most have a view, some 20 MB each."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings with their defaults; unknown members are refused, so that a slip is seen."""

    location: Place | None = None
    language: str | None = None
    """A BCP 47 tag; None follows the system."""
    allowed_private_origins: tuple[str, ...] = ()
    """Origins on private addresses that apps may reach when their manifest declares them."""
    account_server: AccountServer | None = None
    """Who answers `login`, `requestPayment` and the like; None: nobody, but while developing."""
    telemetry: Collector | None = None
    """Where `fanlight telemetry` sends launches; None: nowhere."""
    when_revoked: WhenRevoked = WhenRevoked.STOP
    registries_asked_every_h: float = 6.0
    """How often a running host asks the registries of its apps what they revoked; 0: never."""
    automatic_updates: bool = True
    """Whether a newer version is brought in after an app's first screen, for its next start."""
    stay_in_tray: bool = True
    """Whether Fanlight goes on in the system's tray when its launcher is closed."""
    first_screen_budget_ms: float = FIRST_SCREEN_BUDGET_MS
    engine: Engine | None = None
    """What shows apps: Qt WebEngine, or the system's own WebView (docs/engines.md). None: Qt
    WebEngine where it is part of this installation."""
    software_webgl: bool = False
    """Draw WebGL on the processor where there is no GPU."""
    limits: Limits = Limits()
    background: Background = Background()
    ahead: Ahead = Ahead()


def read_settings(file: Path) -> Settings:
    """The settings in `file`, or the defaults where it does not exist. Raises UsageError."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # what is in the way, the store says
        return Settings()
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read: {error.strerror}; let this user read it, or delete it",
            path=str(file),
        ) from error
    try:
        return msgspec.json.decode(content, type=readable(Settings))
    except msgspec.DecodeError as error:
        raise UsageError(f"{file}: {error}; correct it or delete it", path=str(file)) from None


def write_settings(file: Path, settings: Settings) -> None:
    """Replace `file` in one step."""
    whole = file.with_suffix(".new")
    whole.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
    whole.replace(file)
