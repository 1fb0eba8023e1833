"""Enums that are made from names and numbers, as the binding makes its own, a few times faster.

PySide6 makes the enums of a class when the class is first used, all of them, by `enum`'s
functional API: the launcher's first paint makes 219 with 3,185 members, in 27 ms; here in 7
(measured). `enum` makes each member by a descriptor that takes itself out of the class and puts
the member in, whereupon Python forgets all it knew of the class, for the next one to look up
again. Here the members are made first and put in then.

What it makes differs in nothing from what `enum` makes: for each base it makes one of both first
and compares them, attribute by attribute. Where they differ, as with a Python that has another
`enum`, and for whatever is not names and numbers, `enum` goes on as ever.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Mapping
from typing import Any

_BASES = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_PROBE = [("A", 1), ("C", 4), ("NOTHING", 0), ("BOTH", 5), ("AGAIN", 1)]
"""Every kind of member: of one bit, of none, of several, and another name of one."""
_MODULE = "module"

_Names = list[tuple[str, int]]
_Make = Callable[..., Any]


class _Base:
    """One of `enum`'s own bases: what each enum of it has, and what its members may be called."""

    def __init__(self, base: type[enum.Enum], make: _Make) -> None:
        made = make(base, "Made", [], module=_MODULE, boundary=enum.FlagBoundary.KEEP)
        self._base = base
        self._new = made.__new__
        self._with_number = made._new_member_ is not object.__new__
        self._has = {name: it for name, it in vars(made).items() if name != "__new__"}
        self._empty = [name for name, it in self._has.items() if type(it) in (list, dict)]
        self._counts_bits = issubclass(base, enum.Flag)
        # A member that is called as something that members have is more than a member.
        self._taken = {"mro", *(name for each in base.__mro__ for name in vars(each))}

    def can_make(self, names: object) -> bool:
        """Whether all of them are ordinary members."""
        if type(names) is not list or not names:
            return False
        seen = set(self._taken)
        for each in names:
            if type(each) is not tuple or len(each) != 2 or type(each[1]) is not int:
                return False
            name = each[0]
            if type(name) is not str or name in seen or name[:1] == "_":
                return False
            seen.add(name)
        return True

    def make(self, called: str, names: _Names, module: str) -> Any:
        """An enum of this base that keeps all bits; None where it is none of the usual kind."""
        has = dict(self._has)
        for name in self._empty:
            has[name] = has[name].copy()
        has["__module__"] = module
        if self._counts_bits and not _count_bits(names, has):
            return None
        made: Any = type.__new__(type(self._base), called, (self._base,), has)
        type.__setattr__(made, "__new__", self._new)
        self._make_members(made, names, has)
        for name, member in has["_member_map_"].items():
            type.__setattr__(made, name, member)
        return made

    def _make_members(self, made: Any, names: _Names, has: Mapping[str, Any]) -> None:
        order: list[str] = has["_member_names_"]
        by_name: dict[str, Any] = has["_member_map_"]
        by_value: dict[int, Any] = has["_value2member_map_"]
        new, with_number = made._new_member_, self._with_number
        for name, value in names:
            member = by_value.get(value)
            if member is None:
                member = new(made, value) if with_number else new(made)
                member._value_ = value
                member._name_ = name
                member.__objclass__ = made
                member._sort_order_ = len(order)
                by_value[value] = member
                if not self._counts_bits or _is_one_bit(value):
                    order.append(name)
            by_name[name] = member


class _Quick:
    """`EnumType._create_`, the functional API, with a shorter way for what it can make itself."""

    def __init__(self, whole: _Make) -> None:
        self.whole = whole
        self._bases: dict[type, _Base | None] = {}

    def make(
        self,
        base: Any,
        called: str,
        names: Any,
        *,
        module: str | None = None,
        boundary: enum.FlagBoundary | None = None,
        **rest: Any,
    ) -> Any:
        """As `EnumType._create_`; `module` is settled by now."""
        if boundary is enum.FlagBoundary.KEEP and module and rest in _USUAL:
            known = self._known(base)
            if known is not None and known.can_make(names):
                made = known.make(called, names, module)
                if made is not None:
                    return made
        return self.whole(base, called, names, module=module, boundary=boundary, **rest)

    def _known(self, base: Any) -> _Base | None:
        if base not in self._bases:
            self._bases[base] = self._tried(base) if base in _BASES else None
        return self._bases[base]

    def _tried(self, base: Any) -> _Base | None:
        """One whose enums are what `enum` makes; else None."""
        tried = _Base(base, self.whole)
        words = ("Probe", _PROBE)
        ours = tried.make(*words, _MODULE)
        theirs = self.whole(base, *words, module=_MODULE, boundary=enum.FlagBoundary.KEEP)
        return tried if ours is not None and described(ours) == described(theirs) else None


_USUAL: tuple[dict[str, Any], ...] = ({}, {"qualname": None, "type": None, "start": 1})
"""What else is said to the functional API where nothing else is said."""


def make_enums_quickly() -> None:
    """Make the binding's enums this way from now on. Before it is imported; may be called again.

    It sets what `enum` itself calls: the binding's calls come from C++. Test:
    tests/unit/test_view_enums.py.
    """
    kind = enum.EnumType
    whole: Any = vars(kind)["_create_"]
    if hasattr(whole, "quick"):
        return
    quick = _Quick(whole)

    def _create_(cls: Any, class_name: str, names: Any, **rest: Any) -> Any:
        if rest.get("module") is None:
            # As the original has it: whoever called the base.
            rest["module"] = sys._getframe(2).f_globals.get("__name__")
        return quick.make(cls, class_name, names, **rest)

    vars(_create_)["quick"] = quick
    type.__setattr__(kind, "_create_", _create_)


def described(made: Any) -> dict[str, Any]:
    """All that an enum has, by name, its members by what each has: equal where enums are."""
    place = {id(member): name for name, member in made._member_map_.items()}

    def plain(it: Any) -> Any:
        if it is made:
            return "itself"
        if id(it) in place:
            return ("member", type(it).__name__, place[id(it)])
        if isinstance(it, staticmethod) or getattr(it, "__self__", None) is made:
            return (type(it), it.__func__)
        if type(it) is dict:
            return [(key, plain(each)) for key, each in it.items()]
        return it

    has = {name: plain(it) for name, it in vars(made).items()}
    has["of members"] = [
        (name, int(member.value), plain(vars(member))) for name, member in made._member_map_.items()
    ]
    return has


def _count_bits(names: _Names, has: dict[str, Any]) -> bool:
    """Into what a Flag knows of its bits; False where they are not in order, for which `enum` has
    a way of its own."""
    mask = singles = last = 0
    for _, value in names:
        mask |= value
        if _is_one_bit(value) and not value & singles:
            singles |= value
            if value < last:
                return False
            last = value
    has["_flag_mask_"], has["_singles_mask_"] = mask, singles
    has["_all_bits_"] = 2 ** mask.bit_length() - 1
    return True


def _is_one_bit(value: int) -> bool:
    return value != 0 and value & (value - 1) == 0
