"""What windows say of errors, in English for translators: read when one is shown, not before.

An English shell shows an error's own message, which knows most, unless that is for a terminal
(`host.shell.problems`). For that, and for other languages, each class of error has texts here. A
text may hold fields of the error's `detail`; of several, the first is shown whose fields the error
has, so the last one has none. A name with `_bytes` is a size. `tests/unit/test_shell_problems.py`
holds that all of the tree that a window can meet is here, and that some place that raises it gives
the fields.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bridge import errors

ErrorClass = type[errors.FanlightError]


class ErrorTexts(msgspec.Struct, frozen=True):
    """What was wrong, where, and what to do: by class of error, the most exact text first."""

    said: Mapping[ErrorClass, tuple[str, ...]]


_PACKAGE: dict[ErrorClass, tuple[str, ...]] = {
    errors.ArchiveInvalid: (
        "The package is damaged or incomplete (at “{path}”). Get it again from its publisher.",
        "The package is damaged or incomplete. Get it again from its publisher.",
    ),
    errors.EntryNameInvalid: (
        "The package holds a file whose name is not allowed: “{path}”. Tell its publisher.",
        "The package holds a file whose name is not allowed. Tell its publisher.",
    ),
    errors.LimitExceeded: (
        "“{path}” in the package is over a limit of {limit_bytes}. Tell its publisher.",
        "The package is over a limit of {limit_bytes}. Tell its publisher.",
        "“{path}” in the package is over a limit of {limit}. Tell its publisher.",
        "The package is over a limit of {limit}. Tell its publisher.",
        "The package is larger than packages may be. Tell its publisher.",
    ),
    errors.IndexInvalid: (
        "The package's list of files does not fit “{path}”: it is damaged, or was altered. "
        "Get it again from its publisher.",
        "The package of {app_id} is not the one its registry names: it was exchanged. Nothing of "
        "it was used. Try again later, or tell the registry's operator.",
        "The package's list of files is damaged, or was altered. Get it again from its publisher.",
    ),
    errors.SignatureInvalid: (
        "The package is not signed, or its signature does not hold: it was altered, or is not "
        "its publisher's. Get it again from its publisher.",
    ),
    errors.ContentMismatch: (
        "“{path}” in the package is not what its publisher signed: it is damaged, or was altered. "
        "Get it again from its publisher.",
        "{url} is not the file that the registry signed. Nothing of it was kept. Try again later, "
        "or tell the registry's operator.",
        "What the package holds is not what its publisher signed. Get it again from its publisher.",
    ),
    errors.ManifestInvalid: (
        "“{member}” in {path} is missing or wrong. Tell its publisher.",
        "{path} is missing or wrong. Tell its publisher.",
        "The package's manifest is missing or wrong. Tell its publisher.",
    ),
    errors.BuildError: (
        "The source code has {problems} problems, so nothing was made of it. The details name "
        "each with its place.",
        "“{folder}” holds no mini-program: neither manifest.json nor app.json is in it. Choose "
        "another folder.",
        "“{path}” in the source folder cannot be used. The details say why.",
        "The source folder cannot be made into a mini-program. The details say why.",
    ),
}

_TRUST: dict[ErrorClass, tuple[str, ...]] = {
    errors.PublisherUnknown: (
        "The publisher of {app_id} is new to this computer, and was not trusted. The key's "
        "fingerprint is {fingerprint}: compare it with the publisher's own.",
        "The publisher is new to this computer, and was not trusted.",
    ),
    errors.PublisherChanged: (
        "{app_id} was installed from the publisher with key {installed_key}, and this package is "
        "of another, with key {key_id}. If you mean to change, remove the installed one first; "
        "its data goes with it.",
        "The package of {app_id} is signed with key {key_id}, which its registry does not know. "
        "It was not used. Tell the registry's operator.",
        "The package is of another publisher than the installed one. It was not used.",
    ),
    errors.VersionRollback: (
        "Version code {version_code} of {app_id} was refused: version code {floor_code} was here "
        "before, and an older one, or the same code with other content, may not take its place. "
        "Get a newer one.",
        "This version is older than the one that was here before. Get a newer one.",
    ),
    errors.ConsentNeeded: (
        "This version of {app_id} asks for more than you agreed to. Agree under “Updates” in the "
        "launcher, or go back to the version before.",
        "This version asks for more than you agreed to. Agree under “Updates” in the launcher.",
    ),
    errors.KeyInvalid: (
        "The key “{name}” cannot be used. The details say why.",
        "A key cannot be used. The details say why.",
    ),
}

_REGISTRY: dict[ErrorClass, tuple[str, ...]] = {
    errors.RegistryUnknown: (
        "The registry “{registry}” is not among yours. Add it under “Discover”.",
        "None of your registries has it. Add its registry under “Discover”, or install it from a "
        "package.",
    ),
    errors.RegistryUnreachable: (
        "{url} answered with status {status}. Check the address, or try again later.",
        "{url} could not be reached. Check your network, or try again later.",
        "The registry “{registry}” could not be reached. Check your network, or try again later.",
        "What was asked for did not arrive. Check your network, or try again later.",
    ),
    errors.RegistryExpired: (
        "What the registry “{registry}” says was good until {expired}: somebody on the way may be "
        "holding back newer facts, or this computer's clock is wrong. Installed mini-programs go "
        "on working. Check the clock, else ask the registry's operator.",
        "What the registry says is past its date. Check this computer's clock, else ask the "
        "registry's operator.",
    ),
    errors.RegistryRollback: (
        "The registry “{registry}” offers an old state (version {offered_version}, and version "
        "{seen_version} was seen before). It was refused, and installed mini-programs go on "
        "working. Ask the registry's operator.",
        "The registry offers a state older than one seen before. It was refused. Ask its operator.",
    ),
    errors.RegistrySignature: (
        "What the registry “{registry}” sent is not signed by the keys it is trusted for. It was "
        "refused, and installed mini-programs go on working. Ask the registry's operator.",
        "The registry at {url} does not have this fingerprint: it may be another one. Check both "
        "with its operator.",
        "The fingerprint of the root file is {root_sha256}, not the one you gave. Check both with "
        "the registry's operator.",
        "What the registry sent is not signed by enough of its keys. It was refused. Ask its "
        "operator.",
    ),
    errors.RegistryInvalid: (
        "What the registry “{registry}” sent cannot be used: it is damaged, altered, or of "
        "different states. Installed mini-programs go on working. Try again later, or tell its "
        "operator.",
        "What {url} sent cannot be used, and was refused. Check the address, try again later, or "
        "tell the registry's operator.",
        "What the registry sent cannot be used (“{path}”). Installed mini-programs go on working. "
        "Tell its operator.",
        "What the registry sent cannot be used, and was refused. Tell its operator.",
    ),
    errors.TargetNotFound: (
        "The registry “{registry}” does not offer {app_id}, or not this version of it. Look for "
        "it under “Discover”.",
        "The registry does not offer this mini-program.",
    ),
    errors.TargetRevoked: (
        "The registry has revoked this version of {app_id}: it is neither installed nor opened. "
        "Update it, go back to the version before, or remove it.",
        "The registry has revoked this version. Update it, or remove it.",
    ),
    errors.PublishRefused: ("The registry may not be changed in this way. The details say why.",),
}

_STORE: dict[ErrorClass, tuple[str, ...]] = {
    errors.NotInstalled: (
        "No version of {app_id} before {version} is kept on this computer.",
        "{app_id} is not installed. Install it first.",
        "The mini-program is not installed. Install it first.",
    ),
    errors.StoreBusy: (
        "{app_id} is open in another Fanlight. Close it there, then try again.",
        "“{path}” is in use. Close the mini-program, then try again.",
        "Another program is reading the registry “{registry}”. Try again in a moment.",
        "It is open in another Fanlight, or another one is installing just now. Close it there "
        "or wait, then try again.",
    ),
    errors.StoreCorrupt: (
        "{app_id}: what this computer keeps of it was changed from outside, and is not used. "
        "Install it again.",
        "“{path}” is damaged, was changed from outside, or does not belong to you. The details "
        "say what to do.",
        "An installed file is missing or was changed on this computer ({digest}), and is not used. "
        "Install the mini-program again.",
        "What Fanlight keeps on this computer is damaged, or was changed from outside, and is not "
        "used. The details say what to do.",
    ),
    errors.StoreFull: ("The disk or your quota is full. Nothing was changed. Free some space.",),
    errors.DiskFailed: (
        "“{path}” could not be read or written. Look after the disk, then try again.",
        "The disk could not be read or written. Look after it, then try again.",
    ),
    errors.TelemetryUnreachable: (
        "{endpoint} did not take the measured launches. They are sent again next time.",
        "The measured launches could not be sent. They are sent again next time.",
    ),
}

_UPDATE: dict[ErrorClass, tuple[str, ...]] = {
    errors.UpdateManaged: (
        "Fanlight was installed by {installer}, which updates it as well: {command}",
        "Whatever installed Fanlight updates it as well.",
    ),
    errors.NoUpdateSource: (
        "This Fanlight was built without a place to get newer versions from. Ask where you have "
        "it from.",
    ),
    errors.UpdateRefused: (
        "“{path}” is not yours alone to write to, so Fanlight does not update itself there.",
        "Fanlight does not update itself here. Ask who installed it.",
    ),
    errors.UpdateWaits: (
        "Fanlight is running, perhaps in the tray only. Quit it (Ctrl+Q in the launcher), then try "
        "again.",
    ),
    errors.ReleaseInvalid: (
        "What is offered for {build} was made for {offered}. Nothing was replaced. Tell who "
        "publishes Fanlight.",
        "The new version cannot be used. Nothing was replaced. Tell who publishes Fanlight.",
    ),
    errors.ReleaseBroken: (
        "Fanlight {version} does not start on this machine. The present version stays.",
        "The new version does not start on this machine. The present version stays.",
    ),
}

_LAUNCH: dict[ErrorClass, tuple[str, ...]] = {
    errors.PageNotFound: (
        "It has no page “{page}”: the link may be old. Open it without the page.",
        "It has no such page: the link may be old. Open it without the page.",
    ),
    errors.LaunchTimeout: (
        "It was not ready within {timeout_s} seconds. Try again.",
        "It was not ready in time. Try again.",
    ),
    errors.KindUnsupported: ("This Fanlight cannot run this kind of mini-program. Update it.",),
    errors.LinkInvalid: (
        "The link is not of the form fanlight://open/<app-id>/<page>, or is too long. Check that "
        "it was copied whole.",
    ),
    errors.PictureUnreadable: (
        "The picture is larger than {limit_bytes}. Cut out the code, and try again.",
        "The picture has more than {limit_pixels} pixels. Cut out the code, and try again.",
        "No QR code with a link can be read in this picture. Use a PNG or JPEG picture on which "
        "the whole code can be seen.",
    ),
    errors.TooManyApps: (
        "{limit} mini-programs are open already. Close some first.",
        "Too many mini-programs are open already. Close some first.",
    ),
    errors.CrashLoop: (
        "It stopped several times in a row. For {retry_after_s} seconds only you can open it, not "
        "links and other mini-programs.",
        "It stopped several times in a row. Wait a little, then open it again.",
    ),
    errors.HostGone: ("The Fanlight that had it open has ended. Open it again.",),
    errors.NotSandboxed: (
        "The browser's sandbox is not on, so nothing was opened. Start Fanlight as an ordinary "
        "user, not as the administrator; the details say what is missing.",
    ),
    errors.RendererGone: ("Its page ended unexpectedly. Open it again.",),
    errors.RendererStuck: ("Its page did not respond for too long, and was stopped.",),
    errors.ResourcesExceeded: (
        "It was stopped, as it took more than a mini-program may (memory, threads, storage or "
        "messages).",
    ),
    errors.LoadFailed: ("Its page could not be loaded. Try again.",),
    errors.EngineUnavailable: (
        "The browser engine that mini-programs need cannot be started here. Install Fanlight "
        "anew; the details say what is missing.",
    ),
    errors.DisplayUnavailable: ("There is no screen to show it on.",),
}

_OTHER: dict[ErrorClass, tuple[str, ...]] = {
    errors.UsageError: (
        "“{address}” is not a registry's address. Write https:// and the server's name.",
        "The registry “{registry}” is among yours already. Remove it first to add it anew.",
        "“{path}” cannot be read or used. Correct it, or choose another.",
        "This needs a part of Fanlight that is not installed: {extra}. Ask who installed it.",
        "More than one of your registries has {app_id}: {registries}. Choose it under “Discover”.",
        "“{target}” is neither an app id nor a package, a source folder or a link.",
        "That cannot be done in this way. Check what you have entered.",
    ),
    errors.NameInvalid: (
        "“{value}” is not written as it has to be. Check it.",
        "An app id, a page, a version or a fingerprint is not written as it has to be. Check it.",
    ),
    errors.NotFound: (
        "{app_id} is not offered any more. Look for it under “Discover”.",
        "It is not there any more.",
    ),
    errors.NotSupported: (
        "“{path}” could not be read or written. Choose another place, or check its rights.",
        "This system cannot do that.",
    ),
    errors.InternalError: (
        "Something went wrong in Fanlight (incident {incident}). You can report it from the menu.",
        "Something went wrong in Fanlight. You can report it from the menu.",
    ),
}

ENGLISH_ERRORS = ErrorTexts(
    {**_PACKAGE, **_TRUST, **_REGISTRY, **_STORE, **_UPDATE, **_LAUNCH, **_OTHER}
)


def error_texts(language: str) -> ErrorTexts | None:
    """The texts in a language (BCP 47), as `host.shell.texts.texts_for` chooses it; None: it is
    English, in which errors speak for themselves."""
    from host.shell.texts import nearest

    tag = nearest(language)
    if tag is None:
        return None
    from host.shell.texts.translation import translated

    return translated(ENGLISH_ERRORS, tag, "errors")
