"""One WebView2 in a window of pywebview's, for one mini-program, walled in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn, Protocol, assert_never

from sandbox.view.environment import SCHEME
from sandbox.view.systemview.webview2 import devtools
from sandbox.view.systemview.webview2.devtools import Command
from sandbox.view.systemview.webview2.net import (
    Control,
    Core,
    Environment,
    Form,
    NavigationCompleted,
    Net,
    ProcessFailed,
    SourceChanged,
    Spoken,
    Task,
)
from sandbox.view.systemview.webview2.requests import Requests
from sandbox.view.systemview.webview2.rules import Rules
from sandbox.view.systemview.webview2.switches import arguments
from sandbox.view.systemview.webview2.walls import close_engine
from sandbox.view.systemview.wire import (
    Begin,
    Deliver,
    Denied,
    Evaluate,
    Evaluated,
    Failed,
    Framed,
    Gone,
    Heard,
    Load,
    Moved,
    Order,
    Ping,
    Place,
    Pong,
    Received,
    Reload,
    Served,
    Show,
    Snap,
    Snapped,
    Standing,
    Told,
    Touched,
    Verdict,
    Withheld,
)

_ENDED: Final = frozenset({"BrowserProcessExited", "RenderProcessExited"})
_STANDARD_ERROR: Final = 2
_CANCELLED: Final = "OperationCanceled"


class Host(Protocol):
    """The process's end of the line (line.Line)."""

    def tell(self, message: Told) -> None: ...
    def listen(self, hear: Callable[[Order], None]) -> None: ...


