"""WebView2's and WinForms' objects, as pythonnet gives them: what is used of them, typed.

Names and orders of parameters are those of the assemblies that pywebview brings
(Microsoft.Web.WebView2.Core 1.0.3856); a test reads them there.
https://learn.microsoft.com/dotnet/api/microsoft.web.webview2.core
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from bridge.messages import MAX_BODY_BYTES

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)
_PIECE_BYTES = 1024 * 1024


class Event(Protocol):
    """One to which Python's callables are added, `+=`."""

    def __iadd__(self, handler: Callable[[Any, Any], None]) -> Event: ...


class Task(Protocol[_T_co]):
    """System.Threading.Tasks.Task."""

    @property
    def IsFaulted(self) -> bool: ...
    @property
    def IsCanceled(self) -> bool: ...
    @property
    def Exception(self) -> object: ...
    @property
    def Result(self) -> _T_co: ...
    def ContinueWith(self, action: object, scheduler: object) -> object: ...


class Deferral(Protocol):
    def Complete(self) -> None: ...


class Stream(Protocol):
    def Read(self, buffer: object, offset: int, count: int) -> int: ...


class Header(Protocol):
    @property
    def Key(self) -> str: ...
    @property
    def Value(self) -> str: ...


class Headers(Protocol):
    def GetEnumerator(self) -> Iterator[Header]: ...


class Request(Protocol):
    @property
    def Uri(self) -> str: ...
    @property
    def Method(self) -> str: ...
    @property
    def Headers(self) -> Headers: ...
    @property
    def Content(self) -> Stream | None: ...


class ResourceRequested(Protocol):
    """CoreWebView2WebResourceRequestedEventArgs."""

    Response: object

    @property
    def Request(self) -> Request: ...
    @property
    def ResourceContext(self) -> object: ...
    def GetDeferral(self) -> Deferral: ...


class NavigationStarting(Protocol):
    Cancel: bool

    @property
    def Uri(self) -> str: ...


class NavigationCompleted(Protocol):
    @property
    def IsSuccess(self) -> bool: ...
    @property
    def WebErrorStatus(self) -> object: ...


class SourceChanged(Protocol):
    @property
    def IsNewDocument(self) -> bool: ...


class ProcessFailed(Protocol):
    @property
    def ProcessFailedKind(self) -> object: ...


class Spoken(Protocol):
    """CoreWebView2DevToolsProtocolEventReceivedEventArgs."""

    @property
    def ParameterObjectAsJson(self) -> str: ...
    @property
    def SessionId(self) -> str: ...


class Receiver(Protocol):
    DevToolsProtocolEventReceived: Event


class Profile(Protocol):
    PreferredColorScheme: object


class Environment(Protocol):
    """CoreWebView2Environment."""

    def CreateWebResourceResponse(
        self, content: object, status: int, reason: str, headers: str
    ) -> object: ...
    def CreateCoreWebView2ControllerOptions(self) -> ControllerOptions: ...


class ControllerOptions(Protocol):
    IsInPrivateModeEnabled: bool


class Core(Protocol):
    """CoreWebView2."""

    NavigationStarting: Event
    FrameNavigationStarting: Event
    NavigationCompleted: Event
    SourceChanged: Event
    WebResourceRequested: Event
    ProcessFailed: Event
    IsDocumentPlayingAudioChanged: Event

    @property
    def Settings(self) -> object: ...
    @property
    def Profile(self) -> Profile: ...
    @property
    def Environment(self) -> Environment: ...
    @property
    def Source(self) -> str: ...
    @property
    def IsDocumentPlayingAudio(self) -> bool: ...
    def AddWebResourceRequestedFilter(self, uri: str, context: object, kinds: object) -> None: ...
    def CallDevToolsProtocolMethodAsync(self, method: str, parameters: str) -> Task[str]: ...
    def CallDevToolsProtocolMethodForSessionAsync(
        self, session: str, method: str, parameters: str
    ) -> Task[str]: ...
    def CapturePreviewAsync(self, form: object, stream: object) -> Task[None]: ...
    def GetDevToolsProtocolEventReceiver(self, name: str) -> Receiver: ...
    def Navigate(self, uri: str) -> None: ...
    def Reload(self) -> None: ...


class Control(Protocol):
    """Microsoft.Web.WebView2.WinForms.WebView2, or any control of WinForms."""

    AllowExternalDrop: bool
    DefaultBackgroundColor: object
    Dock: object

    @property
    def CoreWebView2(self) -> Core: ...
    def EnsureCoreWebView2Async(
        self, environment: Environment, options: ControllerOptions
    ) -> Task[None]: ...


class Handle(Protocol):
    """System.IntPtr."""

    def ToInt64(self) -> int: ...


class Controls(Protocol):
    def Add(self, control: Control) -> None: ...


class Form(Protocol):
    """System.Windows.Forms.Form: pywebview's window."""

    ShowInTaskbar: bool

    @property
    def Handle(self) -> Handle: ...
    @property
    def Controls(self) -> Controls: ...
    def BeginInvoke(self, act: object) -> object: ...
    def Show(self) -> None: ...


