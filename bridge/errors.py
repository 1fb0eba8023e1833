"""The error tree. Every error a caller may meet is a leaf of it; nothing else crosses the wall.

FanlightError
├── UsageError              usage                     the command or call itself is wrong
├── NameInvalid             name.invalid              an app id, version, route … is malformed
├── PackageError
│   ├── ArchiveInvalid      package.archive           the ZIP's structure lies or is not allowed
│   ├── EntryNameInvalid    package.entry_name        a file name no package may hold
│   ├── LimitExceeded       package.limit             too large, too many, too compressed
│   ├── IndexInvalid        package.index             malformed, or disagrees with the ZIP
│   ├── SignatureInvalid    package.signature         missing, malformed or wrong signature
│   ├── ContentMismatch     package.content           bytes do not hash to what was signed
│   └── ManifestInvalid     package.manifest          missing, or breaks the schema
├── BuildError              build.failed              a source folder cannot be packed
├── TrustError
│   ├── PublisherUnknown    trust.publisher_unknown   nobody has trusted this key yet
│   ├── PublisherChanged    trust.publisher_changed   another key than the installed version's
│   ├── VersionRollback     trust.rollback            older, or same code with other bytes
│   ├── ConsentNeeded       trust.consent_needed      an update asks for more than before
│   └── KeyInvalid          trust.key                 a key file that cannot be read or used
├── RegistryError
│   ├── RegistryUnknown     registry.unknown          no such registry was added
│   ├── RegistryUnreachable registry.unreachable      network or server failure (retriable)
│   ├── RegistryExpired     registry.expired          signed metadata is past its date (freeze)
│   ├── RegistryRollback    registry.rollback         metadata older than what was seen before
│   ├── RegistrySignature   registry.signature        not signed by enough trusted keys
│   ├── RegistryInvalid     registry.invalid          malformed, mixed or oversized metadata
│   ├── TargetNotFound      registry.not_found        no such app in its publisher's namespace
│   ├── TargetRevoked       registry.revoked          the registry has yanked this version
│   └── PublishRefused      registry.publish_refused  a maker asked for what it may not do
├── StoreError
│   ├── NotInstalled        store.not_installed       no such app in the library
│   ├── StoreBusy           store.busy                another host holds it (retriable)
│   ├── StoreCorrupt        store.corrupt             installed bytes missing or changed
│   ├── StoreFull           store.full                the disk or a quota is full
│   └── DiskFailed          store.disk                the system could not read or write (retriable)
├── TelemetryUnreachable    telemetry.unreachable     the collector took nothing (retriable)
├── UpdateError
│   ├── UpdateManaged       update.managed            whoever installed Fanlight updates it
│   ├── NoUpdateSource      update.no_source          it was built without a place to update from
│   ├── UpdateRefused       update.refused            not this user's, or open to others
│   ├── UpdateWaits         update.waits              Fanlight is running (retriable)
│   ├── ReleaseInvalid      update.invalid            malformed, for another build, or hostile
│   └── ReleaseBroken       update.does_not_start     the new version does not start here
├── LaunchError
│   ├── PageNotFound        launch.page_not_found     the manifest declares no such page
│   ├── LaunchTimeout       launch.timeout            not reached in time (retriable)
│   ├── KindUnsupported     launch.kind_unsupported   this host cannot run this kind
│   ├── LinkInvalid         launch.link               a fanlight:// link that breaks the grammar
│   ├── PictureUnreadable   launch.picture            no QR code in it, or too much to read
│   ├── TooManyApps         launch.too_many           as many run as may at once (retriable)
│   ├── CrashLoop           launch.crash_loop         it stopped again and again (retriable)
│   └── HostGone            launch.host_gone          the host it ran in has ended (retriable)
├── ViewError
│   ├── NotSandboxed        view.not_sandboxed        the renderer is not in Chromium's sandbox
│   ├── RendererGone        view.renderer_gone        crashed or killed (retriable)
│   ├── RendererStuck       view.stuck                busy with itself for too long (retriable)
│   ├── ResourcesExceeded   view.resources            took more than an app may (retriable)
│   ├── LoadFailed          view.load_failed          the page did not load
│   ├── EngineUnavailable   view.engine_unavailable   that engine is not on this system
│   └── DisplayUnavailable  view.no_display           no display, or none that can be used
└── CallError                                              answers of the bridge to a page
    ├── UnknownMethod       call.unknown_method       no such API
    ├── InvalidParams       call.invalid_params       parameters break the API's declared types
    ├── MessageInvalid      call.message_invalid      not a message of this protocol
    ├── StaleDocument       call.stale_document       from a document that was replaced
    ├── PermissionDenied    call.permission_denied    not declared, refused, or not grantable
    ├── RateLimited         call.rate_limited         too many calls (retriable)
    ├── MessageTooLarge     call.too_large            over MAX_MESSAGE_BYTES
    ├── DeadlineExceeded    call.deadline             the handler took too long (retriable)
    ├── CallCancelled       call.cancelled            the page, or its end, cancelled it
    ├── NotSupported        call.not_supported        this host or system cannot do that
    ├── NetworkFailed       call.network              the request failed or is not allowed
    ├── QuotaExceeded       call.quota                the app's storage is full
    ├── NotFound            call.not_found            no such key, file or app
    ├── FileRefused         call.file                 the app's own file system says no
    └── InternalError       internal                  anything unforeseen: an incident id
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

DetailValue = str | int | float | bool | None
"""A detail's value: scalars only, so that every error can be shown in one line."""


