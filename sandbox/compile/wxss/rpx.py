"""rpx: a window is 750 rpx wide, whatever it is (developers.weixin.qq.com, framework/view/wxss).

sandbox/runtime/src/shared/rpx.ts does the same at run time; rpx_vectors.json there holds both to
it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

RPX_PER_VW = 7.5
PLACES = Decimal("0.000001")
HAIRLINE_RPX = 2
"""Below this a length would be less than a pixel in a window of 375 pixels, and a box of that
height often paints nothing; WeChat rounds such a length up to one pixel."""


def viewport_width(rpx: float) -> str:
    """`3.333333` of 25: the number of vw, with six decimals at most."""
    rounded = Decimal(rpx / RPX_PER_VW).quantize(PLACES, ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def whole_pixels(length: str) -> str:
    """A length rounded down, as WeChat does with every one.

    Lines a fraction of a pixel higher than their box, which is rounded another way, push what
    floats in the next box aside.
    """
    return f"round(down,{length},1px)"
