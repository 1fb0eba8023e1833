"""What wasm-bindgen's JavaScript does for glass-easel's template compiler, done in Python.

The wasm keeps JavaScript values outside of itself: it asks for strings, arrays, objects and
numbers by import functions and names each by a number. The conventions are those of the
JavaScript beside the wasm (npm glass-easel-template-compiler 0.12.1), whose import names end in
hashes of wasm-bindgen's. A test compares what comes out with Node's.
"""

from __future__ import annotations

from collections.abc import Callable

import wasmtime

RETURN_BYTES = 16
"""Results that are no single number are written to this much of the wasm's own stack."""

MAX_MEMORY_BYTES = 512 << 20
"""A source that has the parser turn in a circle ends here: it collects findings for ever."""

Value = object
"""A JavaScript value: str, float, list, dict, None, or GlueFailed for an Error."""


class GlueFailed(Exception):
    """The wasm threw, panicked, or ran out of stack. No call may follow."""


CONSTANTS: tuple[Value, ...] = (None,) * 129 + (None, True, False)
"""Numbers the wasm knows beforehand: undefined (128), null (129), true and false."""


class _Objects:
    """JavaScript's values by number; numbers are used again once they are dropped."""

    def __init__(self) -> None:
        self._values: list[Value] = [*CONSTANTS]
        self._free: list[int] = []

    def add(self, value: Value) -> int:
        if self._free:
            number = self._free.pop()
            self._values[number] = value
            return number
        self._values.append(value)
        return len(self._values) - 1

    def get(self, number: int) -> Value:
        return self._values[number]

    def take(self, number: int) -> Value:
        value = self._values[number]
        if number >= len(CONSTANTS):
            self._values[number] = None
            self._free.append(number)
        return value


class Glue:
    """One running compiler, to be closed. Every method may raise GlueFailed; then the Glue is of
    no more use.

    What it generates depends on what it generated before (the order of its hash maps does), so
    each source gets a new one: 0.5 ms, measured.
    """

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module) -> None:
        self._objects = _Objects()
        self._store = wasmtime.Store(engine)
        self._store.set_limits(memory_size=MAX_MEMORY_BYTES)
        imports = [self._import(wanted) for wanted in module.imports]
        self._exports = wasmtime.Instance(self._store, module, imports).exports(self._store)
        memory = self._exports["memory"]
        if not isinstance(memory, wasmtime.Memory):
            raise GlueFailed("the wasm has no memory")
        self._memory = memory

    def close(self) -> None:
        """Free the wasm's memory."""
        self._store.close()

    def generate(self, path: str, source: str) -> tuple[str, list[object]]:
        """A template's code, and its findings as TemplateParseError objects."""
        group = self._call("tmplgroup_new")
        found = self._objects.take(
            self._call("tmplgroup_addTmpl", group, *self._pass(path), *self._pass(source))
        )
        if not isinstance(found, list):
            raise GlueFailed("addTmpl did not answer with an array")
        return self._text("tmplgroup_getTmplGenObject", group, *self._pass(path)), found

    def runtime(self) -> str:
        """The statements that generated code needs around it."""
        return self._text("tmplgroup_getRuntimeString", self._call("tmplgroup_new"), throws=False)

    def runtime_names(self) -> str:
        """The variables that `runtime` defines, with commas."""
        return self._text("tmplgroup_getRuntimeVarList", throws=False)

    def _call(self, name: str, *arguments: int) -> int:
        function = self._exports[name]
        if not isinstance(function, wasmtime.Func):
            raise GlueFailed(f"the wasm has no function {name}")
        try:
            result = function(self._store, *arguments)
        except (wasmtime.Trap, wasmtime.WasmtimeError) as failure:
            raise GlueFailed(str(failure).rpartition("wasm trap: ")[2].strip()) from failure
        return result if isinstance(result, int) else 0

    def _text(self, name: str, *arguments: int, throws: bool = True) -> str:
        """Call what writes (address, length, error, whether it is one) to the place it is given.

        Nothing is freed: the memory does not live long.
        """
        place = self._call("__wbindgen_add_to_stack_pointer", -RETURN_BYTES)
        self._call(name, place, *arguments)
        words = memoryview(self._memory.read(self._store, place, place + RETURN_BYTES))
        address, length, error, failed = words.cast("I")
        if throws and failed:
            raise GlueFailed(f"{name}: {self._objects.take(error)}")
        return self._read(address, length)

    def _pass(self, text: str) -> tuple[int, int]:
        """Copy a text into the wasm's memory, which then owns it."""
        data = text.encode("utf-8", "replace")
        address = self._call("__wbindgen_malloc", len(data), 1) & 0xFFFFFFFF
        self._memory.write(self._store, data, address)
        return address, len(data)

    def _read(self, address: int, length: int) -> str:
        start = address & 0xFFFFFFFF
        return self._memory.read(self._store, start, start + length).decode("utf-8")

    def _import(self, wanted: wasmtime.ImportType) -> wasmtime.Func:
        kind, name = wanted.type, wanted.name or ""
        if not isinstance(kind, wasmtime.FuncType):
            raise GlueFailed(f"the wasm wants {name}, which is no function")
        provided: dict[str, Callable[..., object]] = {
            "__wbindgen_error_new": lambda at, size: self._new(GlueFailed(self._read(at, size))),
            "__wbindgen_string_new": lambda at, size: self._new(self._read(at, size)),
            "__wbindgen_number_new": self._new,
            "__wbindgen_object_clone_ref": lambda number: self._new(self._objects.get(number)),
            "__wbindgen_object_drop_ref": self._drop,
            "__wbindgen_throw": self._throw,
            "__wbg_new_16b304a2cfa7ff4a": lambda: self._new([]),
            "__wbg_new_72fb9a18b5ae2624": lambda: self._new({}),
            "__wbg_set_f975102236d3c502": self._set_member,
            "__wbg_set_d4638f722068f043": self._set_item,
        }
        # The rest (console, debug texts) is never called for what is asked here.
        return wasmtime.Func(self._store, kind, provided.get(name, _refusing(name)))

    def _new(self, value: Value) -> int:
        return self._objects.add(value)

    def _drop(self, number: int) -> None:
        self._objects.take(number)

    def _throw(self, address: int, length: int) -> None:
        raise GlueFailed(self._read(address, length))

    def _set_member(self, target: int, key: int, value: int) -> None:
        holder = self._objects.get(target)
        if not isinstance(holder, dict):
            raise GlueFailed("a member was set on what is no object")
        holder[self._objects.take(key)] = _whole(self._objects.take(value))

    def _set_item(self, target: int, index: int, value: int) -> None:
        holder = self._objects.get(target)
        if not isinstance(holder, list) or index != len(holder):
            raise GlueFailed("an item was set out of order or on what is no array")
        holder.append(self._objects.take(value))


def _refusing(name: str) -> Callable[..., object]:
    def refuse(*_arguments: int) -> object:
        raise GlueFailed(f"the wasm called {name}, which is not provided")

    return refuse


def _whole(value: Value) -> Value:
    """JavaScript's numbers that are whole, as int."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
