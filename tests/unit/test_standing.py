"""Views that stand for web apps: which stay, and who waits for whom."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bridge.errors import StoreBusy
from bridge.names import AppId
from host.compose.standing import Standing

TEA, CAKE, BUN = (AppId(f"org.example.{name}") for name in ("tea", "cake", "bun"))


class _Spare:
    """Says what became of it."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.told: list[str] = []
        self.lost: list[Any] = []
        terminated = SimpleNamespace(connect=self.lost.append)
        page = SimpleNamespace(renderProcessTerminated=terminated)
        self.blank = SimpleNamespace(gone=asyncio.Event(), greeted=asyncio.Event(), page=page)
        self.is_guess = False

    def end_view(self) -> None:
        self.told.append("ended")

    def unlock(self) -> None:
        self.told.append("unlocked")

    def end(self) -> None:
        self.end_view()
        self.unlock()


class _Host:
    """Makes views at once, unless it is to `wait`."""

    def __init__(self) -> None:
        self.settings = SimpleNamespace(ahead=SimpleNamespace(web_views=2))
        self.running: tuple[Any, ...] = ()
        self.preloading = SimpleNamespace(house=lambda spare: None)
        self.opening: set[AppId] = set()
        self.made: list[_Spare] = []
        self.wait: asyncio.Event | None = None
        self.error: StoreBusy | None = None
        self.greets = True

    def is_opening(self, app_id: AppId) -> bool:
        return app_id in self.opening

    async def make_spare(self, host: str, *, cross_origin_isolated: bool) -> _Spare:
        if self.wait is not None:
            await self.wait.wait()
        if self.error is not None:
            raise self.error
        spare = _Spare(host)
        self.made.append(spare)
        spare.told.append("waits")
        if self.greets:
            spare.blank.greeted.set()
        spare.blank.gone.set()  # it goes at once when it is let go
        return spare


def standing() -> tuple[_Host, Standing]:
    host = _Host()
    return host, Standing(cast("Any", host))


async def make(views: Standing, *apps: AppId, keep: tuple[AppId, ...] = ()) -> None:
    for app in apps:
        await views.make(app, f"{app}!", cross_origin_isolated=False, keep=keep)


async def test_the_one_that_was_wanted_longest_ago_goes() -> None:
    host, views = standing()
    await make(views, TEA, CAKE, TEA, BUN)
    assert views.hosts == (f"{TEA}!", f"{BUN}!")
    assert [spare.told for spare in host.made] == [
        ["waits"],
        ["waits", "ended", "unlocked"],
        ["waits"],
    ]
    assert views.wasted == 1


async def test_none_goes_for_one_that_is_less_likely() -> None:
    host, views = standing()
    await make(views, TEA, CAKE)
    await make(views, BUN, keep=(TEA, CAKE, BUN))
    assert views.hosts == (f"{TEA}!", f"{CAKE}!")
    assert len(host.made) == 2
    await make(views, BUN, keep=(BUN, TEA))
    assert views.hosts == (f"{TEA}!", f"{BUN}!")


async def test_who_opens_an_app_waits_for_the_view_that_is_being_made() -> None:
    host, views = standing()
    host.wait = asyncio.Event()
    making = asyncio.ensure_future(make(views, TEA))
    await asyncio.sleep(0)
    opening = asyncio.ensure_future(views.settled(TEA))
    await views.settled(CAKE)  # of no concern
    await asyncio.sleep(0)
    assert not opening.done()
    host.wait.set()
    await opening
    found = views.take(f"{TEA}!")
    assert found is cast("Any", host.made[0])
    assert found.is_guess
    assert views.take(f"{TEA}!") is None
    await making


async def test_who_opens_an_app_waits_until_its_view_has_let_its_profile_go() -> None:
    host, views = standing()
    await make(views, TEA)
    host.made[0].blank.gone.clear()
    going = asyncio.ensure_future(views.give_up(f"{TEA}!"))
    await asyncio.sleep(0)
    opening = asyncio.ensure_future(views.settled(TEA))
    await asyncio.sleep(0)
    assert views.hosts == ()
    assert (opening.done(), host.made[0].told) == (False, ["waits", "ended"])
    host.made[0].blank.gone.set()
    await asyncio.gather(going, opening)
    assert host.made[0].told[-1] == "unlocked"


@pytest.mark.parametrize("reason", ["opening", "running", "ended", "busy"])
async def test_none_is_made_for_an_app_that_has_its_own(reason: str) -> None:
    host, views = standing()
    match reason:
        case "opening":
            host.opening = {TEA}
        case "running":
            host.running = (SimpleNamespace(ref=SimpleNamespace(host=f"{TEA}!")),)
        case "ended":
            views.end()
        case _:
            host.error = StoreBusy("it is open elsewhere")
    await make(views, TEA)
    assert (views.hosts, host.made) == ((), [])


async def test_one_that_is_made_as_the_host_ends_ends_too() -> None:
    host, views = standing()
    host.wait = asyncio.Event()
    making = asyncio.ensure_future(make(views, TEA))
    await asyncio.sleep(0)
    views.end()
    host.wait.set()
    await making
    assert views.hosts == ()
    assert host.made[0].told == ["waits", "ended", "unlocked"]


async def test_one_whose_page_says_nothing_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("host.compose.standing.STANDS_WITHIN_S", 0.0)
    host, views = standing()
    host.greets = False
    await make(views, TEA)
    assert views.hosts == ()
    assert host.made[0].told == ["waits", "ended", "unlocked"]


async def test_one_that_lost_its_renderer_is_none() -> None:
    host, views = standing()
    await make(views, TEA)
    (lost,) = host.made[0].lost
    lost("crashed", 1)
    assert (views.hosts, views.wasted) == ((), 1)
    assert host.made[0].told == ["waits", "ended", "unlocked"]
    lost("crashed", 1)  # nobody's any more
    assert views.wasted == 1
