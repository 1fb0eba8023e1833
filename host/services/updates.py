"""An app's own update."""

from __future__ import annotations

from bridge.api import updates
from bridge.api.updates import UpdateOutcome
from bridge.methods import Binding, Done, NoParams, bind
from host.services.ports import Updater


class UpdatesService:
    """Asks, brings in, restarts: each when the app says so."""

    def __init__(self, updater: Updater) -> None:
        self._updater = updater

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(updates.GET_UPDATE, self.check),
            bind(updates.FETCH_UPDATE, self.fetch),
            bind(updates.APPLY_UPDATE, self.apply),
        )

    async def check(self, params: NoParams) -> UpdateOutcome:
        """Raises NetworkFailed."""
        return UpdateOutcome(has_update=await self._updater.check())

    async def fetch(self, params: NoParams) -> Done:
        """Raises NotFound, NetworkFailed, NotSupported."""
        await self._updater.fetch()
        return Done()

    async def apply(self, params: NoParams) -> Done:
        """Raises NotFound."""
        await self._updater.apply()
        return Done()
