"""All families of the bridge in the order of the reference: checks, docs and types come from it.

A launch needs few of them; so they do not come in with the package.
"""

from __future__ import annotations

from bridge.api import (
    account,
    appfiles,
    apps,
    choosing,
    clipboard,
    device,
    files,
    interaction,
    lifecycle,
    location,
    logs,
    navigation,
    network,
    notification,
    pages,
    person,
    sharing,
    sockets,
    storage,
    system,
    transfer,
    updates,
)
from bridge.api.family import Entry, Family, Spec
from bridge.methods import EventSpec

FAMILIES: tuple[Family, ...] = (
    lifecycle.FAMILY,
    storage.FAMILY,
    network.FAMILY,
    transfer.FAMILY,
    sockets.FAMILY,
    interaction.FAMILY,
    navigation.FAMILY,
    pages.FAMILY,
    system.FAMILY,
    device.FAMILY,
    files.FAMILY,
    appfiles.FAMILY,
    choosing.FAMILY,
    clipboard.FAMILY,
    notification.FAMILY,
    location.FAMILY,
    account.FAMILY,
    person.FAMILY,
    sharing.FAMILY,
    apps.FAMILY,
    updates.FAMILY,
    logs.FAMILY,
)
ALL_METHODS: tuple[Spec, ...] = tuple(spec for family in FAMILIES for spec in family.methods)
ALL_EVENTS: tuple[EventSpec, ...] = tuple(event for family in FAMILIES for event in family.events)

__all__ = ["ALL_EVENTS", "ALL_METHODS", "FAMILIES", "Entry", "Family", "Spec"]
