"""The shell's texts in English and Simplified Chinese."""

from __future__ import annotations

from host.shell.texts.chinese import CHINESE
from host.shell.texts.english import ENGLISH
from host.shell.texts.model import Texts

__all__ = ["CHINESE", "ENGLISH", "Texts", "texts_for"]


def texts_for(language: str) -> Texts:
    """The texts for a BCP 47 tag or locale name (`zh-CN`, `zh_CN`, `en-GB`); English otherwise.

    Traditional Chinese gets Simplified too: nearer than English.
    """
    primary = language.replace("_", "-").split("-")[0].lower()
    return CHINESE if primary == "zh" else ENGLISH
