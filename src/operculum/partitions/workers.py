"""Parts judged by processes of this machine."""

import gc
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from threading import active_count, current_thread, main_thread
from typing import Final

from operculum.errors import LimitError, Location
from operculum.partitions.division import Part
from operculum.partitions.judging import Judged, judge
from operculum.partitions.shared import Shared, bench

_told: Shared | None = None


DEATHS: Final = 3
"""So many times processes are started again."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Judges parts in a number of processes, which are told what is shared once."""

    jobs: int

    def __call__(self, parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
        """Yield the verdicts on parts with their places, as they come.

        Where a process is ended from without, half as many go on with what is left: most likely memory was
        short. Raises `LimitError` where that does not help.
        """
        missing = dict(enumerate(parts))
        jobs, deaths = self.jobs, 0
        while missing:
            try:
                for place, judged in _judged(missing.copy(), jobs, told):
                    del missing[place]
                    yield place, judged
            except BrokenProcessPool:
                if deaths == DEATHS:
                    raise _too_many_deaths(missing.values(), jobs) from None
                jobs, deaths = max(1, jobs // 2), deaths + 1


def _judged(parts: Mapping[int, Part], jobs: int, told: Shared) -> Iterator[tuple[int, Judged]]:
    """Start processes, and yield what they judge; raises `BrokenProcessPool` in the end if one has died."""
    start = get_context("fork" if _can_fork() else "spawn")
    pool = ProcessPoolExecutor(min(jobs, len(parts)), start, initializer=_prepare, initargs=(told,))
    try:
        with _interrupts_held():
            places = {pool.submit(_judge, part): place for place, part in parts.items()}
        for done in as_completed(places):
            if not isinstance(done.exception(), BrokenProcessPool):
                yield places.pop(done), done.result()
        if places:
            raise BrokenProcessPool
    finally:
        pool.shutdown(cancel_futures=True)


def _too_many_deaths(parts: Iterable[Part], jobs: int) -> LimitError:
    """Return what to tell of parts that are left, of which the first was judged if one by one."""
    first = next(iter(parts)).files[0][0]
    return LimitError(
        f"processes that judge parts were ended from without {DEATHS + 1} times, perhaps for want of memory",
        Location(first) if jobs == 1 else None,
        "Free some memory, or take a machine with more.",
    )


def _can_fork() -> bool:
    """Tell whether processes can be copies of this one, which have at once all that it has.

    Where other threads run, a copy could wait forever for what one of them holds.
    """
    return sys.platform == "linux" and active_count() == 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back interrupts from the keyboard, which would leave processes half started.

    A process started meanwhile never gets any, where signals can be masked.
    """
    if current_thread() is not main_thread():
        yield
        return
    resource_tracker.ensure_running()  # it would take the mask away if it were started later
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: held.append(number))
    masks = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
    if held:
        raise KeyboardInterrupt


def _prepare(told: Shared) -> None:
    """Set up a process; an interrupt from the keyboard is for the one that directs all."""
    global _told  # noqa: PLW0603 - a process of its own, told once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # parts leave no cycles behind, and there is much to search in vain
    _told = told
    bench(told)


def _judge(part: Part) -> Judged:
    if _told is None:
        raise RuntimeError("the process was not prepared")
    return judge(part, _told)
