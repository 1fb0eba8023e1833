"""Why an installer cannot be made here."""

from __future__ import annotations


class BuildImpossible(Exception):
    """The message says what is missing, and how to get it."""
