"""A network of its own around one program, in which every packet is counted.

`python -m tests.attack.sealed HOME FOLDER` opens the mini-program in FOLDER (tests/attack/apps/
ways_out) with the real `fanlight`; with `-` for HOME in a bare Qt WebEngine, the control. It must
run as root of new user, network and mount namespaces: `unshare --user --map-root-user --net
--mount`. There, every address of IPv4 and IPv6 leads to this machine, every name under `out.test`
is answered, and whatever is sent passes `lo`, where it is seen. Prints `{"report", "names",
"packets", "paths"}`; names are as asked for, packets as `tcp:8080`, `udp:53` or `ip:2`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from tests.fanlight_child import kill_group, start
from tests.listening import listening

NAME = "out.test"
_AS_ANYONE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
_EVERYTHING = 0x0003
_OUTGOING = 4
_IPV4, _IPV6 = 0x0800, 0x86DD
_PROTOCOLS = {6: "tcp", 17: "udp"}
_BARE_S = 40.0


class Line:
    """What was seen on `lo`: packets by protocol and port, and the names that were asked for."""

    def __init__(self) -> None:
        self.packets: set[str] = set()
        self.names: set[str] = set()

    def watch(self) -> None:
        """Count packets until the process ends."""
        # packet(7): frames of every protocol on every interface, before any socket gets them.
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.ntohs(_EVERYTHING))
        threading.Thread(target=self._count, args=(wire,), daemon=True).start()

    def answer_names(self) -> None:
        """Be the name server: every name's address is this machine's (RFC 1035)."""
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        threading.Thread(target=self._resolve, args=(server,), daemon=True).start()

    def _count(self, wire: socket.socket) -> None:
        while True:
            content, (interface, kind, direction, _, _) = wire.recvfrom(65_535)
            if interface == "lo" and direction == _OUTGOING:  # it comes in again
                continue
            if kind == _IPV4:
                self._note(content[9], content[(content[0] & 15) * 4 :])
            elif kind == _IPV6:
                self._note(content[6], content[40:])
            else:
                self.packets.add(f"frame:{kind:04x}")

    def _note(self, number: int, content: bytes) -> None:
        if number not in _PROTOCOLS:
            self.packets.add(f"ip:{number}")
            return
        (port,) = struct.unpack_from("!H", content, 2)  # where to
        self.packets.add(f"{_PROTOCOLS[number]}:{port}")

    def _resolve(self, server: socket.socket) -> None:
        while True:
            asked, caller = server.recvfrom(4096)
            labels, at = [], 12
            while asked[at]:
                labels.append(asked[at + 1 : at + 1 + asked[at]].decode("latin-1"))
                at += 1 + asked[at]
            question = asked[12 : at + 5]
            is_address = question[-4:] == b"\0\1\0\1"
            self.names.add(".".join(labels).lower())
            address = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4\x7f\0\0\1" if is_address else b""
            head = asked[:2] + struct.pack("!HHHHH", 0x8180, 1, int(is_address), 0, 0)
            server.sendto(head + question + address, caller)


def enclose(folder: Path) -> None:
    """Make this network: `lo` up, every address local, names asked at 127.0.0.1."""
    for words in (
        "ip link set lo up",
        # WebRTC uses no loopback interface: without another one it would not even try.
        "ip link add out type veth peer name end",
        "ip link set out addrgenmode none",
        "ip link set end addrgenmode none",
        "ip address add 203.0.113.7/24 dev out",
        "ip link set out up",
        "ip link set end up",
        "ip route add local default dev lo",
        "ip -6 route add local default dev lo",
    ):
        subprocess.run(words.split(), check=True)
    for name, content in (
        ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"),
        ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
    ):
        (folder / name).write_text(content)
        place = Path("/etc", name).resolve()
        subprocess.run(["mount", "--bind", str(folder / name), str(place)], check=True)


def of_fanlight(home: str, folder: str, where: str) -> dict[str, Any]:
    """The report of the real host."""
    program = shutil.which("fanlight", path=sysconfig.get_path("scripts"))
    assert program
    words = ["open", folder, "--home", home, "--until", "first-screen", "--linger", "1", "--json"]
    child = start([*_AS_ANYONE, program, *words, "--eval", f"await probe({where})"], {})
    out, err = child.communicate()
    assert child.returncode == 0, err[-3000:]
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def of_bare_engine(folder: str, where: str, enough: set[str], line: Line) -> None:
    """Run the control until all of `enough` was asked for, or too long."""
    place = str(Path(folder, "pages", "index"))
    child = start([*_AS_ANYONE, sys.executable, "-m", "tests.attack.open_view", place, where], {})
    given_up_s = time.monotonic() + _BARE_S
    try:
        while not enough <= line.names and time.monotonic() < given_up_s:
            time.sleep(0.1)
    finally:
        with contextlib.suppress(ProcessLookupError):
            kill_group(child)


def main() -> None:
    home, folder, *enough = sys.argv[1:]
    line = Line()
    with tempfile.TemporaryDirectory() as scratch:
        enclose(Path(scratch))
        line.watch()
        with listening() as ear:
            line.answer_names()
            report: dict[str, Any] = {}
            if home == "-":
                of_bare_engine(folder, ear.where(NAME), set(enough), line)
            else:
                report = of_fanlight(home, folder, ear.where(NAME))
            time.sleep(0.2)
            packets = sorted(line.packets)
    print(
        json.dumps(
            {
                "report": report,
                "names": sorted(line.names),
                "packets": packets,
                "paths": sorted(ear.paths),
            }
        )
    )


if __name__ == "__main__":
    main()
