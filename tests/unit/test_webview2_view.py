"""The adapter to WebView2, driven by doubles of .NET's objects: there is no .NET here, so they
stand for what cannot be had. That the names are the real ones' is looked up in the assemblies
(tests/contract/test_webview2_names.py); what WebView2 does is asked on Windows (tests/engines)."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.view.port import ConsoleLevel
from sandbox.view.systemview.webview2.requests import Requests
from sandbox.view.systemview.webview2.rules import REFUSALS, SETTINGS, Event, Rules
from sandbox.view.systemview.webview2.switches import arguments
from sandbox.view.systemview.webview2.view import WebView2View
from sandbox.view.systemview.webview2.walls import close_engine
from sandbox.view.systemview.wire import (
    Asked,
    Begin,
    Deliver,
    Denied,
    Evaluate,
    Evaluated,
    Failed,
    Framed,
    Gone,
    Load,
    Moved,
    Order,
    Ping,
    Pong,
    Received,
    Said,
    Served,
    Show,
    Snap,
    Snapped,
    Standing,
    Told,
    Touched,
    Withheld,
)
from tests.unit.test_webview2_rules import HOST, OWN, begin

RULES = Rules(HOST, ("index.html",))


class Raised:
    """An event of .NET's."""

    def __init__(self) -> None:
        self.handlers: list[Callable[[Any, Any], None]] = []

    def __iadd__(self, handler: Callable[[Any, Any], None]) -> Raised:
        self.handlers.append(handler)
        return self

    def raised(self, args: Any) -> Any:
        assert self.handlers
        for handler in self.handlers:
            handler(None, args)
        return args


class Task:
    """One that has ended."""

    IsCanceled = False
    Exception = "no"

    def __init__(self, result: object = None, *, failed: bool = False) -> None:
        self.Result = result
        self.IsFaulted = failed


class Core(SimpleNamespace):
    def __init__(self) -> None:
        names = [event.value for event in Event] + [
            "NavigationStarting",
            "FrameNavigationStarting",
            "NavigationCompleted",
            "SourceChanged",
            "WebResourceRequested",
            "ProcessFailed",
            "IsDocumentPlayingAudioChanged",
        ]
        super().__init__(**{name: Raised() for name in names})
        self.Settings = SimpleNamespace(**dict.fromkeys(SETTINGS))
        self.Profile = SimpleNamespace(PreferredColorScheme=None)
        self.Source = f"{OWN}/index.html"
        self.spoken: list[tuple[str, dict[str, Any]]] = []
        self.receivers: dict[str, Raised] = {}
        self.answers: dict[str, Task] = {}
        self.filters: list[tuple[object, ...]] = []
        self.gone_to: list[str] = []
        self.of_workers: list[tuple[str, ...]] = []

    def AddWebResourceRequestedFilter(self, *words: object) -> None:
        self.filters.append(words)

    def CallDevToolsProtocolMethodAsync(self, method: str, parameters: str) -> Task:
        self.spoken.append((method, json.loads(parameters)))
        return self.answers.get(method, Task("{}"))

    def GetDevToolsProtocolEventReceiver(self, name: str) -> SimpleNamespace:
        self.receivers[name] = Raised()
        return SimpleNamespace(DevToolsProtocolEventReceived=self.receivers[name])

    def CapturePreviewAsync(self, form: object, stream: bytearray) -> Task:
        assert form == "CoreWebView2CapturePreviewImageFormat.Png"
        stream += b"png"
        return Task()

    def Navigate(self, uri: str) -> None:
        self.gone_to.append(uri)

    def CallDevToolsProtocolMethodForSessionAsync(self, session: str, *words: str) -> Task:
        self.of_workers.append((session, *words))
        return Task("{}")

    def says(self, event: str, /, session: str = "", **parameters: object) -> None:
        args = SimpleNamespace(ParameterObjectAsJson=json.dumps(parameters), SessionId=session)
        self.receivers[event].raised(args)


