"""An S3-compatible bucket, through obstore: an extra, `pip install fanlight[s3]`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import RegistryUnreachable, UsageError
from host.store.registry.caching import cache_control, content_type

if TYPE_CHECKING:
    from obstore.store import S3Store

_SCHEME = "s3://"
MAX_READ_BYTES = 1024 * 1024


class S3Bucket:
    """What stands at `s3://bucket/prefix`; paths are relative to that.

    Who may write there is told by the environment, as other programs for S3 read it:
    `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`,
    `AWS_ENDPOINT_URL`; on Amazon's own machines by their role. `endpoint` is the address of a
    store that is not Amazon's. Blocks. Every method raises RegistryUnreachable.
    """

    def __init__(self, url: str, endpoint: str | None = None) -> None:
        """Raises UsageError: the extra is not installed, or `url` names no bucket."""
        self.url = url.rstrip("/")
        self._store = _open(self.url, endpoint)

    def read(self, path: str) -> bytes | None:
        """A small file; None where there is none."""
        import obstore

        with self._told(f"reading {path}"):
            try:
                found = obstore.get(self._store, path)
            except FileNotFoundError:
                return None
            if found.meta["size"] > MAX_READ_BYTES:
                raise RegistryUnreachable(f"{self.url}/{path} is no file of a registry: too large")
            return bytes(found.bytes())

    def sizes(self) -> dict[str, int]:
        """All files by path, with their sizes in bytes."""
        import obstore

        with self._told("listing what is there"):
            pages = obstore.list(self._store, chunk_size=1000)
            return {str(one["path"]): int(one["size"]) for page in pages for one in page}

    def put(self, path: str, file: Path) -> None:
        """Write a file whole, with how long it may be cached, in place of what was there."""
        import obstore

        headers = {
            "Cache-Control": cache_control(file.name),
            "Content-Type": content_type(file.name),
        }
        with self._told(f"writing {path}"):
            obstore.put(self._store, path, file, attributes=headers)

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            reason = " ".join(str(error).split())[:300]
            raise RegistryUnreachable(
                f"{self.url}: {doing} failed ({reason}); look at the bucket's name, --endpoint "
                "and the AWS_… variables, then upload again: what is served is as it was",
                url=self.url,
            ) from error


def _open(url: str, endpoint: str | None) -> S3Store:
    bucket = url.removeprefix(_SCHEME).partition("/")[0]
    if not url.startswith(_SCHEME) or not bucket:
        raise UsageError(f"{url!r} is no place to upload to; write s3://BUCKET or s3://BUCKET/PATH")
    try:
        from obstore.exceptions import BaseError
        from obstore.store import S3Store
    except ImportError as error:
        raise UsageError(
            "uploading to S3 needs an extra that is not installed: pip install 'fanlight[s3]'"
        ) from error
    try:
        if endpoint is None:
            return S3Store.from_url(url)
        plain = endpoint.startswith("http://")
        return S3Store.from_url(url, endpoint=endpoint, client_options={"allow_http": plain})
    except (BaseError, ValueError) as error:
        raise UsageError(f"{url} cannot be used: {error}") from error
