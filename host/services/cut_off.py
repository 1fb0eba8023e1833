"""A machine whose line is down, as apps see it."""

from __future__ import annotations

from bridge.api.network import NetworkStatus, NetworkType


class CutOff:
    """How it is connected (host.services.ports.Connectivity): not at all."""

    def status(self) -> NetworkStatus:
        """No network, and that does not change."""
        return NetworkStatus(is_connected=False, network_type=NetworkType.NONE)
