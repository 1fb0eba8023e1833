"""What an app may take of the machine, and what is said when it takes more."""

from __future__ import annotations

import os
from pathlib import Path

from bridge.errors import ResourcesExceeded
from bridge.names import AppId
from host.settings import Limits
from sandbox.view.port import Usage

MB = 1_000_000
GROWTH_BYTES = 4 * MB
"""What an app that is over its quota already may still write: to remove things, mostly."""


def excess(app_id: AppId, usage: Usage, limits: Limits) -> ResourcesExceeded | None:
    """Why the renderer of `app_id` must end; None while it keeps to its limits."""
    if usage.memory_bytes > limits.app_memory_mb * MB:
        return exceeded(app_id, "memory", f"{limits.app_memory_mb} MB of memory")
    if usage.threads > limits.app_threads:
        return exceeded(app_id, "threads", f"{limits.app_threads} threads")
    return None


def exceeded(app_id: AppId, what: str, limit: str) -> ResourcesExceeded:
    """The error of an app that took more `what` than `limit`, such as `1024 MB of memory`."""
    return ResourcesExceeded(
        f"{app_id} was stopped: it took more than the {limit} that an app may have "
        "(limits in settings.json)",
        app_id=app_id,
        what=what,
    )


class StorageQuota:
    """The browser storage of one running app. Over its quota it may shrink, but not grow: what
    was kept by an app is never removed behind its back."""

    def __init__(self, quota_bytes: int) -> None:
        self._quota_bytes = quota_bytes
        self._least_bytes: int | None = None

    def allows(self, used_bytes: int) -> bool:
        """Whether the app may run on with so much on disk."""
        if self._least_bytes is None or used_bytes < self._least_bytes:
            self._least_bytes = used_bytes
        return used_bytes <= max(self._quota_bytes, self._least_bytes + GROWTH_BYTES)


def folder_bytes(folder: Path) -> int:
    """The sizes of all files below `folder`, 0 where there is none. Blocks; follows no links."""
    total = 0
    todo = [os.fspath(folder)]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    try:
                        if entry.is_dir(follow_symlinks=False):
                            todo.append(entry.path)
                        else:
                            total += entry.stat(follow_symlinks=False).st_size
                    except OSError:
                        continue  # the engine removed it meanwhile
        except OSError:
            continue
    return total