class Net:
    """In the place of DotNet."""

    def __init__(self, core: Core, *, fails: str = "") -> None:
        self.core = core
        self.fails = fails
        self.options: tuple[str, ...] = ()
        self.folder = ""
        self.private: bool | None = None

    def folder_options(self, *words: str) -> object:
        self.options = words
        return "options"

    def make_environment(self, folder: str, options: object) -> Any:
        assert options == "options"
        self.folder = folder
        return Task(self, failed=self.fails == "environment")

    def CreateCoreWebView2ControllerOptions(self) -> SimpleNamespace:
        return SimpleNamespace(IsInPrivateModeEnabled=None)

    def CreateWebResourceResponse(self, *words: object) -> tuple[object, ...]:
        return words

    def make_control(self) -> Any:
        return SimpleNamespace(CoreWebView2=self.core, EnsureCoreWebView2Async=self._ensure)

    def _ensure(self, environment: object, options: SimpleNamespace) -> Task:
        assert environment is self
        self.private = options.IsInPrivateModeEnabled
        return Task(failed=self.fails == "control")

    def member(self, enumeration: str, name: str) -> object:
        return f"{enumeration}.{name}"

    def colour(self, text: str) -> object:
        return text

    def dock_fill(self) -> object:
        return "fill"

    def then(self, task: Any, act: Callable[[Any], None]) -> None:
        act(task)

    def post(self, form: object, act: Callable[[], None]) -> None:
        act()

    def memory(self, content: bytes) -> object:
        return content

    def empty_memory(self) -> object:
        return bytearray()

    def taken(self, stream: Any) -> bytes:
        return bytes(stream)

    def body(self, stream: Any) -> bytes:
        return bytes(stream)


class Host:
    """The line."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.order: Callable[[Order], None] | None = None

    def tell(self, message: Told) -> None:
        self.told.append(message)

    def listen(self, hear: Callable[[Order], None]) -> None:
        self.order = hear

    def orders(self, order: Order) -> list[Told]:
        """What is told after `order`."""
        assert self.order is not None
        before = len(self.told)
        self.order(order)
        return self.told[before:]


def form() -> Any:
    controls: list[object] = []
    return SimpleNamespace(
        Controls=SimpleNamespace(Add=controls.append),
        Handle=SimpleNamespace(ToInt64=lambda: 7),
        ShowInTaskbar=True,
        Show=lambda: controls.append("shown"),
        controls=controls,
    )


def standing(
    first: Begin | None = None, folder: str = "kept"
) -> tuple[Host, Core, Net, WebView2View]:
    host, core = Host(), Core()
    net = Net(core)
    view = WebView2View(host, first or begin(), net, form(), folder)
    assert host.told == [Standing(7)]
    host.told.clear()
    return host, core, net, view


def request(url: str, context: str, **more: object) -> Any:
    headers = [SimpleNamespace(Key="Accept", Value="*/*")]
    asked = {"Uri": url, "Method": "GET", "Content": None} | more
    asked["Headers"] = SimpleNamespace(GetEnumerator=lambda: iter(headers))
    done: list[str] = []
    deferral = SimpleNamespace(Complete=lambda: done.append("done"))
    return SimpleNamespace(
        Request=SimpleNamespace(**asked),
        ResourceContext=context,
        Response=None,
        GetDeferral=lambda: deferral,
        done=done,
    )


def test_the_browser_is_made_as_the_switches_and_the_kind_say() -> None:
    _, core, net, _ = standing()
    assert net.options == (arguments(autoplay=False), "miniapp", OWN)
    assert net.folder == "kept"
    assert net.private is True
    assert core.filters == [
        (
            "*",
            "CoreWebView2WebResourceContext.All",
            "CoreWebView2WebResourceRequestSourceKinds.All",
        )
    ]
    kept = Begin(
        **{name: getattr(begin(), name) for name in Begin.__struct_fields__} | {"storage": "x"}
    )
    assert standing(kept)[2].private is False


@pytest.mark.parametrize("step", ["environment", "control"])
def test_a_view_that_is_not_walled_in_whole_shows_nothing(
    step: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def ended(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr("os._exit", ended)
    host = Host()
    with pytest.raises(SystemExit):
        WebView2View(host, begin(), Net(Core(), fails=step), form(), "kept")
    core = Core()
    del core.Settings.AreHostObjectsAllowed  # an older runtime
    with pytest.raises(SystemExit):
        WebView2View(host, begin(), Net(core), form(), "kept")
    core = Core()
    core.answers["Runtime.addBinding"] = Task(failed=True)
    with pytest.raises(SystemExit):
        WebView2View(host, begin(), Net(core), form(), "kept")
    assert host.told == []
    assert "AreHostObjectsAllowed" in capfd.readouterr().err


def test_every_setting_is_set() -> None:
    core = Core()
    close_engine(Net(core), core, RULES, lambda *_: None)
    assert vars(core.Settings) == SETTINGS
    assert not core.Settings.IsWebMessageEnabled and not core.Settings.AreHostObjectsAllowed


@pytest.mark.parametrize("event", list(Event))
def test_every_way_beyond_the_page_is_refused_and_told(event: Event) -> None:
    core = Core()
    denied: list[tuple[str, str]] = []
    close_engine(Net(core), core, RULES, lambda what, detail: denied.append((what, detail)))
    args = SimpleNamespace(
        Cancel=False, Handled=False, Uri="https://e/x?secret", Kind="Alert", PermissionKind="Camera"
    )
    getattr(core, event.value).raised(args)
    answer = REFUSALS[event]
    assert [what for what, _ in denied] == [answer.what]
    assert "secret" not in denied[0][1]
    for name, value in answer.flags.items():
        assert getattr(args, name) is value
    for name, member in answer.choices.items():
        assert getattr(args, name) == ".".join(member)


def test_each_event_is_refused_by_what_refuses_it() -> None:
    """WebView2's own words for no: a table that says less would let the event pass."""
    for event, answer in REFUSALS.items():
        no = answer.flags.get("Cancel") or answer.flags.get("Handled") or answer.choices
        assert no or event is Event.DIALOG  # Accept is what would show it
    assert REFUSALS[Event.PERMISSION].choices["State"][1] == "Deny"
    assert REFUSALS[Event.BAD_CERTIFICATE].choices["Action"][1] == "Cancel"


