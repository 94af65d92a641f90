"""The search for reference cycles rests while graphs are loaded and judged, and is left as it was found."""

import gc
from threading import Event, Thread

import pytest

from operculum.cycles import search_put_off


@pytest.fixture(autouse=True)
def searching():
    """Leave the search on, whatever a test does."""
    yield
    gc.enable()


def test_a_fault_within_leaves_the_search_on():
    """Whoever catches it goes on as before."""
    with pytest.raises(ValueError, match="no graph"), search_put_off():
        raise ValueError("no graph")
    assert gc.isenabled()


def test_a_search_that_is_off_stays_off():
    """It is not ours to begin."""
    gc.disable()
    with search_put_off():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_two_threads_that_overlap_begin_it_again_when_both_are_done():
    """The first to leave does not take from the other what it put off."""
    entered, left = Event(), Event()

    def other():
        with search_put_off():
            entered.set()
            left.wait()

    thread = Thread(target=other)
    with search_put_off():
        thread.start()
        entered.wait()
    assert not gc.isenabled()
    left.set()
    thread.join()
    assert gc.isenabled()
