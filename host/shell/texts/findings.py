"""What a developer's window says of each kind of finding, in English for translators.

An English shell shows a finding's own message, which knows most. Other languages say of which kind
it is, and quote the message below. The kinds and their words are those of docs/compile.md
(`tests/unit/test_shell_problems.py`); the rest is what a folder of plain pages can have wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sandbox.package.check import SECRET_CODE


class FindingTexts(msgspec.Struct, frozen=True):
    """By the code of a finding that keeps a folder from being opened."""

    kinds: Mapping[str, str]


ENGLISH_FINDINGS = FindingTexts(
    {
        "C1001": "A JSON file is malformed, or holds no object.",
        "C1011": "`app.json` lists no page.",
        "C1012": "A page that `app.json` lists is missing.",
        "C1013": "What `pages` lists cannot be a route.",
        "C1015": "A subpackage without a usable `root`.",
        "C1020": "A tab's page is not in `pages`.",
        "C1070": "A member of `fanlight.json` is wrong.",
        "C1072": "The manifest made from `fanlight.json` is refused; the message names the member.",
        "C1073": "An icon of `fanlight.json` is no file of the mini-program.",
        "C1090": "What looks like a secret. A warning with `--allow-secrets`, and where a "
        "folder is opened.",
        "C2001": "An expression that cannot be read. WXML takes JavaScript's operators, "
        "calls and literals only.",
        "C2002": "A `{{` without its `}}`.",
        "C2003": "A tag without its `>`.",
        "C2004": "A quotation mark without its second one.",
        "C2018": "WXS that does not parse.",
        "C2019": "WXS requires a file that is not there.",
        "C2026": "`wxs` without a usable `module`.",
        "C2028": "A WXS file that is not there.",
        "C2029": "The template compiler broke down; nest tags less deeply, or part the file.",
        "C2031": "An expression without its end.",
        "C2032": "A tag that is not complete.",
        "C2038": "What should be a name is none.",
        "C2041": "An unknown escape sequence.",
        "C2042": "A condition without `?` or `:`.",
        "C2043": "A bracket that is not closed.",
        "C2044": "A parenthesis that is not closed.",
        "C2046": "Something that WXML cannot do.",
        "C2047": "What the template compiler says otherwise, in its own words.",
        "C3001": "An `@import` that names no file.",
        "C3003": "An imported sheet that is not there.",
        "C3010": "Brackets nested too deeply.",
        "C4001": "A script that does not parse.",
        "C4002": "A script of more than 8 MiB, or a Less or Sass sheet of more than 4 MiB "
        "with what it imports.",
        "C4003": "A file that takes a tool more than 30 seconds or too much memory.",
        "C4006": "A required `.json` that does not parse.",
        "C4007": "A required `.json` with a value that JSON does not have, or nested too deep.",
        "C4010": "A Less sheet that does not compile.",
        "C4011": "A Sass sheet that does not compile.",
        "package.entry_name": "A file name that no package may hold.",
        "package.limit": "More, or larger, than a package may hold.",
        "package.manifest": "manifest.json is missing or wrong.",
        SECRET_CODE: "What looks like a secret.",
    }
)


def finding_texts(language: str) -> FindingTexts | None:
    """The texts in a language (BCP 47), as `host.shell.texts.texts_for` chooses it; None: it is
    English, in which findings speak for themselves."""
    from host.shell.texts import nearest

    tag = nearest(language)
    if tag is None:
        return None
    from host.shell.texts.translation import translated

    return translated(ENGLISH_FINDINGS, tag, "findings")
