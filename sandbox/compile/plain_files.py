"""The files that are packed as they are: images, fonts, media, data."""

from __future__ import annotations

from pathlib import PurePosixPath

from bridge.errors import EntryNameInvalid, LimitExceeded
from sandbox.compile.contents import Contents
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.memo import Memo
from sandbox.compile.project import Settings
from sandbox.compile.scan import tell_leaks, traced
from sandbox.compile.sources import TEMPLATE_SUFFIX, assets
from sandbox.manifest import MANIFEST_PATH
from sandbox.package.entry_name import check_path, folded
from sandbox.package.limits import DEFAULT_LIMITS

_MADE_FOLDER = "weixin/"
_TEXTS = frozenset({".json", ".txt", ".xml", ".csv", ".pem", ".key", ".yml", ".yaml"})


class PlainFiles:
    """Reads what belongs into the package; what cannot stand there is left out with a warning."""

    def __init__(
        self, contents: Contents, memo: Memo, settings: Settings, found: Diagnostics
    ) -> None:
        self._contents = contents
        self._memo = memo
        self._settings = settings
        self._found = found

    def read(self, own: frozenset[str], *, allow_secrets: bool) -> dict[str, bytes]:
        """Path → bytes. `own`: files that were read as configuration and are not packed."""
        names: dict[str, str] = {}
        files: dict[str, bytes] = {}
        for path in assets(self._contents.files, self._settings):
            if path in own or self._is_declaration(path) or not self._may_stand(path, names):
                continue
            files[path] = self._contents.data(path)
            self._look_through(path, allow_secrets=allow_secrets)
        return files

    def _is_declaration(self, path: str) -> bool:
        """Whether it is the JSON of a component, be it one that nothing leads to."""
        stem = path.removesuffix(".json")
        return stem != path and self._contents.files.exists(f"{stem}{TEMPLATE_SUFFIX}")

    def _may_stand(self, path: str, names: dict[str, str]) -> bool:
        """Whether a package can hold a file of that name; `names` are those it holds already."""
        if path == MANIFEST_PATH or path.startswith(_MADE_FOLDER):
            self._leave_out(path, f"{MANIFEST_PATH} and {_MADE_FOLDER} are made by the build")
            return False
        try:
            check_path(path, DEFAULT_LIMITS)
        except (EntryNameInvalid, LimitExceeded) as error:
            self._leave_out(path, error.message)
            return False
        other = names.setdefault(folded(path), path)
        if other != path:
            self._leave_out(path, f"its name and {other!r} differ only by case")
            return False
        stamp = self._contents.files.stamp(path)
        if stamp is not None and stamp.size_bytes > DEFAULT_LIMITS.file_bytes:
            self._leave_out(path, f"it has more than {DEFAULT_LIMITS.file_bytes} bytes")
            return False
        return True

    def _leave_out(self, path: str, why: str) -> None:
        self._found.warning("C1075", path, f"is left out of the package: {why}", fix="rename it")

    def _look_through(self, path: str, *, allow_secrets: bool) -> None:
        if PurePosixPath(path).suffix.lower() in _TEXTS or "private" in path.lower():
            traces = traced(self._memo, path)
            tell_leaks(path, traces.leaks, allowed=allow_secrets, found=self._found)
