"""Bringing an app that runs already before its person: opened once more, or come back to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from host.launch.instance import Instance, State
from host.launch.pipeline import encode_query
from host.store.audit import HostAct

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bridge.names import InstanceId
    from host.compose.box import Box
    from host.launch.request import OpenRequest
    from host.store.audit import AuditLog


def return_to(audit: AuditLog, instance: Instance, box: Box, request: OpenRequest) -> None:
    """Show a running app in answer to `request`: where it was, on the page that is named, or from
    its beginning. Raises PageNotFound."""
    box.wake()
    if request.relaunch:
        page = request.page or instance.manifest.pages[0]
        with audit.noting(instance.ref.app_id, HostAct.LAUNCH):
            box.mount.document_of(page)
        box.begin_anew(request, page)
    elif request.page is not None and request.page != instance.page:
        with audit.noting(instance.ref.app_id, HostAct.LAUNCH):
            document = box.mount.document_of(request.page)
        instance.view.load(document, encode_query(request.query))
        instance.page = request.page
        box.reopened(request)
    else:
        box.reopened(request)
    to_front(box.window)


def go_back(
    boxes: Mapping[Instance, Box], instance: Instance, opener: InstanceId | None, extra_data: bytes
) -> bool:
    """Show the app that opened `instance`, and close that; False when there is none."""
    for other, box in tuple(boxes.items()):
        if other.id == opener and other.state is State.SHOWN:
            box.wake()
            box.come_back(instance.ref.app_id, extra_data)
            to_front(box.window)
            instance.close()
            return True
    return False


def to_front(window: QWidget) -> None:
    """Show a window above all others."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
