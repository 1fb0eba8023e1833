"""What the library's commands share: targets, trust, and how results are written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from bridge.errors import NameInvalid, UsageError
from bridge.names import AppId, KeyId
from host.cli.invocation import Invocation
from host.store.consent import Ask
from host.store.install import InstallReport
from host.store.trust import TrustPolicy
from sandbox.manifest import Manifest

PACKAGE_SUFFIX = ".ma"


class TerminalAsker:
    """Asks on the terminal whether a publisher is trusted (a TrustAsker)."""

    def ask(self, publisher: KeyId, manifest: Manifest) -> bool:
        """The default is no."""
        click.echo(
            f"{manifest.name} ({manifest.app_id} {manifest.version}) is signed by a publisher "
            "this host does not know.\n"
            f"  The key's fingerprint: {publisher.fingerprint}\n"
            "  Compare it with the one the publisher gives elsewhere.",
            err=True,
        )
        return click.confirm("Trust this publisher?", default=False, err=True)


def trust_policy(invocation: Invocation, fingerprints: Iterable[str]) -> TrustPolicy:
    """`--trust` as keys; asks only where there is a person at a terminal. Raises UsageError."""
    try:
        keys = frozenset(KeyId.from_person(text) for text in fingerprints)
    except NameInvalid as error:
        raise UsageError(
            f"--trust: {error.message}; give the fingerprint that `fanlight verify` shows"
        ) from error
    terminal = sys.stdin.isatty() and sys.stderr.isatty() and not invocation.as_json
    return TrustPolicy(keys, TerminalAsker() if terminal else None)


def app_id_or_path(target: str) -> AppId | Path:
    """What a person means by TARGET: an existing path, else an app id. Raises UsageError."""
    path = Path(target)
    if path.exists():
        return path.absolute()
    if target.endswith(PACKAGE_SUFFIX) or "/" in target or "\\" in target:
        raise UsageError(f"{target}: no such file or folder", target=target)
    return parse_app_id(target)


def parse_app_id(text: str) -> AppId:
    """An app id from the command line. Raises UsageError."""
    try:
        return AppId(text)
    except NameInvalid as error:
        raise UsageError(error.message) from error


def asks_text(app_id: AppId, asks: Iterable[Ask]) -> list[str]:
    """Lines that say what is still to be agreed to, and how."""
    waiting = sorted(asks)
    if not waiting:
        return []
    return [
        "  it asks for more than you agreed to, and is not opened before you do:",
        *(f"    {ask}" for ask in waiting),
        f"  agree: fanlight update {app_id} --accept; else: fanlight rollback {app_id}",
    ]


def install_text(report: InstallReport) -> str:
    """A report in a few lines."""
    lines = [
        f"installed {report.app_id} {report.version} in {report.total_ms:.0f} ms "
        f"({report.bytes_downloaded} bytes downloaded, {report.bytes_reused} reused)",
        *asks_text(report.app_id, report.consent_needed),
    ]
    return "\n".join(lines)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns, two spaces apart."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
