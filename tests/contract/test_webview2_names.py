"""The names by which WebView2 is spoken to are those of the assemblies that pywebview brings.

There is no .NET here to ask; the names of an assembly's types and members stand in it as text
(ECMA-335 II.24.2.3, the #Strings heap: a null byte ends each, and one may be another's end).
"""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

from sandbox.view.systemview.webview2 import net
from sandbox.view.systemview.webview2.rules import CONTEXTS, REFUSALS, SETTINGS

LIB = Path(str(importlib.util.find_spec("webview").origin)).parent / "lib"
CORE = (LIB / "Microsoft.Web.WebView2.Core.dll").read_bytes()
FORMS = (LIB / "Microsoft.Web.WebView2.WinForms.dll").read_bytes()
OF_DOT_NET = {
    # System, System.IO, System.Threading.Tasks, System.Windows.Forms
    *("IsFaulted", "IsCanceled", "Exception", "Result", "ContinueWith", "Key", "Value", "Dock"),
    *("Read", "GetEnumerator", "Add", "ToInt64", "ShowInTaskbar", "Handle", "Controls"),
    *("BeginInvoke", "Show"),
}


def has(assembly: bytes, name: str) -> bool:
    return name.encode() + b"\0" in assembly


def member(name: str) -> bool:
    """A property (by its getter), a method, an event (by what adds to it)."""
    ways = (name, f"get_{name}", f"add_{name}")
    return any(has(assembly, way) for assembly in (CORE, FORMS) for way in ways)


def spoken() -> set[str]:
    """Members of .NET's own spelling in the protocols of `net` and what `DotNet` calls."""
    tree = ast.parse(Path(net.__file__).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if name[:1].isupper()}


def test_a_name_that_is_none_is_noticed() -> None:
    assert member("AreHostObjectsAllowed") and member("NavigationStarting")
    assert not member("AreHostObjectsAlowed") and not member("Navigation")


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_settings_are_webview2s(name: str) -> None:
    assert has(CORE, f"set_{name}")


def test_refusals_are_webview2s() -> None:
    for event, answer in REFUSALS.items():
        assert has(CORE, f"add_{event.value}"), event
        assert has(CORE, f"CoreWebView2{event.value}EventArgs"), event
        for name in (*answer.flags, *answer.choices):
            assert has(CORE, f"set_{name}"), (event, name)
        for words in answer.choices.values():
            assert all(has(CORE, word) for word in words), words
        assert not answer.detail or has(CORE, f"get_{answer.detail}"), event


def test_kinds_of_requests_are_webview2s() -> None:
    assert all(has(CORE, name) for name in CONTEXTS)


def test_what_is_called_is_there() -> None:
    of_dot_net = OF_DOT_NET | {"Action", "Array", "Byte", "Color", "CreateInstance", "DockStyle"}
    of_dot_net |= {"Fill", "FromArgb", "FromCurrentSynchronizationContext", "Length", "List"}
    of_dot_net |= {"MemoryStream", "TaskScheduler", "ToArray", "Task", "Stream", "Controls"}
    told = spoken() - of_dot_net
    assert len(told) > 40
    assert {name for name in told if not member(name)} == {"Event"} & told
