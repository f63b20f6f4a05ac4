"""The package's own dataclasses behave as the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from koreacoop import frozen
from koreacoop.frozen import dataclass, field
from koreacoop.interval import Interval


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values."""

    one: int
    other: str = "x"


@dataclass(slots=True)
class Bag:
    """Something that changes."""

    items: list[int] = field(default_factory=list)


def test_values_are_compared_hashed_and_shown_by_their_fields() -> None:
    assert Pair(1) == Pair(1, "x") != Pair(2) and Pair(1) != (1, "x")
    assert len({Pair(1), Pair(1), Pair(one=1, other="y")}) == 2
    assert repr(Pair(1)) == "Pair(one=1, other='x')"


def test_a_frozen_one_refuses_changes() -> None:
    with pytest.raises(AttributeError):
        Pair(1).one = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del Pair(1).one


def test_wrong_arguments_are_refused_from_the_first_instance_on() -> None:
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Pair(1, wrong=2)  # type: ignore[call-arg]


def test_defaults_are_made_for_each_instance() -> None:
    bag = Bag()
    bag.items.append(1)
    assert Bag().items == [] and Bag([1]) == bag
    with pytest.raises(TypeError):
        hash(bag)


def test_copies_with_changes() -> None:
    assert frozen.replace(Pair(1), other="y") == dataclasses.replace(Pair(1), other="y") == Pair(1, "y")
    with pytest.raises(TypeError):
        frozen.replace(Pair(1), third=3)
    assert copy.deepcopy(Pair(1)) == pickle.loads(pickle.dumps(Pair(1))) == Pair(1)


def test_what_a_class_checks_is_checked() -> None:
    from datetime import date

    with pytest.raises(ValueError, match="before it begins"):
        Interval(date(2000, 1, 2), date(2000, 1, 1))
