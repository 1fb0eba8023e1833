"""Serving a registry over HTTP: static files, nothing else. Any web server does as well."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
import zstandard
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from bridge.errors import UsageError
from bridge.names import Digest
from host.dev.publish.tree import Tree
from host.dev.remembered import FILE, Remembered
from host.store.registry.caching import cache_control, content_type
from host.store.registry.layout import METADATA_FOLDER, TARGETS_FOLDER

START_WAIT_S = 15.0
_ZSTD_LEVEL = 6


class _RegistryFiles(StaticFiles):
    """Static files with ranges and ETags (Starlette's), and how long each may be cached."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        scope[FILE] = (os.fspath(full_path), stat_result)
        name = Path(full_path).name
        asked = Headers(scope=scope)
        if name.endswith(".json") and "zstd" in asked.get("accept-encoding", ""):
            response = _packed(Path(full_path), response)
        response.headers["Cache-Control"] = cache_control(name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Type"] = content_type(name)
        return response


def _packed(file: Path, plain: Response) -> Response:
    """A registry's JSON packed by zstd, for a host that asked for it."""
    content = zstandard.ZstdCompressor(_ZSTD_LEVEL).compress(file.read_bytes())
    etag = plain.headers["ETag"].rstrip('"') + '-zstd"'
    headers = {"Content-Encoding": "zstd", "Vary": "Accept-Encoding", "ETag": etag}
    return Response(content, plain.status_code, headers)


def registry_app(folder: Path) -> ASGIApp:
    """The web application for a registry's folder: `/metadata/` and `/targets/`."""
    tree = Tree(folder)
    files = Starlette(
        routes=[
            Mount(f"/{METADATA_FOLDER}", _RegistryFiles(directory=tree.metadata, check_dir=False)),
            Mount(f"/{TARGETS_FOLDER}", _RegistryFiles(directory=tree.targets, check_dir=False)),
        ]
    )
    return Remembered(files)


class Serving:
    """A registry being served. `start()` and `stop()`, or a `with`, in a thread of its own;
    `run()` in this one, until it is interrupted.

    Raises RegistryInvalid when `folder` is no registry, UsageError when the address is taken.
    """

    def __init__(self, folder: Path, host: str = "127.0.0.1", port: int = 0) -> None:
        self.root_sha256 = Digest.of(Tree(folder).root_file().read_bytes())
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.port}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                registry_app(folder),
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                ws="none",
                timeout_graceful_shutdown=3,
            )
        )
        self._thread: threading.Thread | None = None

    def as_json(self) -> dict[str, object]:
        """`{"url", "root_sha256"}`."""
        return {"url": self.url, "root_sha256": self.root_sha256}

    def run(self) -> None:
        """Serve until interrupted (SIGINT, SIGTERM) or stopped from another thread."""
        with contextlib.closing(self._socket):
            self._server.run(sockets=[self._socket])

    def start(self) -> Self:
        """Serve from a thread; requests are answered from now on. Call once."""
        self._thread = threading.Thread(target=self.run, name="registry-serve", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and wait for it. May be called twice."""
        self._server.should_exit = True
        if self._thread is None:
            self._socket.close()
        else:
            self._thread.join(START_WAIT_S)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(128)
        except BaseException:
            listening.close()
            raise
    except OSError as error:
        raise UsageError(
            f"cannot serve on {host} port {port}: {error.strerror or error}; "
            "choose another --port (0 takes a free one)",
            host=host,
            port=port,
        ) from error
    return listening