class FanlightError(Exception):
    """Base of the tree.

    `message` says what was wrong, where, and what to do; `detail` holds the same facts for
    programs (`path`, `app_id`, `limit_bytes`, …). `code` is stable across releases.
    """

    code: ClassVar[str] = "internal"
    retriable: ClassVar[bool] = False

    def __init__(self, message: str, **detail: DetailValue) -> None:
        super().__init__(message)
        self.message = message
        self.detail: Mapping[str, DetailValue] = detail

    def as_json(self) -> dict[str, object]:
        """`{"code", "message", "detail", "retriable"}`, the shape of the command line's errors."""
        return {
            "code": self.code,
            "message": self.message,
            "detail": dict(self.detail),
            "retriable": self.retriable,
        }


class UsageError(FanlightError):
    code = "usage"


class NameInvalid(FanlightError):
    code = "name.invalid"


class PackageError(FanlightError):
    """A package was refused; nothing of it was used."""


class ArchiveInvalid(PackageError):
    code = "package.archive"


class EntryNameInvalid(PackageError):
    code = "package.entry_name"


class LimitExceeded(PackageError):
    code = "package.limit"


class IndexInvalid(PackageError):
    code = "package.index"


class SignatureInvalid(PackageError):
    code = "package.signature"


class ContentMismatch(PackageError):
    code = "package.content"


class ManifestInvalid(PackageError):
    code = "package.manifest"


class BuildError(FanlightError):
    code = "build.failed"


class TrustError(FanlightError):
    """The bytes are sound, but who signed them, or which version they are, is not acceptable."""


class PublisherUnknown(TrustError):
    code = "trust.publisher_unknown"


class PublisherChanged(TrustError):
    code = "trust.publisher_changed"


class VersionRollback(TrustError):
    code = "trust.rollback"


class ConsentNeeded(TrustError):
    code = "trust.consent_needed"


class KeyInvalid(TrustError):
    code = "trust.key"


class RegistryError(FanlightError):
    """A registry could not be used; what is installed goes on working."""


class RegistryUnknown(RegistryError):
    code = "registry.unknown"


class RegistryUnreachable(RegistryError):
    code = "registry.unreachable"
    retriable = True


class RegistryExpired(RegistryError):
    code = "registry.expired"


