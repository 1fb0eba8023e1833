"""Notifications, always with the app's name."""

from __future__ import annotations

from bridge.api import notification
from bridge.api.notification import ShowNotificationParams
from bridge.methods import Binding, Done, bind
from host.services.ports import Notifier


class NotificationService:
    """`app_name` is the verified manifest's."""

    def __init__(self, notifier: Notifier, app_name: str) -> None:
        self._notifier = notifier
        self._app_name = app_name

    def bindings(self) -> tuple[Binding, ...]:
        return (bind(notification.SHOW_NOTIFICATION, self.show),)

    async def show(self, params: ShowNotificationParams) -> Done:
        """Raises NotSupported."""
        self._notifier.notify(self._app_name, params.title, params.body)
        return Done()
