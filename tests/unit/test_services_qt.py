"""The ports that Qt itself implements."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from bridge.api.network import NetworkType
from bridge.errors import NotSupported
from host.services.qt import QtClipboard, QtConnectivity, QtNotifier

ROOT = Path(__file__).resolve().parents[2]


def test_the_clipboard_keeps_text(qapp: QApplication) -> None:
    clipboard = QtClipboard()
    clipboard.set_text("茶 <b>&\n")
    assert clipboard.text() == "茶 <b>&\n"


def test_notifications_are_refused_where_there_is_no_tray(qapp: QApplication) -> None:
    notifier = QtNotifier(QIcon())
    if QSystemTrayIcon.isSystemTrayAvailable():
        notifier.notify("Hello", "t", "b")
    else:
        with pytest.raises(NotSupported):
            notifier.notify("Hello", "t", "b")
    notifier.close()


def test_connectivity_says_something_sensible(qapp: QApplication) -> None:
    connectivity = QtConnectivity(lambda status: None)
    status = connectivity.status()
    assert status.is_connected is (status.network_type is not NetworkType.NONE)
    connectivity.close()


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_without_an_application_there_is_no_clipboard() -> None:
    code = (
        "from bridge.errors import NotSupported\n"
        "from host.services.qt import QtClipboard\n"
        "try:\n    QtClipboard().text()\nexcept NotSupported as error:\n    print(error.code)"
    )
    assert run(code).strip() == "call.not_supported"


def test_the_services_load_no_slow_library() -> None:
    code = (
        "import sys, host.services.catalogue, host.services.webfetch\n"
        "slow = {'httpx', 'httpcore', 'PySide6', 'tuf', 'cryptography', 'sqlite_utils', 'rich'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    assert run(code).strip() == "[]"