class WebView2View:
    """Made while pywebview makes its window; everything happens on the thread that draws."""

    def __init__(self, host: Host, begin: Begin, net: Net, form: Form, folder: str) -> None:
        """`folder` is where the browser keeps what it keeps."""
        self._host = host
        self._begin = begin
        self._net = net
        self._form = form
        self._rules = Rules(begin.host, begin.documents)
        self._context: int | None = None
        self._core: Core | None = None
        self._requests: Requests | None = None
        form.ShowInTaskbar = False  # first of all: it makes the window anew
        self.control: Control = net.make_control()
        self.control.Dock = net.dock_fill()
        self.control.AllowExternalDrop = False
        self.control.DefaultBackgroundColor = net.colour(begin.background)
        form.Controls.Add(self.control)
        origin = f"{SCHEME}://{begin.host}"
        options = net.folder_options(arguments(autoplay=begin.autoplay), SCHEME, origin)
        self._await(net.make_environment(folder, options), self._bring)

    def _bring(self, environment: Environment) -> None:
        options = environment.CreateCoreWebView2ControllerOptions()
        options.IsInPrivateModeEnabled = self._begin.storage is None
        made = self.control.EnsureCoreWebView2Async(environment, options)
        self._await(made, lambda _nothing: self._furnish(environment))

    def _furnish(self, environment: Environment) -> None:
        """The engine is there and has loaded nothing."""
        net, core = self._net, self.control.CoreWebView2
        self._core = core
        self._requests = Requests(net, environment, self._rules, self._host.tell)
        close_engine(net, core, self._rules, self._deny)
        every = net.member("CoreWebView2WebResourceContext", "All")
        sources = net.member("CoreWebView2WebResourceRequestSourceKinds", "All")
        core.AddWebResourceRequestedFilter("*", every, sources)
        core.WebResourceRequested += self._requests.asked
        core.SourceChanged += self._moved
        core.NavigationCompleted += self._completed
        core.ProcessFailed += self._ended
        core.IsDocumentPlayingAudioChanged += self._audible
        if self._begin.dark is not None:
            scheme = "Dark" if self._begin.dark else "Light"
            core.Profile.PreferredColorScheme = net.member(
                "CoreWebView2PreferredColorScheme", scheme
            )
        for name, hear in (
            (devtools.BINDING_CALLED, self._called),
            (devtools.CONSOLE, self._printed),
            (devtools.THROWN, self._thrown),
            (devtools.FILE_CHOOSER, self._chooser),
            (devtools.ATTACHED, self._attached),
        ):
            receiver = core.GetDevToolsProtocolEventReceiver(name)
            receiver.DevToolsProtocolEventReceived += hear
        self._open(list(devtools.opening(self._begin)))

    def _open(self, commands: list[Command]) -> None:
        """Say what opens, one after the other; then the view stands."""
        if commands:
            said = self._said(commands[0])
            self._await(said, lambda _answer: self._open(commands[1:]))
            return
        self._host.tell(Standing(self._form.Handle.ToInt64()))
        self._host.listen(lambda order: self._net.post(self._form, lambda: self._take(order)))

    def _take(self, order: Order) -> None:
        """Obey, or end: WinForms would show whatever fails here in a dialog of its own."""
        try:
            self._obey(order)
        except Exception as error:
            give_up(f"WebView2: {type(error).__name__}: {error}")

    def _obey(self, order: Order) -> None:
        """One order of the host."""
        core, requests = self._ready()
        match order:
            case Load(url):
                core.Navigate(url)
            case Reload():
                core.Reload()
            case Show():
                self._form.Show()
            case Deliver(text):
                if self._context is not None:
                    self._said(devtools.delivering(text, self._context))
            case Served():
                requests.served(order)
            case Withheld():
                requests.withheld(order)
            case Ping(number):
                # An error is an answer too: the page's thread has had its turn.
                self._net.then(
                    self._said(devtools.pinging()), lambda _task: self._host.tell(Pong(number))
                )
            case Evaluate(number, expression):
                self._evaluate(number, expression)
            case Snap(number):
                self._snap(number)
            case Begin() | Place() | Verdict():
                pass  # a view is bound for life, stands in the host's window, and asks no leave
            case _:
                assert_never(order)

    def _evaluate(self, number: int, expression: str) -> None:
        def settle(task: Task[str]) -> None:
            failed = task.IsFaulted or task.IsCanceled
            value, error = (None, "no answer") if failed else devtools.evaluated(task.Result)
            self._host.tell(Evaluated(number, value, error))

        self._net.then(self._said(devtools.evaluating(expression)), settle)

    def _snap(self, number: int) -> None:
        stream = self._net.empty_memory()

        def settle(task: Task[None]) -> None:
            failed = task.IsFaulted or task.IsCanceled  # nothing stands there
            self._host.tell(Snapped(number, b"" if failed else self._net.taken(stream)))

        core, _ = self._ready()
        png = self._net.member("CoreWebView2CapturePreviewImageFormat", "Png")
        self._net.then(core.CapturePreviewAsync(png, stream), settle)

    # What WebView2 tells of.

    def _called(self, _sender: object, event: Spoken) -> None:
        found = devtools.called(event.ParameterObjectAsJson)
        if found is None or event.SessionId:  # a Worker has no such function
            return
        if found.name == devtools.SAY:
            self._context = found.context
            self._host.tell(Received(found.text))
        elif found.name == devtools.FRAME:
            self._host.tell(Framed(time.monotonic()))
        else:
            self._host.tell(Touched())

    def _printed(self, _sender: object, event: Spoken) -> None:
        if (line := devtools.console_line(event.ParameterObjectAsJson)) is not None:
            self._host.tell(line)

    def _thrown(self, _sender: object, event: Spoken) -> None:
        if (line := devtools.thrown(event.ParameterObjectAsJson)) is not None:
            self._host.tell(line)

    def _attached(self, _sender: object, event: Spoken) -> None:
        if (session := devtools.worker(event.ParameterObjectAsJson)) is not None:
            core, _ = self._ready()
            said = devtools.listening()
            core.CallDevToolsProtocolMethodForSessionAsync(session, said.method, said.parameters)

    def _chooser(self, _sender: object, _event: Spoken) -> None:
        self._deny("file_input", "use fanlight.chooseFile")

    def _moved(self, _sender: object, args: SourceChanged) -> None:
        if args.IsNewDocument:
            core, _ = self._ready()
            self._host.tell(Moved(core.Source))

    def _completed(self, _sender: object, args: NavigationCompleted) -> None:
        # What was refused is no failure: the page stays.
        if not args.IsSuccess and str(args.WebErrorStatus) != _CANCELLED:
            core, _ = self._ready()
            self._host.tell(Failed(core.Source))

    def _ended(self, _sender: object, args: ProcessFailed) -> None:
        if (kind := str(args.ProcessFailedKind)) in _ENDED:
            self._host.tell(Gone(kind))

    def _audible(self, _sender: object, _args: object) -> None:
        core, _ = self._ready()
        self._host.tell(Heard(core.IsDocumentPlayingAudio))

    def _deny(self, what: str, detail: str) -> None:
        self._host.tell(Denied(what, detail))

    def _said(self, command: Command) -> Task[str]:
        core, _ = self._ready()
        return core.CallDevToolsProtocolMethodAsync(command.method, command.parameters)

    def _ready(self) -> tuple[Core, Requests]:
        if self._core is None or self._requests is None:
            raise RuntimeError("the engine is not there yet")
        return self._core, self._requests

    def _await(self, task: Task[Any], act: Callable[[Any], None]) -> None:
        """Go on with what `task` gives. A step that fails ends the process: a view that is not
        walled in whole shows nothing."""

        def settle(ended: Task[Any]) -> None:
            if ended.IsFaulted or ended.IsCanceled:
                give_up(f"WebView2: {ended.Exception}")
            try:
                act(ended.Result if hasattr(ended, "Result") else None)
            except Exception as error:
                give_up(f"WebView2: {type(error).__name__}: {error}")

        self._net.then(task, settle)


def give_up(why: str) -> NoReturn:
    """End the process; the host reads the reason as its last line."""
    with suppress(OSError):  # a program without a console may have no such place
        os.write(_STANDARD_ERROR, f"{' '.join(why.split())[:300]}\n".encode())
    os._exit(1)
