"""The steps of a change to the store, so that a test can stop the world at each of them."""

from __future__ import annotations

import enum
from typing import Protocol


class Step(enum.StrEnum):
    """A point that an install, update, rollback or uninstall has just passed."""

    ACCEPTED = "accepted"
    """Signatures, trust, continuity and floors are right; nothing was written."""
    FILE_STAGED = "file_staged"
    """One new file is in staging; passed once a file, from several threads."""
    STAGED = "staged"
    FLUSHED = "flushed"
    PLACED = "placed"
    """All files are in the store, durably; the database still names the old version."""
    RECORDED = "recorded"
    """The database names the new state."""
    DATA_MOVED = "data_moved"
    """An uninstalled app's data stands where nothing will look for it."""
    DATA_REMOVED = "data_removed"
    FILES_REMOVED = "files_removed"
    FINISHED = "finished"


class Steps(Protocol):
    """Told of each step as it is passed."""

    def reached(self, step: Step) -> None:
        """`step` is done. What this raises ends the operation there."""
        ...


class NoSteps:
    """Takes no notice."""

    def reached(self, step: Step) -> None:
        """Does nothing."""
