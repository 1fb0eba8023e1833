"""The place the person set."""

from __future__ import annotations

from bridge.api import location
from bridge.api.location import Coordinates, GetLocationParams, LocationOutcome
from bridge.errors import NotSupported
from bridge.methods import Binding, bind
from host.services.ports import PlaceSettings


class LocationService:
    """Reads the settings at each call: the person may have changed them."""

    def __init__(self, settings: PlaceSettings) -> None:
        self._settings = settings

    def bindings(self) -> tuple[Binding, ...]:
        return (bind(location.GET_LOCATION, self.get),)

    async def get(self, params: GetLocationParams) -> LocationOutcome:
        """Raises NotSupported."""
        if params.type is not Coordinates.WGS84:
            raise NotSupported(f"getLocation: {params.type} is not supported; use wgs84")
        place = self._settings.place()
        if place is None:
            raise NotSupported("getLocation: no place is set in the host's settings")
        return LocationOutcome(
            latitude=place.latitude,
            longitude=place.longitude,
            accuracy=place.accuracy_m,
            horizontal_accuracy=place.accuracy_m,
            vertical_accuracy=0.0,
            altitude=0.0,
            speed=-1.0,
        )
