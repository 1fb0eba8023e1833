"""Battery and screen: what each system says, and who holds the screen."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.errors import NotSupported
from host.services.awake import Screens
from host.services.battery import linux_charge, mac_charge
from host.services.ports import Charge

ROOT = Path(__file__).resolve().parents[2]


def supply(folder: Path, name: str, **words: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in words.items():
        (folder / name / file).write_text(f"{text}\n")


def charge(folder: Path) -> Charge:
    return linux_charge(folder / "supplies", folder / "profile")


def test_a_machine_without_a_battery_is_full_and_on_the_mains(tmp_path: Path) -> None:
    supplies = tmp_path / "supplies"
    assert charge(tmp_path) == Charge(100, True, False)
    supply(supplies, "AC", type="Mains", online="1")
    supply(supplies, "mouse", type="Battery", scope="Device", capacity="5", status="Discharging")
    supply(supplies, "odd", type="Battery", capacity="much", status="Discharging")
    assert charge(tmp_path) == Charge(100, True, False)


def test_a_laptops_batteries(tmp_path: Path) -> None:
    supplies = tmp_path / "supplies"
    supply(supplies, "BAT0", type="Battery", capacity="80", status="Discharging")
    assert charge(tmp_path) == Charge(80, False, False)
    supply(supplies, "BAT1", type="Battery", capacity="20", status="Not charging")
    (tmp_path / "profile").write_text("low-power\n")
    assert charge(tmp_path) == Charge(50, False, True)
    (supplies / "BAT0" / "status").write_text("Charging\n")
    assert charge(tmp_path).on_mains is True
    for name in ("BAT0", "BAT1"):
        (supplies / name / "capacity").write_text("0\n")
    assert charge(tmp_path).percent == 1


def test_what_pmset_says() -> None:
    battery = (
        "Now drawing from 'Battery Power'\n"
        " -InternalBattery-0 (id=1234)\t64%; discharging; 3:42 remaining present: true\n"
    )
    assert mac_charge(battery, " lowpowermode         1\n") == Charge(64, False, True)
    mains = battery.replace("Battery Power", "AC Power").replace("discharging", "charged")
    assert mac_charge(mains, " lowpowermode         0\n") == Charge(64, True, False)
    assert mac_charge("Now drawing from 'AC Power'\n", "") == Charge(100, True, False)


class Noted:
    """A screen that says what is asked of it."""

    def __init__(self) -> None:
        self.did: list[str] = []
        self.refuses = False

    async def hold(self, why: str) -> None:
        await asyncio.sleep(0)
        if self.refuses:
            raise NotSupported("no")
        self.did.append(f"hold for {why}")

    def release(self) -> None:
        self.did.append("release")


async def test_the_screen_is_held_while_one_app_wants_it() -> None:
    kept = Noted()
    screens = Screens(kept)
    notes, maps = screens.of("Notes"), screens.of("Maps")
    notes.release()
    await asyncio.gather(notes.hold(), maps.hold(), notes.hold())
    notes.release()
    assert [word.split()[0] for word in kept.did] == ["hold"]
    maps.release()
    maps.release()
    assert [word.split()[0] for word in kept.did] == ["hold", "release"]


async def test_an_app_that_is_hidden_meanwhile_holds_nothing() -> None:
    kept = Noted()
    notes = Screens(kept).of("Notes")
    asking = asyncio.ensure_future(notes.hold())
    await asyncio.sleep(0)
    notes.release()
    await asking
    assert kept.did in ([], ["hold for Notes", "release"])


async def test_a_system_that_refuses_may_be_asked_again() -> None:
    kept = Noted()
    kept.refuses = True
    notes = Screens(kept).of("Notes")
    with pytest.raises(NotSupported):
        await notes.hold()
    kept.refuses = False
    await notes.hold()
    assert kept.did == ["hold for Notes"]


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs dbus-run-session")
def test_the_desktop_hears_of_it_over_its_bus() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.awake_child"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["before"] == "call.not_supported"
    assert seen["asked"] == ["Inhibit", "ss", ["Fanlight", "Notes"]]
    assert seen["gone"] is True
    assert seen["again"] is True
