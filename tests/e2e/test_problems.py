"""What went wrong, in a Chinese host."""

from __future__ import annotations

from pathlib import Path

from tests.fanlight_child import Fanlight, needs_display

pytestmark = needs_display


def test_a_chinese_host_says_what_went_wrong_in_chinese(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text('{"language": "zh-CN"}')
    broken = tmp_path / "broken.ma"
    broken.write_bytes(b"no package" * 100)
    seen = fanlight.play("refused", broken)
    assert seen["registry"].startswith("无法连接 ")
    assert seen["registry"].endswith("请检查网络，或稍后重试。")
    assert seen["url"] in seen["registry"]
    assert seen["package"] == "安装包已损坏或不完整。请向发布者重新获取。"
    assert seen["beside"] == "", "the code stands in the details"
    assert seen["facts"].startswith("package.archive: the file does not end with a ZIP end record")
    assert all("\u4e00" <= char <= "\u9fff" for char in seen["buttons"][0]), seen["buttons"]