def test_a_navigation_is_refused_before_it_is_looked_at() -> None:
    core = Core()
    denied: list[tuple[str, str]] = []
    close_engine(Net(core), core, RULES, lambda *words: denied.append(words))
    for start in (core.NavigationStarting, core.FrameNavigationStarting):
        assert start.raised(SimpleNamespace(Uri=f"{OWN}/index.html?q")).Cancel is False
        assert start.raised(SimpleNamespace(Uri="https://e/x?secret")).Cancel is True
        broken = SimpleNamespace(Uri=None)
        with pytest.raises(AttributeError):
            start.raised(broken)
        assert broken.Cancel is True
    assert denied == [("navigation", "https://e/x")] * 2


def test_the_host_answers_what_is_asked() -> None:
    host, core, _, _ = standing()
    page = core.WebResourceRequested.raised(request(f"{OWN}/index.html", "Document"))
    posted = core.WebResourceRequested.raised(
        request(f"{OWN}/.fanlight/call", "Fetch", Method="POST", Content=b"s\nx")
    )
    first, second = host.told
    assert first == Asked(1, "GET", f"{OWN}/index.html", (("Accept", "*/*"),), b"", document=True)
    assert isinstance(second, Asked)
    assert (second.method, second.body, second.document) == ("POST", b"s\nx", False)
    host.orders(Served(2, "application/json", (("X-A", "1"),), b"{}"))
    assert posted.Response == (b"{}", 200, "OK", "Content-Type: application/json\r\nX-A: 1")
    host.orders(Withheld(1))
    assert page.Response[:2] == (b"", 404)
    assert page.done == posted.done == ["done"]
    host.orders(Withheld(1))
    host.orders(Served(2, "text/html", (), b"again"))
    assert posted.Response[0] == b"{}"


def test_a_declared_picture_of_elsewhere_is_given_in_its_place() -> None:
    """The engine sees its address: with the policy of the app's own files it would refuse it."""
    host, core, _, _ = standing()
    own = core.WebResourceRequested.raised(request(f"{OWN}/a.png", "Image"))
    picture = core.WebResourceRequested.raised(request("https://e/a.png", "Image"))
    policy = (("Cross-Origin-Resource-Policy", "same-origin"), ("X-A", "1"))
    for number in (1, 2):
        host.orders(Served(number, "image/png", policy, b"x"))
    assert "Policy: same-origin\r\nX-A: 1" in own.Response[3]
    assert "Policy: cross-origin\r\nX-A: 1" in picture.Response[3]
    assert "same-origin" not in picture.Response[3]


def test_headers_that_would_be_two_are_not_given() -> None:
    host, core, _, _ = standing()
    page = core.WebResourceRequested.raised(request(f"{OWN}/index.html", "Document"))
    host.orders(Served(1, "text/html", (("A", "1\r\nB: 2"),), b"x"))
    assert page.Response[:2] == (b"", 404)


def test_what_is_beyond_the_app_has_an_answer_of_ours() -> None:
    host, core, _, _ = standing()
    for url, context in (("https://e/x?secret", "Script"), ("http://127.0.0.1/", "Fetch")):
        asked = core.WebResourceRequested.raised(request(url, context))
        assert asked.Response[:2] == (b"", 403)
        assert "default-src 'none'" in asked.Response[3]
    assert host.told == [Denied("network", "https://e/x"), Denied("network", "http://127.0.0.1/")]


