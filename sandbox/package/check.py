"""Everything that can be wrong with files that are to be packed, found in one pass."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

import msgspec

from bridge.errors import EntryNameInvalid, FanlightError, LimitExceeded, ManifestInvalid
from sandbox.manifest import MANIFEST_PATH, Kind, read_manifest
from sandbox.mime import HTML, mime_of
from sandbox.package.entry_name import check_distinct, check_path
from sandbox.package.limits import Limits
from sandbox.package.page_lint import page_faults
from sandbox.package.secret_scan import find_secrets
from sandbox.package.verify import required_files
from sandbox.package.weixin import APP_CONFIG_PATH, check_app_config

SECRET_CODE = "build.secret"
MANIFEST_NOTE_CODE = "build.manifest"
W3C_NOTE_CODE = "build.w3c"
PAGE_NOTE_CODE = "build.page"


class Severity(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(msgspec.Struct, frozen=True):
    """One thing to change, in one file.

    `line` and `column` count from 1; None where they mean nothing. `fix` says what to do, ""
    where the message does.
    """

    path: str
    code: str
    message: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    column: int | None = None
    fix: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        told = self.message if place in self.message else f"{place}: {self.message}"
        return f"{told}; {self.fix}" if self.fix else told

    def as_json(self) -> dict[str, object]:
        """`{"path", "line", "column", "code", "severity", "message", "fix"}`."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "fix": self.fix,
        }


def check_files(
    files: Mapping[str, bytes],
    limits: Limits,
    *,
    allow_secrets: bool = False,
    looked_through: bool = False,
) -> tuple[Problem, ...]:
    """All problems and warnings, file by file; empty when there is nothing to say.

    `looked_through`: what the files were made of was looked through for secrets already.
    """
    secrets = Severity.WARNING if allow_secrets else Severity.ERROR
    found = [
        *_names(files, limits),
        *_sizes(files, limits),
        *_manifest(files),
        *([] if looked_through else _secrets(files, secrets)),
    ]
    return tuple(sorted(found, key=lambda problem: (problem.path, problem.line or 0)))


def _names(files: Mapping[str, bytes], limits: Limits) -> Iterator[Problem]:
    for path in files:
        try:
            check_path(path, limits)
        except (EntryNameInvalid, LimitExceeded) as error:
            yield _problem(path, error)
    try:
        check_distinct(files)
    except EntryNameInvalid as error:
        yield _problem(str(error.detail["path"]), error)


def _sizes(files: Mapping[str, bytes], limits: Limits) -> Iterator[Problem]:
    for path, content in files.items():
        if len(content) > limits.file_bytes:
            message = f"is {len(content)} bytes; at most {limits.file_bytes} are allowed"
            yield Problem(path, LimitExceeded.code, message)
    total = sum(len(content) for content in files.values())
    if total > limits.content_bytes:
        message = f"all files together are {total} bytes; at most {limits.content_bytes}"
        yield Problem(".", LimitExceeded.code, message)
    if len(files) > limits.files:
        message = f"{len(files)} files; at most {limits.files} are allowed"
        yield Problem(".", LimitExceeded.code, message)


def _manifest(files: Mapping[str, bytes]) -> Iterator[Problem]:
    content = files.get(MANIFEST_PATH)
    if content is None:
        message = "is missing; `fanlight new` makes a project with one"
        yield Problem(MANIFEST_PATH, ManifestInvalid.code, message)
        return
    try:
        manifest = read_manifest(content)
    except ManifestInvalid as error:
        yield _problem(MANIFEST_PATH, error)
        return
    for path, why in required_files(manifest):
        if path not in files:
            message = f"{why}, but there is no file {path}"
            yield Problem(MANIFEST_PATH, ManifestInvalid.code, message)
    config = files.get(APP_CONFIG_PATH)
    if manifest.kind is Kind.WEIXIN and config is not None:
        try:
            check_app_config(manifest, config)
        except ManifestInvalid as error:
            yield _problem(APP_CONFIG_PATH, error)
    for warning in manifest.warnings:
        yield Problem(MANIFEST_PATH, MANIFEST_NOTE_CODE, warning, Severity.WARNING)
    if manifest.kind is Kind.WEB:
        for path in ("app.js", "app.css"):
            if path not in files:
                message = "W3C MiniApp Packaging asks for it; other hosts may refuse without"
                yield Problem(path, W3C_NOTE_CODE, message, Severity.WARNING)
        for path, page in files.items():
            if mime_of(path) == HTML:
                for line, message in page_faults(page):
                    yield Problem(path, PAGE_NOTE_CODE, message, Severity.WARNING, line)


def _secrets(files: Mapping[str, bytes], severity: Severity) -> Iterator[Problem]:
    for path, content in files.items():
        for secret in find_secrets(path, content):
            message = f"holds {secret.what}; everybody who installs the app could read it"
            yield Problem(path, SECRET_CODE, message, severity, secret.line)


def _problem(path: str, error: FanlightError) -> Problem:
    return Problem(path, error.code, error.message)
