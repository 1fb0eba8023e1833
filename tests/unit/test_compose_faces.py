"""What of a manifest the shell can show."""

from __future__ import annotations

import pytest

from host.compose.faces import six_digits


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("#AbCdEf", "#abcdef"), ("#fff", "#ffffff"), ("teal", "#008080"),
        ("", None), (None, None), ("transparent", None), ("#ff345678", None), ("@bar", None),
    ],
)  # fmt: skip
def test_colours_are_six_digits_or_none(said: str | None, shown: str | None) -> None:
    assert six_digits(said) == shown
