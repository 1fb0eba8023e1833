"""The binding's enums, made in a quarter of the time.

At a start the binding makes 280 enums with 3,800 members through Python's functional API, 10 µs a
member: 40 ms in which nothing else can be done. Here a class is made by that API without members,
and each is put into it as the API would leave it. For what is plain alone: one of Python's own
four classes, names without meaning to it, whole numbers. Only for versions of Python whose enums
were compared member by member (tests/unit/test_view_quick_enums.py).
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from typing import Any

_COMPARED = ((3, 11),)
_PLAIN = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_API = "_create_"

Made = type[enum.Enum]


def make_enums_quickly() -> bool:
    """Have `Enum("Name", [("MEMBER", 1), …])` and its kin done so from now on. May be called
    again. Returns False, and does nothing, with other versions of Python."""
    if sys.version_info[:2] not in _COMPARED or sys.implementation.name != "cpython":
        return False
    there = vars(enum.EnumType)[_API]
    if not isinstance(there, _Quickly):
        setattr(enum.EnumType, _API, _Quickly(there))
    return True


class _Quickly:
    """EnumType's `_create_`, a method of each enum class."""

    def __init__(self, real: Callable[..., Made]) -> None:
        self._real = real
        self._taken = {base: _names_of(base) for base in _PLAIN}

    def __get__(self, base: Made, metaclass: type | None = None) -> Callable[..., Made]:
        def create(class_name: str, names: Any, **settings: Any) -> Made:
            return self._create(base, class_name, names, settings)

        return create

    def _create(self, base: Made, class_name: str, names: Any, settings: dict[str, Any]) -> Made:
        if settings.get("module") is None:
            # As the API guesses it: where the class was called from, behind EnumType.__call__.
            settings["module"] = sys._getframe(3).f_globals.get("__name__")
        taken = self._taken.get(base)
        if taken is None or not _is_plain(names, taken):
            return self._real(base, class_name, names, **settings)
        made = self._real(base, class_name, [], **settings)
        _fill(made, names)
        return made


def _names_of(base: Made) -> frozenset[str]:
    """Names that mean something to the class already."""
    return frozenset(name for each in base.__mro__ for name in vars(each)) | {"mro", ""}


def _is_plain(names: Any, taken: frozenset[str]) -> bool:
    if type(names) is not list:
        return False
    for item in names:
        if type(item) is not tuple or len(item) != 2:
            return False
        name, value = item
        if type(name) is not str or type(value) is not int or name in taken or name[0] == "_":
            return False
    return len({name for name, _ in names}) == len(names)


def _fill(made: Any, names: list[tuple[str, int]]) -> None:
    """Put members into an empty enum, as enum._proto_member.__set_name__ of Python 3.11 does."""
    new, takes = made._new_member_, made._use_args_
    order, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    is_flag = issubclass(made, enum.Flag)
    put = type.__setattr__
    mask = singles = 0
    for name, value in names:
        member = by_value.get(value)
        is_single = value != 0 and value & (value - 1) == 0
        if member is None:
            member = new(made, value) if takes else new(made)
            member.__dict__.update(
                _value_=value, _name_=name, __objclass__=made, _sort_order_=len(order)
            )
            by_value[value] = member
            if is_single or not is_flag:
                order.append(name)
        mask |= value
        if is_single:
            singles |= value
        put(made, name, member)
        by_name[name] = member
    if not is_flag:
        return
    put(made, "_flag_mask_", mask)
    put(made, "_singles_mask_", singles)
    put(made, "_all_bits_", 2 ** mask.bit_length() - 1)
    values = [by_name[name]._value_ for name in order]
    if values != sorted(values):
        put(made, "_iter_member_", made._iter_member_by_def_)
