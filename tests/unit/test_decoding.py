"""Reading one type for the first time from several threads."""

from __future__ import annotations

import subprocess
import sys

# A crash would take the test run with it: a process of its own. With `readable` taken out of the
# script, it ended with SIGSEGV each time it was tried (msgspec 0.22).
RACE = """
import sys, threading
import msgspec
from sandbox.decoding import readable

sys.setswitchinterval(1e-6)
for number in range(150):
    inner = msgspec.defstruct(f"Inner{number}", [(f"a{i}", int | None, None) for i in range(30)])
    outer = msgspec.defstruct(
        f"Outer{number}", [(f"b{i}", dict[str, inner] | None, None) for i in range(30)]
    )
    content = msgspec.msgpack.encode({"b1": {"x": {"a1": 3}}})
    together = threading.Barrier(4)
    found = []

    def read():
        together.wait()
        found.append(msgspec.msgpack.decode(content, type=readable(outer)).b1["x"].a1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 4, found
"""


def test_threads_that_read_a_type_first_do_not_crash() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RACE], capture_output=True, text=True, check=False, timeout=100
    )
    assert (done.returncode, done.stderr) == (0, "")
