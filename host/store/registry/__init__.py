"""The registries this host trusts: what is in them, read through TUF.

Light to import: python-tuf and httpx are loaded by the first call that needs them.
"""

from host.store.registry.book import RegistryBook, RegistryEntry
from host.store.registry.catalogue import (
    Catalogue,
    CatalogueApp,
    CataloguePublisher,
    CatalogueVersion,
    Standing,
)
from host.store.registry.client import Registry
from host.store.registry.floors import FileFloors, Floors, FloorStore
from host.store.registry.layout import PublisherName, RegistryName
from host.store.registry.refs import AppRef

__all__ = [
    "AppRef",
    "Catalogue",
    "CatalogueApp",
    "CataloguePublisher",
    "CatalogueVersion",
    "FileFloors",
    "FloorStore",
    "Floors",
    "PublisherName",
    "Registry",
    "RegistryBook",
    "RegistryEntry",
    "RegistryName",
    "Standing",
]
