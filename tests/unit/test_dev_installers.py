"""The installers' recipes: what the systems' own readers would refuse."""

from __future__ import annotations

import configparser
import plistlib
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

import build
import frozen
import linux_package
import macos_bundle
import windows_installer
from host.links import SCHEME

LINUX = linux_package.LINUX
TYPE = "application/miniapp-pkg+zip"


def test_the_desktop_entry_takes_packages_and_links() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(LINUX / "org.fanlight.Fanlight.desktop", encoding="utf-8")
    found = entry["Desktop Entry"]
    assert found["MimeType"] == f"{TYPE};x-scheme-handler/{SCHEME};"
    assert found["Exec"] == "fanlight %U"
    assert f"{found['Icon']}.svg" in linux_package.SHARED


def test_the_systems_files_are_whole() -> None:
    names = {path.name for path in LINUX.iterdir()}
    assert names == {*linux_package.SHARED, "postinstall.sh", "postremove.sh"}
    for name in names:
        if name.endswith((".xml", ".svg")):
            ElementTree.parse(LINUX / name)
        if name.endswith(".sh"):
            subprocess.run(["sh", "-n", str(LINUX / name)], check=True)
    mime = ElementTree.parse(LINUX / "org.fanlight.Fanlight.xml").getroot()
    assert mime[0].get("type") == TYPE


def test_a_macos_bundle_opens_the_same() -> None:
    facts = plistlib.loads(plistlib.dumps(macos_bundle.description("1.2.3")))
    assert facts["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [SCHEME]
    exported = facts["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]
    assert exported["public.mime-type"] == [TYPE]
    assert plistlib.loads(macos_bundle.ENTITLEMENTS.read_bytes())


def test_windows_knows_packages_and_links() -> None:
    script = windows_installer.SCRIPT.read_text(encoding="utf-8")
    assert f'"${{CLASSES}}\\{SCHEME}" "URL Protocol"' in script
    # No command before it: what has to be asked or said needs the launcher's windows.
    assert script.count('\\shell\\open\\command" "" \'"$INSTDIR\\fanlight.exe" "%1"\'') == 2
    assert f'"Content Type" "{TYPE}"' in script
    words = windows_installer.command(Path("f"), Path("t.exe"), "1.2.3", Path("w.exe"))
    for word in words:
        if word.startswith("-D"):
            assert f"${{{word[2:].partition('=')[0]}}}" in script, word


def test_what_nothing_reaches_is_left_out(tmp_path: Path) -> None:
    """A library counts as reached by its NEEDED entries, from every program and plug-in."""
    qt = tmp_path / "PySide6" / "Qt"
    for place in ("qml/QtQuick", "plugins/platforms", "plugins/qmltooling", "lib"):
        (qt / place).mkdir(parents=True)
    (qt / "translations" / "qtwebengine_locales").mkdir(parents=True)
    for name in ("zh-CN.pak", "de.pak"):
        (qt / "translations" / "qtwebengine_locales" / name).touch()
    for name in ("qtbase_zh_CN.qm", "qtbase_de.qm"):
        (qt / "translations" / name).touch()
    (qt / "lib" / "libQt6Unused.so.6").touch()
    frozen.leave_out(tmp_path, web_engine=True)
    left = {path.name for path in qt.rglob("*") if not path.is_dir()}
    assert left == {"zh-CN.pak", "qtbase_zh_CN.qm"}
    assert [path.name for path in (qt / "plugins").iterdir()] == ["platforms"]


def test_a_build_knows_the_commits_time_and_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert build.made_at() == "1790000000"
    assert build.version().count(".") == 2
