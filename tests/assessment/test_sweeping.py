"""The search for reference cycles rests during a large run, and only then."""

import gc

import pytest

from officers.sweeping import nothing_to_sweep


def test_the_search_rests_inside_and_goes_on_afterwards():
    with nothing_to_sweep():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_a_failure_too():
    with pytest.raises(RuntimeError), nothing_to_sweep():
        raise RuntimeError("nothing was found")
    assert gc.isenabled()


def test_one_inside_the_other_does_not_end_the_outer_one():
    with nothing_to_sweep():
        with nothing_to_sweep():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
