"""How long a host stays, once nobody waits for it any more: what a person has open holds it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Staying:
    """One for a host; on its event loop.

    Apps that run hold their host, and so does what `hold` was called with: a launcher in sight,
    an icon in the tray, a command that waits for what it opened. `quit` overrides them all.
    """

    def __init__(self, runs: Callable[[], bool]) -> None:
        """`runs` says whether any app runs; `look` is to be called when one has ended."""
        self._runs = runs
        self._held: set[object] = set()
        self._ends: list[Callable[[], object]] = []
        self._changed = asyncio.Event()
        self._quits = False

    @property
    def quits(self) -> bool:
        """Whether a person said that all shall end."""
        return self._quits

    def hold(self, holder: object) -> None:
        """The host stays for `holder`, until that lets go."""
        self._held.add(holder)

    def let_go(self, holder: object) -> None:
        """`holder` needs the host no more; one that never held it is no error."""
        self._held.discard(holder)
        self.look()

    @contextmanager
    def held(self) -> Iterator[None]:
        """The host stays as long as the body takes."""
        holder = object()
        self.hold(holder)
        try:
            yield
        finally:
            self.let_go(holder)

    def look(self) -> None:
        """Something has ended that may have been the last."""
        self._changed.set()

    def quit(self) -> None:
        """End all, whatever is open: apps are closed by the host's end."""
        self._quits = True
        self.look()

    async def over(self) -> None:
        """Wait until nothing holds the host, or a person quits."""
        while not self._quits and (self._held or self._runs()):
            self._changed.clear()
            await self._changed.wait()

    def at_end(self, end: Callable[[], object]) -> None:
        """`end` is called when the host begins to end."""
        self._ends.append(end)

    def end(self) -> None:
        """The host ends."""
        ends, self._ends = self._ends, []
        for each in ends:
            each()


async def tell_once(told: Path, tell: Callable[[], bool]) -> None:
    """Tell a person what they have to know once; `told` stands where they were told. `tell` gives
    False where it could not, and is called again another time."""
    if await asyncio.to_thread(told.exists) or not tell():
        return
    with suppress(OSError):  # then they are told twice
        await asyncio.to_thread(told.touch)
