"""The launcher's rows for the rest of the shell: names in the person's language."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from host.compose.host import Host
from host.compose.shelf import Shelf
from host.shell.launcher import LauncherWindow
from host.shell.launcher_rows import Arranged
from host.shell.texts import texts_for
from host.store.store import Store
from sandbox.package.pack import pack
from tests.package_forge import KEY, manifest, sample_files
from tests.store_apps import HELLO, home, install


class Shown:
    """What a launcher is handed."""

    rows = Arranged(())

    def show_arranged(self, rows: Arranged) -> None:
        self.rows = rows


@pytest.mark.parametrize(("language", "name"), [("zh-CN", "你好"), ("en", "Hello")])
async def test_an_app_is_called_as_in_the_launcher(
    tmp_path: Path, language: str, name: str
) -> None:
    """`zh_CN`, as WeChat has it, is no language of a manifest: tray and questions are told none."""
    names = {"i18n": {"zh-CN": {"name": "你好"}}}
    files = sample_files() | {"manifest.json": manifest(fanlight=names)}
    with Store(home(tmp_path)) as store:
        install(store, pack(files, KEY))
        appearance = SimpleNamespace(texts=texts_for(language))
        skin = SimpleNamespace(appearance=appearance, shelf=SimpleNamespace(forget=lambda _: None))
        host = SimpleNamespace(store=store, home=home(tmp_path), skin=skin)
        launcher = Shown()
        shelf = Shelf(cast(Host, host), cast(LauncherWindow, launcher))
        await shelf.opened(HELLO)
        assert shelf.name_of(HELLO) == name
        assert shelf.latest() == [(HELLO, name)]
        assert launcher.rows.rows[0].local(language).name == name
