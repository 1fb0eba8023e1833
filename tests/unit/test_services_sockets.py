"""WebSockets: declared and checked origins only, both ways, closed with the app."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import msgspec
import pytest
from websockets.asyncio.server import ServerConnection, serve

from bridge.api.sockets import CloseParams, ConnectParams, SendParams
from bridge.errors import InvalidParams, NetworkFailed, NotFound
from host.services.origins import OriginRules
from host.services.sockets import SocketService
from tests.http_site import Net, network


@contextlib.asynccontextmanager
async def server() -> AsyncIterator[tuple[int, list[dict[str, str]]]]:
    """A server that says everything back; closes at "bye", breaks at "break"."""
    seen: list[dict[str, str]] = []

    async def talk(connection: ServerConnection) -> None:
        request = connection.request
        seen.append({name.lower(): text for name, text in request.headers.raw_items()})
        async for message in connection:
            if message == "bye":
                await connection.close(4001, "server")
            elif message == "break":
                connection.transport.abort()
            else:
                await connection.send(message)

    def choose(connection: ServerConnection, offered: list[str]) -> str | None:
        return "chat" if "chat" in offered else None

    async with serve(talk, "127.0.0.1", 0, select_subprotocol=choose) as running:
        yield running.sockets[0].getsockname()[1], seen


@contextlib.asynccontextmanager
async def service(net: Net, *origins: str) -> AsyncIterator[SocketService]:
    made = SocketService(net.outbound, OriginRules(origins), net.events)
    yield made
    await made.aclose()


async def heard(net: Net, name: str) -> dict[str, object]:
    async with asyncio.timeout(10):
        while True:
            for event, payload in net.events.sent:
                if event == name:
                    net.events.sent.remove((event, payload))
                    return msgspec.to_builtins(payload)
            await asyncio.sleep(0.005)


async def test_messages_go_both_ways() -> None:
    async with server() as (port, seen), network(f"http://127.0.0.1:{port}") as net:
        async with service(net, f"http://127.0.0.1:{port}") as own:
            url = f"ws://127.0.0.1:{port}/live?a=1"
            await own.connect(
                ConnectParams(task=1, url=url, protocols=["chat"], header={"X-Own": "1"})
            )
            assert (await heard(net, "socketOpen"))["task"] == 1
            assert (seen[0]["x-own"], seen[0]["sec-websocket-protocol"]) == ("1", "chat")
            assert "origin" not in seen[0]
            await own.send(SendParams(task=1, text="茶"))
            assert await heard(net, "socketMessage") == {"task": 1, "text": "茶", "base64": None}
            await own.send(SendParams(task=1, base64="AAE="))
            assert (await heard(net, "socketMessage"))["base64"] == "AAE="
            await own.send(SendParams(task=1, text="bye"))
            closed = await heard(net, "socketClosed")
            assert closed == {"task": 1, "code": 4001, "reason": "server"}
            with pytest.raises(NotFound):
                await own.send(SendParams(task=1, text="x"))


async def test_the_app_closes_it_and_a_break_is_an_error() -> None:
    async with server() as (port, _), network(f"http://127.0.0.1:{port}") as net:
        async with service(net, f"http://127.0.0.1:{port}") as own:
            url = f"ws://127.0.0.1:{port}/"
            await own.connect(ConnectParams(task=1, url=url))
            await own.close(CloseParams(task=1, code=3000, reason="done"))
            assert (await heard(net, "socketClosed"))["code"] == 3000
            await own.connect(ConnectParams(task=2, url=url))
            await own.send(SendParams(task=2, text="break"))
            assert (await heard(net, "socketError"))["task"] == 2
            assert (await heard(net, "socketClosed"))["code"] == 1006
            for bad in (CloseParams(task=1, code=1001), CloseParams(task=1, code=2999)):
                with pytest.raises(InvalidParams):
                    await own.close(bad)


async def test_what_is_not_allowed_is_not_dialled() -> None:
    async with server() as (port, seen):
        url, origin = f"ws://127.0.0.1:{port}/", f"http://127.0.0.1:{port}"
        async with network(origin) as net, service(net) as own:
            with pytest.raises(NetworkFailed):
                await own.connect(ConnectParams(task=1, url=url))
            assert "not declared" in net.denials.found[0][1]
        async with network() as net, service(net, origin) as own:
            with pytest.raises(NetworkFailed):
                await own.connect(ConnectParams(task=1, url=url))
            assert "on this machine" in net.denials.found[0][1]
            for bad in (f"http://127.0.0.1:{port}/", "file:///etc/passwd", "ws:", "x"):
                with pytest.raises(NetworkFailed):
                    await own.connect(ConnectParams(task=1, url=bad))
            with pytest.raises(InvalidParams):
                await own.connect(ConnectParams(task=1, url=url, protocols=["a b"]))
        assert seen == []


async def test_five_at_once_and_none_after_the_app() -> None:
    async with server() as (port, _), network(f"http://127.0.0.1:{port}") as net:
        async with service(net, f"http://127.0.0.1:{port}") as own:
            url = f"ws://127.0.0.1:{port}/"
            for task in range(1, 6):
                await own.connect(ConnectParams(task=task, url=url))
            with pytest.raises(InvalidParams):
                await own.connect(ConnectParams(task=6, url=url))
            with pytest.raises(InvalidParams):
                await own.connect(ConnectParams(task=5, url=url))
        closed = [event for event, _ in net.events.sent if event == "socketClosed"]
        assert len(closed) == 5
