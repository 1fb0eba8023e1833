"""A desktop's tray, run by the system's Python with PyGObject on a session bus of its own.

Speaks the StatusNotifierItem specification's watcher and host, and com.canonical.dbusmenu as a
desktop's panel does. Says a line of JSON for each icon that comes and goes, and one answer for
each line it is told: `look`, `menu`, `choose ID`, `press`.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from gi.repository import Gio, GLib

WATCHER, PLACE = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
ITEM, ITEM_PLACE = "org.kde.StatusNotifierItem", "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
SPOKEN = f"""<node><interface name='{WATCHER}'>
<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>
<method name='RegisterStatusNotifierHost'><arg type='s' direction='in'/></method>
<property name='RegisteredStatusNotifierItems' type='as' access='read'/>
<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>
<property name='ProtocolVersion' type='i' access='read'/>
</interface></node>"""


class Panel:
    """Where icons stand; one is enough here."""

    def __init__(self, bus: Gio.DBusConnection) -> None:
        self._bus = bus
        self._item = ""
        (spoken,) = Gio.DBusNodeInfo.new_for_xml(SPOKEN).interfaces
        bus.register_object(PLACE, spoken, self._called, self._read, None)

    def _called(self, bus: Any, sender: str, *call: Any) -> None:
        _, _, method, given, answer = call
        if method == "RegisterStatusNotifierItem":
            (self._item,) = given.unpack()
            Gio.bus_watch_name_on_connection(
                bus, self._item, Gio.BusNameWatcherFlags.NONE, None, self._gone
            )
            say({"came": self._item})
        answer.return_value(None)

    def _read(self, bus: Any, sender: str, place: str, spoken: str, name: str) -> GLib.Variant:
        return {
            "RegisteredStatusNotifierItems": GLib.Variant("as", [self._item]),
            "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
            "ProtocolVersion": GLib.Variant("i", 0),
        }[name]

    def _gone(self, bus: Any, name: str) -> None:
        say({"went": name})

    def _ask(self, place: str, spoken: str, method: str, given: GLib.Variant | None) -> Any:
        none, long_ms = Gio.DBusCallFlags.NONE, 60_000
        words = (self._item, place, spoken, method, given, None, none, long_ms, None)
        return self._bus.call_sync(*words).unpack()

    def look(self) -> dict[str, Any]:
        """What the icon says of itself; of its picture the sizes, and whether it is one."""
        given = GLib.Variant("(s)", (ITEM,))
        (said,) = self._ask(ITEM_PLACE, "org.freedesktop.DBus.Properties", "GetAll", given)
        pictures = [
            (width, height, any(pixels)) for width, height, pixels in said.pop("IconPixmap")
        ]
        kept = {name: each for name, each in said.items() if isinstance(each, str | bool)}
        return kept | {"pictures": pictures, "tip": said["ToolTip"][2]}

    def menu(self) -> list[tuple[int, str, bool]]:
        """Its entries as a panel shows them: number, text (none: a line), whether it is offered."""
        about = GLib.Variant("(i)", (0,))
        self._ask(self._menu, MENU, "AboutToShow", about)
        wanted = GLib.Variant("(iias)", (0, -1, []))
        _, (_, _, entries) = self._ask(self._menu, MENU, "GetLayout", wanted)
        return [
            (number, _shown(said.get("label", "")), said.get("enabled", True))
            for number, said, _ in entries
            if said.get("visible", True)
        ]

    def choose(self, number: str) -> None:
        """As a click on the entry does."""
        nothing = GLib.Variant("i", 0)
        given = GLib.Variant("(isvu)", (int(number), "clicked", nothing, 0))
        self._ask(self._menu, MENU, "Event", given)

    def press(self) -> None:
        """As a click on the icon does."""
        self._ask(ITEM_PLACE, ITEM, "Activate", GLib.Variant("(ii)", (10, 10)))

    @property
    def _menu(self) -> str:
        given = GLib.Variant("(ss)", (ITEM, "Menu"))
        (place,) = self._ask(ITEM_PLACE, "org.freedesktop.DBus.Properties", "Get", given)
        return str(place)


def _shown(label: str) -> str:
    """By dbusmenu's rules: two underscores are one, any other is a mark and not shown."""
    return re.sub("_(_?)", r"\1", label)


def say(told: object) -> None:
    print(json.dumps(told), flush=True)


def main() -> None:
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    panel, loop = Panel(bus), GLib.MainLoop()

    def told(source: Any, condition: GLib.IOCondition) -> bool:
        word, *rest = sys.stdin.readline().split() or ("end",)
        if word == "end":
            loop.quit()
            return False
        say(getattr(panel, word)(*rest))
        return True

    GLib.io_add_watch(sys.stdin, GLib.IOCondition.IN | GLib.IOCondition.HUP, told)
    taken = Gio.BusNameOwnerFlags.NONE
    Gio.bus_own_name_on_connection(bus, WATCHER, taken, lambda *_: say("ready"), None)
    loop.run()


if __name__ == "__main__":
    main()
