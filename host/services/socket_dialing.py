"""A WebSocket's connection to a checked address. Imports websockets: load it at first use."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from typing import TYPE_CHECKING

import websockets
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bridge.errors import NetworkFailed
from host.services.addresses import is_elsewhere
from host.services.certificates import internet_tls
from host.services.names import Names

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("fanlight.network")

_FAILED = "the request failed, took too long, or is not allowed"


class SocketRefused(Exception):
    """A name has no public address, and the operator has not allowed its origin by name."""


async def dial(
    target: httpx.URL,
    headers: tuple[tuple[str, str], ...],
    protocols: tuple[str, ...],
    user_agent: str,
    allowed_private: frozenset[tuple[str, int]],
    names: Names,
    tls: ssl.SSLContext | None,
    *,
    max_bytes: int,
    backlog: int,
) -> ClientConnection:
    """Connect to the address that was checked; no proxy, no redirect, no environment.

    `target` is the http(s) form of the address. Raises SocketRefused, NetworkFailed.
    """
    secure = target.scheme == "https"
    host = target.raw_host.decode("ascii")
    port = target.port or (443 if secure else 80)
    connection = await _connected(host, port, allowed_private, names)
    try:
        context = (tls or internet_tls()) if secure else None
        return await connect(
            f"{'wss' if secure else 'ws'}{str(target).removeprefix(target.scheme)}",
            sock=connection,
            ssl=context,
            server_hostname=host if secure else None,
            additional_headers=[pair for pair in headers if pair[0] != "user-agent"],
            user_agent_header=dict(headers).get("user-agent", user_agent),
            subprotocols=[Subprotocol(name) for name in protocols] or None,
            max_size=max_bytes,
            max_queue=backlog,
            proxy=None,
            open_timeout=None,
        )
    except (OSError, websockets.WebSocketException, ValueError) as error:
        connection.close()
        log.info("%s: %r", host, error)
        raise NetworkFailed(_FAILED) from None
    except BaseException:
        connection.close()
        raise


async def _connected(
    host: str, port: int, allowed_private: frozenset[tuple[str, int]], names: Names
) -> socket.socket:
    loop = asyncio.get_running_loop()
    try:
        found = await names.find(host, port)
    except OSError:
        raise NetworkFailed(_FAILED) from None
    if (host.lower(), port) not in allowed_private:
        found = [entry for entry in found if is_elsewhere(str(entry[4][0]))]
        if not found:
            raise SocketRefused(f"{host} is on this machine or its own network")
    for family, kind, protocol, _, address in found:
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)
        try:
            await loop.sock_connect(made, address)
        except OSError as error:
            made.close()
            log.info("%s: %r", host, error)
        except BaseException:
            made.close()
            raise
        else:
            return made
    raise NetworkFailed(_FAILED)