class RegistryRollback(RegistryError):
    code = "registry.rollback"


class RegistrySignature(RegistryError):
    code = "registry.signature"


class RegistryInvalid(RegistryError):
    code = "registry.invalid"


class TargetNotFound(RegistryError):
    code = "registry.not_found"


class TargetRevoked(RegistryError):
    code = "registry.revoked"


class PublishRefused(RegistryError):
    code = "registry.publish_refused"


class StoreError(FanlightError):
    """The library or its blobs cannot do what was asked."""


class NotInstalled(StoreError):
    code = "store.not_installed"


class StoreBusy(StoreError):
    code = "store.busy"
    retriable = True


class StoreCorrupt(StoreError):
    code = "store.corrupt"


class StoreFull(StoreError):
    code = "store.full"


class DiskFailed(StoreError):
    code = "store.disk"
    retriable = True


class TelemetryUnreachable(FanlightError):
    code = "telemetry.unreachable"
    retriable = True


class UpdateError(FanlightError):
    """This Fanlight was not replaced by a newer one; it goes on working."""


class UpdateManaged(UpdateError):
    code = "update.managed"


class NoUpdateSource(UpdateError):
    code = "update.no_source"


class UpdateRefused(UpdateError):
    code = "update.refused"


class UpdateWaits(UpdateError):
    code = "update.waits"
    retriable = True


class ReleaseInvalid(UpdateError):
    code = "update.invalid"


class ReleaseBroken(UpdateError):
    code = "update.does_not_start"


class LaunchError(FanlightError):
    """A verified mini-program could not be brought to its first screen."""


class PageNotFound(LaunchError):
    code = "launch.page_not_found"


class LaunchTimeout(LaunchError):
    code = "launch.timeout"
    retriable = True


class KindUnsupported(LaunchError):
    code = "launch.kind_unsupported"


class LinkInvalid(LaunchError):
    code = "launch.link"


class PictureUnreadable(LaunchError):
    code = "launch.picture"


class TooManyApps(LaunchError):
    code = "launch.too_many"
    retriable = True


class CrashLoop(LaunchError):
    code = "launch.crash_loop"
    retriable = True


class HostGone(LaunchError):
    code = "launch.host_gone"
    retriable = True


class ViewError(FanlightError):
    """The WebView failed, or is not safe to use."""


class NotSandboxed(ViewError):
    code = "view.not_sandboxed"


class RendererGone(ViewError):
    code = "view.renderer_gone"
    retriable = True


class RendererStuck(ViewError):
    code = "view.stuck"
    retriable = True


class ResourcesExceeded(ViewError):
    code = "view.resources"
    retriable = True


class LoadFailed(ViewError):
    code = "view.load_failed"


class EngineUnavailable(ViewError):
    code = "view.engine_unavailable"


class DisplayUnavailable(ViewError):
    code = "view.no_display"


class CallError(FanlightError):
    """An answer of the bridge to a page: the only branch whose messages a page reads."""


class UnknownMethod(CallError):
    code = "call.unknown_method"


class InvalidParams(CallError):
    code = "call.invalid_params"


class MessageInvalid(CallError):
    code = "call.message_invalid"


class StaleDocument(CallError):
    code = "call.stale_document"


class PermissionDenied(CallError):
    code = "call.permission_denied"


class RateLimited(CallError):
    code = "call.rate_limited"
    retriable = True


class MessageTooLarge(CallError):
    code = "call.too_large"


class DeadlineExceeded(CallError):
    code = "call.deadline"
    retriable = True


class CallCancelled(CallError):
    code = "call.cancelled"


class NotSupported(CallError):
    code = "call.not_supported"


class NetworkFailed(CallError):
    code = "call.network"


class QuotaExceeded(CallError):
    code = "call.quota"


class NotFound(CallError):
    code = "call.not_found"


class FileRefused(CallError):
    code = "call.file"


class InternalError(CallError):
    code = "internal"
