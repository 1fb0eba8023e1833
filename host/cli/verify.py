"""`fanlight verify`: the installer's gate, on a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from bridge.errors import FanlightError, PackageError
from bridge.names import KeyId
from host.cli.frame import Invocation, command
from host.cli.invocation import EXIT_FAILED
from host.paths import Home
from sandbox.package.signing import Signer
from sandbox.package.source import FileSource
from sandbox.package.verify import Package, VerifiedBundle, check_crc, open_package
from sandbox.package.verify import verify as verify_package


@command(name="verify", help="Check a package: structure, signatures, manifest, every byte.")
@click.argument("package", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def verify(invocation: Invocation, package: Path) -> None:
    """Answer with the contract's document; exit 1 when the package is refused."""
    errors: list[dict[str, object]] = []
    opened: Package | None = None
    bundle: VerifiedBundle | None = None
    with FileSource(package) as source:
        try:
            opened = open_package(source)
            bundle = verify_package(opened)
            errors.extend(_file_errors(bundle))
        except PackageError as error:
            errors.append(_error(error))
    trusted = _trusted_keys(invocation, opened.signed.signers if opened else ())
    document = _document(opened, errors, trusted)
    invocation.answer(document, _text(package, opened, bundle, errors, trusted))
    if errors:
        if not invocation.as_json:
            for error_row in errors:
                click.echo(f"fanlight: {error_row['message']}  [{error_row['code']}]", err=True)
        sys.exit(EXIT_FAILED)


def _file_errors(bundle: VerifiedBundle) -> list[dict[str, object]]:
    """Read every file; all that are wrong, not only the first."""
    found = []
    for file in bundle.index.files:
        try:
            check_crc(file, bundle.read(file.path))
        except FanlightError as error:
            found.append(_error(error))
    return found


def _error(error: FanlightError) -> dict[str, object]:
    return {"code": error.code, "path": error.detail.get("path"), "message": error.message}


def _document(
    package: Package | None, errors: Sequence[dict[str, object]], trusted: Mapping[KeyId, str]
) -> dict[str, object]:
    index = package.index if package else None
    return {
        "ok": not errors,
        "app_id": index.app_id if index else None,
        "version": index.version.as_json() if index else None,
        "kind": index.kind.value if index else None,
        "files": len(index.files) if index else 0,
        "bytes": index.content_bytes if index else 0,
        "signers": [
            {
                "keyid": signer.key_id,
                "publisher": index is not None and signer.key_id == index.publisher,
                "trusted": signer.key_id in trusted,
                "fingerprint": signer.key_id.fingerprint,
            }
            for signer in (package.signed.signers if package else ())
        ],
        "lineage": list(package.signed.lineage) if package else [],
        "errors": list(errors),
    }


def _text(
    place: Path,
    package: Package | None,
    bundle: VerifiedBundle | None,
    errors: Sequence[dict[str, object]],
    trusted: Mapping[KeyId, str],
) -> str:
    if package is None:
        return f"{place}: refused"
    index = package.index
    lines = [f"{place}: {'refused' if errors else 'all is as its publisher signed it'}"]
    name = f"{bundle.manifest.name}, " if bundle else ""
    lines.append(f"  {name}{index.app_id} {index.version}, {index.kind}")
    lines.append(f"  {len(index.files)} files, {index.content_bytes} bytes")
    for number, signer in enumerate(package.signed.signers):
        role = "reviewer" if number else "publisher"
        known = trusted.get(signer.key_id, "not known here")
        lines.append(f"  {role} {signer.key_id.fingerprint} ({known})")
    return "\n".join(lines)


def _trusted_keys(invocation: Invocation, signers: Iterable[Signer]) -> dict[KeyId, str]:
    """Which signers are the person's own keys, or publishers a person has said yes to here: each
    with the words for that. An own key is no publisher that installing would not ask about."""
    from host.store.keys import KeyStore

    trusted: dict[KeyId, str] = {}
    ids = {signer.key_id for signer in signers}
    try:
        own = {entry.key_id for entry in KeyStore(invocation.home.keys).list()} & ids
        trusted |= dict.fromkeys(own, "a key of yours")
        if invocation.home.database.exists():
            trusted |= dict.fromkeys(_accepted(invocation.home, ids), "trusted here")
    except FanlightError as error:
        # What is wrong with this host's own files says nothing about the package.
        invocation.progress(f"warning: {error.message}")
    return trusted


def _accepted(home: Home, ids: Iterable[KeyId]) -> set[KeyId]:
    from host.store.rows import TrustedHow
    from host.store.store import Store

    with Store(home) as store:
        rows = store.database.read(
            lambda held: [store.receipts.publisher(held, key_id) for key_id in ids]
        )
    # A registry's word counts for what comes from that registry only.
    return {row.key_id for row in rows if row and row.trusted_how is not TrustedHow.REGISTRY}
