"""The rules by which running apps are watched: silence, quotas, crashes."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bridge.errors import CrashLoop
from bridge.names import AppId
from host.compose.log_limit import LINES_BURST, limited_log
from host.launch.allowance import GROWTH_BYTES, MB, StorageQuota, excess, folder_bytes
from host.launch.crashes import CRASHES, FIRST_WAIT_S, LONGEST_WAIT_S, WITHIN_S, CrashLog
from host.launch.heartbeat import Heartbeat, Pulse
from host.launch.request import Scene
from host.settings import Limits
from sandbox.view.port import Usage

APP = AppId("org.example.app")


def test_silence_counts_in_beats_and_any_answer_ends_it() -> None:
    heart = Heartbeat(stuck_after_s=4, lost_after_s=8)
    assert [heart.beat(0.5) for _ in range(8)] == [Pulse.WELL] * 8
    assert heart.beat(0.5) is Pulse.STUCK
    heart.answer()
    assert heart.beat(0.5) is Pulse.WELL
    for _ in range(16):
        last = heart.beat(0.5)
    assert last is Pulse.LOST


def test_a_host_that_was_held_up_blames_no_page() -> None:
    heart = Heartbeat(stuck_after_s=4, lost_after_s=8)
    heart.beat(3_600)
    assert heart.beat(3_600) is Pulse.WELL


@pytest.mark.parametrize(
    ("usage", "what"),
    [
        (Usage(1_025 * MB, 10, 0), "memory"),
        (Usage(1, 257, 0), "threads"),
        (Usage(1_024 * MB, 256, 0), None),
    ],
)
def test_what_is_over_a_limit_is_named(usage: Usage, what: str | None) -> None:
    error = excess(APP, usage, Limits())
    assert (error and error.detail["what"]) == what


def test_over_its_quota_an_app_may_shrink_but_not_grow() -> None:
    fresh = StorageQuota(100 * MB)
    assert fresh.allows(1 * MB)
    assert fresh.allows(100 * MB)
    assert not fresh.allows(101 * MB)
    full = StorageQuota(100 * MB)
    assert full.allows(900 * MB)
    assert full.allows(900 * MB + GROWTH_BYTES)
    assert not full.allows(900 * MB + GROWTH_BYTES + 1)
    assert full.allows(300 * MB)
    assert not full.allows(800 * MB)


def test_a_folder_is_measured_without_its_links(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "file").write_bytes(b"x" * 1000)
    (tmp_path / "other").write_bytes(b"x" * 10)
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "etc").symlink_to("/etc")
    links = sum((tmp_path / name).lstat().st_size for name in ("up", "etc"))
    assert folder_bytes(tmp_path) == 1010 + links
    assert folder_bytes(tmp_path / "nowhere") == 0


def test_who_stops_again_and_again_waits_longer_each_time() -> None:
    now_s = 0.0
    crashes = CrashLog(lambda: now_s)
    waits = []
    for _ in range(8):
        for _ in range(CRASHES):
            crashes.check(APP, "host", Scene.LINK)
            crashes.note("host")
        for scene in (Scene.LAUNCHER, Scene.COMMAND_LINE):
            crashes.check(APP, "host", scene)
        crashes.check(APP, "another", Scene.LINK)
        with pytest.raises(CrashLoop) as refused:
            crashes.check(APP, "host", Scene.LINK)
        wait_s = refused.value.detail["retry_after_s"]
        assert isinstance(wait_s, int)
        waits.append(wait_s)
        now_s += wait_s
    assert waits[:3] == [FIRST_WAIT_S, FIRST_WAIT_S * 2, FIRST_WAIT_S * 4]
    assert waits[-1] == LONGEST_WAIT_S


def test_crashes_far_apart_are_no_loop() -> None:
    now_s = 0.0
    crashes = CrashLog(lambda: now_s)
    for _ in range(20):
        crashes.note("host")
        now_s += WITHIN_S / (CRASHES - 1) + 1
        crashes.check(APP, "host", Scene.LINK)


def test_the_log_takes_no_more_than_its_lines(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("fanlight.view")
    with limited_log():
        for number in range(5_000):
            log.warning("line %d", number)
    assert len(caplog.records) < LINES_BURST + 20
    log.warning("afterwards")
    assert caplog.records[-1].getMessage() == "afterwards"
