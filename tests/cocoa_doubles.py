"""Small doubles of Cocoa's and WebKit's objects, which are on macOS alone: they note what they are
told, in order, and answer what a test gave them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from sandbox.view.systemview.wkwebview.cocoa import Bindings


class Noting:
    """Takes every message; `said` holds (selector, arguments), `answers` what is given back: a
    value, or a function of the arguments. Anything else is answered by another of these."""

    def __init__(self, **answers: Any) -> None:
        self.said: list[tuple[str, tuple[Any, ...]]] = []
        self.answers = answers

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def told(*words: Any) -> Any:
            self.said.append((name, words))
            if name not in self.answers:
                self.answers[name] = Noting()
            answer = self.answers[name]
            return answer(*words) if callable(answer) and not isinstance(answer, Noting) else answer

        return told

    def words(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of each message `name`, in order."""
        return [words for said, words in self.said if said == name]


class NSObject:
    """The base of what PyObjC makes classes of."""

    def __init_subclass__(cls, protocols: Sequence[Any] = (), **named: Any) -> None:
        super().__init_subclass__(**named)
        cls.protocols = tuple(protocols)

    @classmethod
    def alloc(cls) -> Any:
        return cls()

    def init(self) -> Any:
        return self


class WKWebView(NSObject, Noting):
    """A view that was made with a configuration."""

    def __init__(self) -> None:
        Noting.__init__(self)
        self.answers["initWithFrame_configuration_"] = self


class Features:
    """WKPreferences: its features by their keys, and which are on. `stuck` ones stay on."""

    def __init__(self, keys: tuple[str, ...], stuck: tuple[str, ...] = ()) -> None:
        self.on = dict.fromkeys(keys, True)
        self._stuck = stuck
        self.preferences = Noting(_setEnabled_forFeature_=self._set, _isEnabledForFeature_=self._is)

    def _features(self) -> list[Any]:
        return [SimpleNamespace(key=lambda key=key: key) for key in self.on]

    def _set(self, on: bool, feature: Any) -> None:
        if feature.key() not in self._stuck:
            self.on[feature.key()] = on

    def _is(self, feature: Any) -> bool:
        return self.on[feature.key()]


def bindings(features: Features | None = None) -> Any:
    """What `cocoa.Bindings` holds, of doubles."""
    found = features or Features(("PeerConnectionEnabled", "WebTransportEnabled", "CSSGridEnabled"))
    content = Noting()
    config = Noting(preferences=lambda: found.preferences, userContentController=lambda: content)
    webkit = SimpleNamespace(
        WKWebView=WKWebView,
        WKWebViewConfiguration=SimpleNamespace(alloc=lambda: Noting(init=lambda: config)),
        WKWebsiteDataStore=Noting(
            nonPersistentDataStore="nothing kept", dataStoreForIdentifier_=lambda each: each
        ),
        WKPreferences=found,
        WKContentWorld=Noting(
            worldWithName_=lambda name: f"world {name}", pageWorld=lambda: "the page's world"
        ),
        WKUserScript=SimpleNamespace(
            alloc=lambda: Noting(
                initWithSource_injectionTime_forMainFrameOnly_inContentWorld_=lambda *words: words
            )
        ),
    )
    cocoa: Any = Bindings.__new__(Bindings)
    cocoa.webkit = webkit
    cocoa.objc = SimpleNamespace(protocolNamed=lambda name: name)
    cocoa.foundation = SimpleNamespace(
        NSObject=NSObject,
        NSMakeRect=lambda *words: words,
        NSUUID=SimpleNamespace(
            alloc=lambda: Noting(initWithUUIDString_=lambda text: f"store {text}")
        ),
        NSHTTPURLResponse=SimpleNamespace(
            alloc=lambda: Noting(
                initWithURL_statusCode_HTTPVersion_headerFields_=lambda *words: words
            )
        ),
        NSData=SimpleNamespace(dataWithBytes_length_=lambda content, length: content[:length]),
        NSError=Noting(errorWithDomain_code_userInfo_="refused"),
    )
    cocoa.appkit = Noting()
    cocoa.helper = SimpleNamespace(callAfter=_now)
    cocoa.config, cocoa.content = config, content
    return cocoa


def _now(act: Callable[..., None], *words: Any) -> None:
    act(*words)
