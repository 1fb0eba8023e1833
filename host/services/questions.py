"""What a person is asked for by the host itself. Few imports: every window has texts for it."""

from __future__ import annotations

import enum


class Agreement(enum.Enum):
    """What a person is asked to agree to, outside of what an app could draw."""

    PROFILE = enum.auto()
    PHONE = enum.auto()
    PAYMENT = enum.auto()
    MESSAGES = enum.auto()
    OPEN_ADDRESS = enum.auto()
    OPEN_DOCUMENT = enum.auto()


class FormKind(enum.StrEnum):
    """What a person keeps in the host; the value is its name in their file."""

    ADDRESS = "addresses"
    INVOICE_TITLE = "invoiceTitles"
    PLACE = "places"