class Net(Protocol):
    """What `DotNet` brings: the types and their making, by the names of .NET."""

    def folder_options(self, arguments: str, scheme: str, origin: str) -> object:
        """CoreWebView2EnvironmentOptions with one scheme, whose only origin is `origin`."""

    def make_environment(self, folder: str, options: object) -> Task[Environment]:
        """A browser of its own, keeping what it keeps in `folder`."""

    def make_control(self) -> Control: ...

    def member(self, enumeration: str, name: str) -> object:
        """A member of one of WebView2's enumerations."""

    def colour(self, text: str) -> object:
        """`#rrggbb` as System.Drawing has it."""

    def dock_fill(self) -> object: ...

    def then(self, task: Task[_T], act: Callable[[Task[_T]], None]) -> None:
        """Call `act` with the ended task, on the thread that draws."""

    def post(self, form: Form, act: Callable[[], None]) -> None:
        """Call `act` on the thread that draws; any thread."""

    def memory(self, content: bytes) -> object:
        """A stream that gives `content`."""

    def empty_memory(self) -> object:
        """A stream that takes."""

    def taken(self, stream: object) -> bytes:
        """What was written to `empty_memory`'s stream."""

    def body(self, stream: Stream) -> bytes:
        """What a page sends, up to one byte more than the host takes."""


class DotNet:
    """The real one; on Windows, on the thread that draws."""

    def __init__(self) -> None:
        """Raises ImportError where pythonnet or the assemblies are not."""
        # pywebview's module finds the assemblies that lie beside it and loads them.
        importlib.import_module("webview.platforms.edgechromium")
        self._core: Any = importlib.import_module("Microsoft.Web.WebView2.Core")
        self._forms: Any = importlib.import_module("Microsoft.Web.WebView2.WinForms")
        self._system: Any = importlib.import_module("System")
        self._io: Any = importlib.import_module("System.IO")
        self._tasks: Any = importlib.import_module("System.Threading.Tasks")
        self._generic: Any = importlib.import_module("System.Collections.Generic")
        self._drawing: Any = importlib.import_module("System.Drawing")
        self._winforms: Any = importlib.import_module("System.Windows.Forms")
        self._scheduler: Any = None

    def folder_options(self, arguments: str, scheme: str, origin: str) -> object:
        core = self._core
        registration = core.CoreWebView2CustomSchemeRegistration(scheme)
        registration.TreatAsSecure = True
        registration.HasAuthorityComponent = True
        # Without it not even the origin itself may post to itself.
        registration.AllowedOrigins.Add(origin)
        schemes = self._generic.List[core.CoreWebView2CustomSchemeRegistration]()
        schemes.Add(registration)
        options = core.CoreWebView2EnvironmentOptions(arguments, None, None, False, schemes)
        options.AreBrowserExtensionsEnabled = False
        options.ExclusiveUserDataFolderAccess = True
        # Crash dumps stay here: WebView2 sends none where the program says it sees to them.
        options.IsCustomCrashReportingEnabled = True
        return options

    def make_environment(self, folder: str, options: object) -> Task[Environment]:
        found: Task[Environment] = self._core.CoreWebView2Environment.CreateAsync(
            None, folder, options
        )
        return found

    def make_control(self) -> Control:
        control: Control = self._forms.WebView2()
        return control

    def member(self, enumeration: str, name: str) -> object:
        return getattr(getattr(self._core, enumeration), name)

    def colour(self, text: str) -> object:
        red, green, blue = bytes.fromhex(text.removeprefix("#"))
        return self._drawing.Color.FromArgb(255, red, green, blue)

    def dock_fill(self) -> object:
        return self._winforms.DockStyle.Fill

    def then(self, task: Task[_T], act: Callable[[Task[_T]], None]) -> None:
        tasks = self._tasks
        if self._scheduler is None:
            # There is one from the first control on.
            self._scheduler = tasks.TaskScheduler.FromCurrentSynchronizationContext()
        task.ContinueWith(self._system.Action[tasks.Task](act), self._scheduler)

    def post(self, form: Form, act: Callable[[], None]) -> None:
        form.BeginInvoke(self._system.Action(act))

    def memory(self, content: bytes) -> object:
        array = self._bytes(len(content))
        if content:
            memoryview(array)[:] = content  # one copy; .NET's own conversion goes byte by byte
        return self._io.MemoryStream(array)

    def empty_memory(self) -> object:
        return self._io.MemoryStream()

    def taken(self, stream: Any) -> bytes:
        array = stream.ToArray()
        return bytes(memoryview(array)) if array.Length else b""

    def body(self, stream: Stream) -> bytes:
        found = bytearray()
        array = self._bytes(_PIECE_BYTES)
        while len(found) <= MAX_BODY_BYTES and (count := stream.Read(array, 0, _PIECE_BYTES)):
            found += memoryview(array)[:count]
        return bytes(found[: MAX_BODY_BYTES + 1])

    def _bytes(self, size: int) -> Any:
        return self._system.Array.CreateInstance(self._system.Byte, size)
