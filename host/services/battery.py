"""The machine's battery, asked of each system in its own way. No Qt; blocks for a moment."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

from host.services.ports import Charge

NO_BATTERY = Charge(percent=100, on_mains=True, saving=False)
_SUPPLIES = Path("/sys/class/power_supply")
_PROFILE = Path("/sys/firmware/acpi/platform_profile")
_ASKED_S = 2.0
_NO_SYSTEM_BATTERY = 128
_UNKNOWN = 255


class SystemBattery:
    """host.services.ports.Battery of this machine."""

    def charge(self) -> Charge:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return mac_charge(_output("pmset", "-g", "batt"), _output("pmset", "-g"))
        return linux_charge(_SUPPLIES, _PROFILE)


def linux_charge(supplies: Path, profile: Path) -> Charge:
    """From the kernel's folders (Documentation/ABI/testing/sysfs-class-power). Batteries of
    attached devices (scope `Device`: mice, headsets) are not the machine's."""
    levels, states = [], []
    for supply in sorted(supplies.glob("*")):
        level = _word(supply / "capacity")
        if _word(supply / "type") != "Battery" or _word(supply / "scope") == "Device":
            continue
        if level.isdecimal():
            levels.append(int(level))
            states.append(_word(supply / "status"))
    saving = _word(profile) == "low-power"
    if not levels:
        return Charge(percent=100, on_mains=True, saving=saving)
    percent = round(sum(levels) / len(levels))
    return Charge(_within(percent), "Discharging" not in states, saving)


def mac_charge(batteries: str, settings: str) -> Charge:
    """From what `pmset -g batt` and `pmset -g` say."""
    level = re.search(r"(\d{1,3})%", batteries)
    saving = re.search(r"(?m)^\s*lowpowermode\s+1\b", settings) is not None
    if level is None:
        return Charge(percent=100, on_mains=True, saving=saving)
    return Charge(_within(int(level[1])), "'AC Power'" in batteries, saving)


class _PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS of winbase.h."""

    _fields_ = (
        ("ac_line", ctypes.c_ubyte),
        ("battery_flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("system_flag", ctypes.c_ubyte),
        ("left_s", ctypes.c_ulong),
        ("full_s", ctypes.c_ulong),
    )


def _windows() -> Charge:
    status = _PowerStatus()
    if not _asked_windows(status):
        return NO_BATTERY
    saving = status.system_flag == 1
    if status.battery_flag & _NO_SYSTEM_BATTERY or status.percent == _UNKNOWN:
        return Charge(percent=100, on_mains=True, saving=saving)
    return Charge(_within(status.percent), status.ac_line == 1, saving)


def _asked_windows(status: _PowerStatus) -> bool:
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)))
    return False


def _within(percent: int) -> int:
    return max(1, min(100, percent))


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_ASKED_S)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
