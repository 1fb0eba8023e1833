"""First frames that no packer of ours has made: `quiet` is their own word."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.package.weixin import MAX_FRAME_BYTES
from sandbox.weixin_ahead import is_foreseeable
from tests.unit.test_weixin_mount import PAGE, mount

NODE = b'[1,1,"view"]'
HUGE = b'{"quiet":true,"ops":[' + b",".join([NODE] * (MAX_FRAME_BYTES // len(NODE))) + b"]}"
DEEP = b'{"quiet":true,"ops":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
SMALL = b'{"quiet":true,"ops":[' + NODE + b"]}"


@pytest.mark.parametrize(("frame", "drawn"), [(HUGE, False), (DEEP, False), (SMALL, True)])
def test_R07_no_more_is_drawn_unasked_than_a_packer_makes(
    tmp_path: Path, frame: bytes, drawn: bool
) -> None:
    """Hundreds of thousands of nodes, and lists within lists, of an app that nobody has opened."""
    foreseen = mount(tmp_path, {f"weixin/first/{PAGE}.json": frame})
    assert is_foreseeable(foreseen, PAGE) is drawn
