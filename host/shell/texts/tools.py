"""The texts of the developer's windows, in English: they are met in `fanlight dev` alone."""

from __future__ import annotations

import msgspec


class ToolTexts(msgspec.Struct, frozen=True):
    """The error overlay and the developer tools."""

    build_failed: str
    build_failed_body: str
    app_failed: str
    app_failed_body: str
    hide: str
    hide_hint: str
    fix: str
    menu: str
    title: str
    inspector: str
    calls: str
    network: str
    storage: str
    page_data: str
    refresh: str
    only_refused: str
    search: str
    call: str
    right: str
    decision: str
    outcome: str
    reason: str
    took: str
    sent: str
    received: str
    size: str
    at: str
    method: str
    address: str
    status: str
    key: str
    value: str
    no_calls: str
    no_network: str
    no_storage: str
    no_page_data: str
    inspector_missing: str
    remote_control: str


ENGLISH_TOOLS = ToolTexts(
    build_failed="This save does not build",
    build_failed_body="The app goes on as it was. This goes away with the next save that builds.",
    app_failed="An error in the app's code",
    app_failed_body="The app goes on. This goes away with the next save.",
    hide="Hide",
    hide_hint="Show the app (Esc)",
    fix="What to do: {fix}",
    menu="Developer tools",
    title="Developer tools: {name}",
    inspector="Inspector",
    calls="Calls",
    network="Network",
    storage="Storage",
    page_data="Page data",
    refresh="Refresh",
    only_refused="Refused only",
    search="Search",
    call="Call",
    right="Right",
    decision="Decision",
    outcome="Outcome",
    reason="Reason",
    took="ms",
    sent="Sent, bytes",
    received="Received, bytes",
    size="Bytes",
    at="At",
    method="Method",
    address="Address",
    status="Status",
    key="Key",
    value="Value",
    no_calls="The app has not called the host yet.",
    no_network="The app has asked for nothing from the network yet.",
    no_storage="The app has stored nothing.",
    no_page_data="Only apps in WeChat's syntax have page data.",
    inspector_missing="The engine's own developer tools are not part of this installation.",
    remote_control="Under remote control: another program on this machine drives this window.",
)


def tool_texts(language: str) -> ToolTexts:
    """The texts in a language (BCP 47), as `host.shell.texts.texts_for` chooses it."""
    from host.shell.texts import nearest

    tag = nearest(language)
    if tag is None:
        return ENGLISH_TOOLS
    from host.shell.texts.translation import translated

    return translated(ENGLISH_TOOLS, tag, "tools")
