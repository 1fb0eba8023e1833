"""Fetching over HTTP: bounded in time and bytes, resumable, and by ranges.

Importing this room imports httpx (about 0.1 s): do so inside the function that needs it.
"""

from host.store.fetch.client import HttpClient
from host.store.fetch.download import download
from host.store.fetch.metadata import TufFetcher
from host.store.fetch.ranges import HttpSource, RangesUnsupported
from host.store.fetch.settings import FetchSettings, Progress

__all__ = [
    "FetchSettings",
    "HttpClient",
    "HttpSource",
    "Progress",
    "RangesUnsupported",
    "TufFetcher",
    "download",
]
