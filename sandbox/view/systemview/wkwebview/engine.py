"""A WKWebView that is walled in before it has a page. Raises EngineOpen where it cannot be."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sandbox.view.environment import SCHEME
from sandbox.view.systemview.wire import Begin
from sandbox.view.systemview.wkwebview import console_text
from sandbox.view.systemview.wkwebview.cocoa import Bindings
from sandbox.view.systemview.wkwebview.delegates import view_class
from sandbox.view.systemview.wkwebview.store import orphans, own_store
from sandbox.view.systemview.wkwebview.walls import named, own_only, rules, still_on

WORLD = "fanlight"
"""The private script world: a page's scripts have no name for it, and no handler is in theirs."""
BRIDGE = "fanlight"
FRAMES = "fanlightFrames"
_AT_START = 0  # WKUserScriptInjectionTimeAtDocumentStart
_NO_MEDIA, _ALL_MEDIA = 0, 2**64 - 1  # WKAudiovisualMediaTypes
# The first seconds' frames: what a launch's first screen is measured by. A frame is told of when
# the next one begins, which is when it was handed over.
_FRAMES_TEXT = f"""
(() => {{
  let left = 600;
  const tick = () => {{
    webkit.messageHandlers.{FRAMES}.postMessage("");
    if (left-- > 0) requestAnimationFrame(tick);
  }};
  requestAnimationFrame(() => requestAnimationFrame(tick));
}})();
"""


class EngineOpen(Exception):
    """A wall cannot be built; the message says which."""


def compile_rules(cocoa: Bindings, host: str, done: Callable[[Any], None]) -> None:
    """Have the rule list of `host` compiled and `done` called with it, later and on this thread.

    `done` gets None where it is not compiled.
    """
    store = cocoa.webkit.WKContentRuleListStore.defaultStore()

    def compiled(found: Any, _error: Any) -> None:
        done(found)

    store.compileContentRuleListForIdentifier_encodedContentRuleList_completionHandler_(
        f"fanlight.{host}", rules(host), compiled
    )


def make_view(cocoa: Bindings, begin: Begin, rule_list: Any, delegate: Any) -> Any:
    """The view of `begin`'s app, walled in; it has no page yet. Raises EngineOpen, OSError."""
    if rule_list is None:
        raise EngineOpen("WKWebView did not take the rules that keep it off the network")
    webkit = cocoa.webkit
    config = webkit.WKWebViewConfiguration.alloc().init()
    config.setWebsiteDataStore_(_store(cocoa, begin.storage))
    config.setURLSchemeHandler_forURLScheme_(delegate, SCHEME)
    config.setMediaTypesRequiringUserActionForPlayback_(_NO_MEDIA if begin.autoplay else _ALL_MEDIA)
    config.setAllowsAirPlayForMediaPlayback_(False)
    _switch_off(webkit.WKPreferences, config.preferences())
    content = config.userContentController()
    content.addContentRuleList_(rule_list)
    _give_scripts(cocoa, begin, content, delegate)
    frame = cocoa.foundation.NSMakeRect(0, 0, begin.width_px, begin.height_px)
    view = view_class(cocoa).alloc().initWithFrame_configuration_(frame, config)
    view.setUIDelegate_(delegate)
    view.setNavigationDelegate_(delegate)
    view.setAllowsLinkPreview_(False)  # it would fetch what is linked
    view.unregisterDraggedTypes()
    return view


def _switch_off(kind: Any, preferences: Any) -> None:
    """Raises EngineOpen where what must be off is on, or nobody can say."""
    preferences.setJavaScriptCanOpenWindowsAutomatically_(False)
    preferences.setFraudulentWebsiteWarningEnabled_(False)  # it asks a service about addresses
    preferences.setElementFullscreenEnabled_(False)
    features = {str(each.key()): each for each in kind._features()}
    for key in named(features):
        preferences._setEnabled_forFeature_(False, features[key])
    found = {key: bool(preferences._isEnabledForFeature_(features[key])) for key in named(features)}
    if lacking := still_on(found):
        raise EngineOpen(f"WKWebView's {', '.join(lacking)} cannot be switched off here")


def _store(cocoa: Bindings, storage: str | None) -> Any:
    kind = cocoa.webkit.WKWebsiteDataStore
    if storage is None:
        return kind.nonPersistentDataStore()
    folder = Path(storage)
    made = cocoa.foundation.NSUUID.alloc()
    store = kind.dataStoreForIdentifier_(made.initWithUUIDString_(str(own_store(folder))))

    def sweep(all_stores: Any) -> None:
        known = {uuid.UUID(str(each.UUIDString())): each for each in all_stores}
        for each in orphans(folder, known):
            kind.removeDataStoreForIdentifier_completionHandler_(known[each], _nobody_minds)

    kind.fetchAllDataStoreIdentifiers_(sweep)
    return store


def _give_scripts(cocoa: Bindings, begin: Begin, content: Any, delegate: Any) -> None:
    webkit = cocoa.webkit
    private = webkit.WKContentWorld.worldWithName_(WORLD)
    page = webkit.WKContentWorld.pageWorld()
    for name in (BRIDGE, FRAMES, console_text.HANDLER):
        content.addScriptMessageHandler_contentWorld_name_(delegate, private, name)
    for text, top_only, world in (
        (own_only(begin.host, begin.channel), True, private),
        (begin.manners, False, private),
        (console_text.PRIVATE, False, private),
        (_FRAMES_TEXT, True, private),
        (console_text.PAGE, False, page),
        (own_only(begin.host, begin.page), True, page),
    ):
        made = webkit.WKUserScript.alloc()
        content.addUserScript_(
            made.initWithSource_injectionTime_forMainFrameOnly_inContentWorld_(
                text, _AT_START, top_only, world
            )
        )


def _nobody_minds(_error: Any) -> None:
    pass
