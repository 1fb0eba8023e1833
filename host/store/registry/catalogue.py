"""The list of a registry's apps: a target like any other, signed by the registry's operator.

TUF has no listing. The catalogue says what there is and what was revoked; which bytes an app
has, and who may sign them, is taken from the publisher's own role, never from here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from bridge.errors import NameInvalid, RegistryInvalid
from bridge.names import AppId, AppVersion, Digest, KeyId
from sandbox.decoding import readable

CATALOGUE_FORMAT = 1
MAX_CATALOGUE_BYTES = 16 * 1024 * 1024


class Standing(enum.Enum):
    """How a registry sees an installed version."""

    LISTED = "listed"
    REVOKED = "revoked"
    UNLISTED = "unlisted"


class CatalogueVersion(msgspec.Struct, frozen=True, omit_defaults=True):
    """One published version. `bytes` and `sha256` are the package's."""

    code: int
    name: str
    size_bytes: int = msgspec.field(name="bytes")
    sha256: Digest
    index_sha256: Digest
    revoked: bool = False

    @property
    def version(self) -> AppVersion:
        """Code and name together."""
        return AppVersion(self.code, self.name)


class CatalogueName(msgspec.Struct, frozen=True, omit_defaults=True):
    """An app's name and description in another language than its manifest's own."""

    name: str | None = None
    description: str | None = None


class CatalogueApp(msgspec.Struct, frozen=True, omit_defaults=True):
    """One app, as its newest version's manifest describes it; versions in rising order."""

    app_id: AppId
    name: str
    publisher: str
    publisher_key_ids: tuple[KeyId, ...]
    kind: str
    versions: tuple[CatalogueVersion, ...]
    description: str | None = None
    category: str | None = None
    """As `fanlight.listing.category`; a host passes by those it does not know."""
    names: Mapping[str, CatalogueName] = msgspec.field(default_factory=dict)
    """By BCP 47 tag."""

    @property
    def newest(self) -> CatalogueVersion | None:
        """The highest version that is not revoked."""
        usable = [version for version in self.versions if not version.revoked]
        return max(usable, key=lambda version: version.code, default=None)

    def find(self, version_code: int) -> CatalogueVersion | None:
        """The version with this code."""
        return next((v for v in self.versions if v.code == version_code), None)


class CataloguePublisher(msgspec.Struct, frozen=True):
    """A publisher, the prefix of its app ids, and the keys that may sign under it."""

    name: str
    prefix: AppId
    key_ids: tuple[KeyId, ...]


class Catalogue(msgspec.Struct, frozen=True):
    """All of a registry. Members a newer registry may add are passed by."""

    format: int
    registry: str
    publishers: tuple[CataloguePublisher, ...] = ()
    apps: tuple[CatalogueApp, ...] = ()

    def find(self, app_id: AppId) -> CatalogueApp | None:
        """The app with this id."""
        return next((app for app in self.apps if app.app_id == app_id), None)

    def standing(self, app_id: AppId, version_code: int) -> Standing:
        """Whether this version is offered, was revoked, or is not known here."""
        app = self.find(app_id)
        version = app.find(version_code) if app else None
        if version is None:
            return Standing.UNLISTED
        return Standing.REVOKED if version.revoked else Standing.LISTED


def name_of(kind: type, value: object) -> object:
    """msgspec's hook for our names. Raises NameInvalid, msgspec.ValidationError."""
    if isinstance(value, str) and kind in (AppId, Digest, KeyId):
        return kind(value)
    raise msgspec.ValidationError(f"expected {kind.__name__}")


def text_of(value: object) -> str:
    """msgspec's hook to write our names."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no place in a catalogue")


_DECODER = msgspec.json.Decoder(readable(Catalogue), dec_hook=name_of)
_ENCODER = msgspec.json.Encoder(enc_hook=text_of, order="sorted")


def encode_catalogue(catalogue: Catalogue) -> bytes:
    """The catalogue as JSON with sorted members: the same catalogue, the same bytes."""
    return _ENCODER.encode(catalogue)


def decode_catalogue(content: bytes) -> Catalogue:
    """Read a catalogue whose bytes TUF has verified. Raises RegistryInvalid."""
    try:
        catalogue = _DECODER.decode(content)
        for app in catalogue.apps:
            for version in app.versions:
                _ = version.version
    except (msgspec.MsgspecError, NameInvalid, RecursionError, UnicodeError) as error:
        raise RegistryInvalid(
            f"the registry's catalogue is malformed ({error}); tell its operator"
        ) from error
    if catalogue.format != CATALOGUE_FORMAT:
        raise RegistryInvalid(
            f"the registry's catalogue has format {catalogue.format}, this host reads "
            f"{CATALOGUE_FORMAT}; update Fanlight"
        )
    return catalogue
