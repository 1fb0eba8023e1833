"""What is kept of a window's size, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from host.shell.window_shape import WindowShape, keep_shape, read_shape


def test_a_shape_is_kept(tmp_path: Path) -> None:
    assert read_shape(tmp_path) is None
    for shape in (WindowShape(1024, 768), WindowShape(400, 700, True)):
        keep_shape(tmp_path, shape)
        assert read_shape(tmp_path) == shape
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"{}", b'{"width_px": "wide", "height_px": 1}', b"\xff"])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "window.json").write_bytes(content)
    assert read_shape(tmp_path) is None


def test_an_app_that_is_gone_gets_no_folder_again(tmp_path: Path) -> None:
    keep_shape(tmp_path / "gone", WindowShape(400, 700))
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ((1024, 768), (800, 600)),
        ((400, 500), (400, 500)),
        ((-5, 1), (320, 400)),
        ((1 << 40, 1 << 40), (800, 600)),
    ],
)
def test_a_shape_fits_the_screen(kept: tuple[int, int], shown: tuple[int, int]) -> None:
    assert WindowShape(*kept).within((800, 600)) == WindowShape(*shown)
