"""Carries the rules to WebView2's objects: settings, refusals, navigation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sandbox.view.systemview.webview2.net import Core, NavigationStarting, Net
from sandbox.view.systemview.webview2.rules import REFUSALS, SETTINGS, Answer, Rules

Deny = Callable[[str, str], None]
_DETAIL_CHARS: Final = 300


def close_engine(net: Net, core: Core, rules: Rules, deny: Deny) -> None:
    """Switch off what no page may have, refuse what it may ask for, and have every navigation
    decided. Before the first document; whatever cannot be set ends the view (AttributeError)."""
    settings: Any = core.Settings
    for name, value in SETTINGS.items():
        _known(settings, name)
        setattr(settings, name, value)
    for event, answer in REFUSALS.items():
        # `core.Event += handler`, by the event's name.
        setattr(core, event.value, _added(getattr(core, event.value), _refusing(net, answer, deny)))
    core.NavigationStarting += _going(rules, deny, frame=False)
    core.FrameNavigationStarting += _going(rules, deny, frame=True)


def _refusing(net: Net, answer: Answer, deny: Deny) -> Callable[[Any, Any], None]:
    chosen = {name: net.member(*member) for name, member in answer.choices.items()}

    def refuse(_sender: object, args: Any) -> None:
        for name, value in (*answer.flags.items(), *chosen.items()):
            setattr(args, name, value)
        detail = str(getattr(args, answer.detail)) if answer.detail else ""
        deny(answer.what, detail.split("?", 1)[0][:_DETAIL_CHARS])

    return refuse


def _going(rules: Rules, deny: Deny, *, frame: bool) -> Callable[[Any, Any], None]:
    def start(_sender: object, args: NavigationStarting) -> None:
        args.Cancel = True  # whatever may yet fail
        url = args.Uri
        if rules.may_go(url, frame=frame):
            args.Cancel = False
        else:
            deny("navigation", url.split("?", 1)[0][:_DETAIL_CHARS])

    return start


def _added(event: Any, handler: Callable[[Any, Any], None]) -> object:
    event += handler
    return event


def _known(settings: object, name: str) -> None:
    """Raises AttributeError: a setting by a wrong name would be one of Python's own."""
    if not hasattr(settings, name):
        raise AttributeError(f"WebView2 has no setting {name}; its runtime is too old")
