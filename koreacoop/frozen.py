"""Dataclasses that cost next to nothing to define.

``dataclasses`` compiles five methods for each class while a module is imported; with the sixty classes of this package
that takes longer than all the rest of a start, and most of them are never used in one run. Here ``__init__`` is
compiled when many instances are made, and the other methods are shared. Slots always; what ``dataclasses`` knows of
its own classes (``replace``, ``fields``) works on these too.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from koreacoop.hints import Any, TypeVar, dataclass_transform

T = TypeVar("T")


class _Field:
    """A default that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Fields:
    """``__dataclass_fields__``, made when somebody asks for it."""

    def __get__(self, _: object, owner: type) -> dict[str, Any]:
        import dataclasses

        made = dataclasses.make_dataclass(owner.__name__, owner.__match_args__)  # type: ignore[attr-defined]
        return {one.name: one for one in dataclasses.fields(made)}


def field(*, default_factory: Callable[[], Any]) -> Any:
    """A field whose default is made anew for each instance."""
    return _Field(default_factory)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool = True, memo: tuple[str, ...] = ()) -> Callable[[type[T]], type[T]]:
    """A class with a field for each of its annotations, compared and (if frozen) hashed by them.

    ``memo`` names what ``__post_init__`` sets besides, by ``set_memo``: it is annotated as a ``ClassVar``, no field.
    """

    def wrap(cls: type[T]) -> type[T]:
        names = tuple(name for name in cls.__dict__.get("__annotations__", ()) if name not in memo)
        defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
        body = {name: value for name, value in cls.__dict__.items() if name not in defaults and name not in _UNSLOTTED}
        body |= {"__slots__": names + memo, "__match_args__": names, "__dataclass_fields__": _Fields()}
        body |= {name: made for name, made in _methods(names, frozen).items() if name not in cls.__dict__}
        made: Any = type(cls)(cls.__name__, cls.__bases__, body)  # type: ignore[misc]
        made.__init__ = _first_init(made, names, defaults, frozen)
        done: type[T] = made
        return done

    return wrap


_UNSLOTTED = ("__dict__", "__weakref__")


def _methods(names: tuple[str, ...], frozen: bool) -> dict[str, Any]:
    read = attrgetter(*names)
    alone = len(names) == 1

    def values(self: Any) -> tuple[Any, ...]:
        return (read(self),) if alone else read(self)

    def same(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or read(self) == read(other)

    def hashed(self: Any) -> int:
        return hash(read(self))

    def shown(self: Any) -> str:
        pairs = zip(names, values(self), strict=True)
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def reduced(self: Any) -> tuple[Any, ...]:
        return type(self), values(self)

    methods: dict[str, Any] = {"__eq__": same, "__repr__": shown, "__reduce__": reduced}
    methods["__hash__"] = hashed if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    return methods


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name!r} cannot be changed")


def _first_init(cls: type, names: tuple[str, ...], defaults: dict[str, Any], frozen: bool) -> Callable[..., None]:
    """An ``__init__`` that sets the fields one by one; once it has been called often a compiled one takes its place."""
    setters = tuple(cls.__dict__[name].__set__ for name in names)
    check = cls.__dict__.get("__post_init__")
    calls = 0

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > _OFTEN or len(args) > len(names):
            compiled = _init(cls, names, defaults, frozen)
            cls.__init__ = compiled  # type: ignore[misc]
            compiled(self, *args, **kwargs)
            return
        for put, value in zip(setters, args, strict=False):
            put(self, value)
        for name, put in zip(names[len(args) :], setters[len(args) :], strict=True):
            if name in kwargs:
                put(self, kwargs.pop(name))
            elif name in defaults:
                default = defaults[name]
                put(self, default.make() if isinstance(default, _Field) else default)
            else:
                raise TypeError(f"{cls.__name__}() lacks {name!r}")
        if kwargs:
            raise TypeError(f"{cls.__name__}() has no field {', '.join(kwargs)}, or it is given twice")
        if check is not None:
            check(self)

    return init


_OFTEN = 40
"""Instances of a class from which on it pays to compile its ``__init__``."""


def _init(cls: type, names: tuple[str, ...], defaults: dict[str, Any], frozen: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {}
    parameters, lines = ["self"], []
    for name in names:
        value, default = name, defaults.get(name)
        if name in defaults:
            scope[f"_default_{name}"] = default.make if isinstance(default, _Field) else default
            parameters.append(f"{name}=_missing" if isinstance(default, _Field) else f"{name}=_default_{name}")
            if isinstance(default, _Field):
                value = f"_default_{name}() if {name} is _missing else {name}"
        else:
            parameters.append(name)
        # A frozen class refuses assignment: its slots are set past it.
        scope[f"_set_{name}"] = cls.__dict__[name].__set__
        lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    if "__post_init__" in cls.__dict__:
        lines.append("self.__post_init__()")
    scope["_missing"] = _MISSING
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), scope)
    made: Callable[..., None] = scope["__init__"]
    return made


_MISSING = object()


def set_memo(instance: object, name: str, value: Any) -> None:
    """Set what a frozen instance remembers of its own fields."""
    type(instance).__dict__[name].__set__(instance, value)


def replace(instance: T, /, **changes: Any) -> T:
    """A copy of an instance with some fields changed."""
    cls: Any = type(instance)
    values = [changes.pop(name) if name in changes else getattr(instance, name) for name in cls.__match_args__]
    if changes:
        raise TypeError(f"{cls.__name__} has no field {', '.join(changes)}")
    made: T = cls(*values)
    return made