def test_a_request_that_cannot_be_read_is_refused() -> None:
    told: list[Told] = []
    net: Any = Net(Core())
    asked = request(f"{OWN}/index.html", "Document")
    del asked.Request.Uri
    with pytest.raises(AttributeError):
        Requests(net, net, RULES, told.append).asked(None, asked)
    assert asked.Response[:2] == (b"", 403)
    assert told == []


def test_only_the_private_world_is_heard_and_spoken_to() -> None:
    host, core, _, _ = standing()
    host.orders(Deliver("early"))
    core.says("Runtime.bindingCalled", name="other", payload="x", executionContextId=1)
    assert host.told == []
    core.says("Runtime.bindingCalled", name="fanlight", payload="s\nhello", executionContextId=9)
    core.says("Runtime.bindingCalled", name="fanlightTouch", payload="", executionContextId=9)
    core.says("Runtime.bindingCalled", name="fanlightFrame", payload="", executionContextId=9)
    received, touched, framed = host.told
    assert (received, touched) == (Received("s\nhello"), Touched())
    assert isinstance(framed, Framed)
    host.orders(Deliver('"</script>\u2028'))
    method, parameters = core.spoken[-1]
    assert (method, parameters["contextId"]) == ("Runtime.evaluate", 9)
    assert json.dumps('"</script>\u2028') in parameters["expression"]
    assert "early" not in json.dumps(core.spoken)


def test_what_workers_print_is_told_and_nothing_else_of_theirs_is_heard() -> None:
    host, core, _, _ = standing()
    for kind in ("iframe", "worker", "service_worker"):
        core.says("Target.attachedToTarget", sessionId=f"a {kind}", targetInfo={"type": kind})
    assert core.of_workers == [("a worker", "Runtime.enable", "{}")]
    core.says(
        "Runtime.bindingCalled",
        session="a worker",
        name="fanlight",
        payload="s\nx",
        executionContextId=1,
    )
    assert host.told == []
    text = [{"type": "string", "value": "x"}]
    core.says("Runtime.consoleAPICalled", session="a worker", type="log", args=text)
    assert host.told == [Said(ConsoleLevel.INFO, "x", "", 0)]


def test_orders_and_what_follows_them() -> None:
    host, core, _, _ = standing()
    assert host.orders(Load(f"{OWN}/index.html")) == []
    assert core.gone_to == [f"{OWN}/index.html"]
    assert host.orders(Show()) == []
    assert host.orders(Ping(3)) == [Pong(3)]
    core.answers["Runtime.evaluate"] = Task(
        json.dumps({"result": {"type": "string", "value": "2"}})
    )
    assert host.orders(Evaluate(4, "1 + 1")) == [Evaluated(4, "2", "")]
    core.answers["Runtime.evaluate"] = Task(failed=True)
    assert host.orders(Evaluate(5, "1")) == [Evaluated(5, None, "no answer")]
    assert host.orders(Ping(6)) == [Pong(6)]
    assert host.orders(Snap(7)) == [Snapped(7, b"png")]


def test_an_order_that_fails_ends_the_view(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def ended(code: int) -> None:
        raise SystemExit(code)

    def gone(_uri: str) -> None:
        raise RuntimeError("the browser\nhas exited")

    host, core, _, _ = standing()
    core.Navigate = gone
    monkeypatch.setattr("os._exit", ended)
    with pytest.raises(SystemExit):
        host.orders(Load(f"{OWN}/index.html"))
    assert capfd.readouterr().err == "WebView2: RuntimeError: the browser has exited\n"


def test_what_happens_to_the_page_is_told() -> None:
    host, core, _, _ = standing()
    core.SourceChanged.raised(SimpleNamespace(IsNewDocument=False))
    core.SourceChanged.raised(SimpleNamespace(IsNewDocument=True))
    for succeeded, status in ((True, "Unknown"), (False, "OperationCanceled"), (False, "Timeout")):
        core.NavigationCompleted.raised(SimpleNamespace(IsSuccess=succeeded, WebErrorStatus=status))
    core.ProcessFailed.raised(SimpleNamespace(ProcessFailedKind="GpuProcessExited"))
    core.ProcessFailed.raised(SimpleNamespace(ProcessFailedKind="RenderProcessExited"))
    core.says("Page.fileChooserOpened", frameId="x")
    core.says("Runtime.consoleAPICalled", type="error", args=[{"type": "string", "value": "x"}])
    assert host.told == [
        Moved(f"{OWN}/index.html"),
        Failed(f"{OWN}/index.html"),
        Gone("RenderProcessExited"),
        Denied("file_input", "use fanlight.chooseFile"),
        Said(ConsoleLevel.ERROR, "x", "", 0),
    ]
