"""Runs one command and writes what it cost: `python -S launcher.py SECONDS REPORT COMMAND…`.

A process inherits the peak of memory of the one that starts it, so a small one has to. This one imports next
to nothing for that reason. Once a second it adds up the memory of the command and of all processes that it
started, pages that are shared by several counted once, where /proc tells.
"""

import os
import signal
import sys
import time


def main() -> None:
    """Start the command, wait for it, kill it when its time is up, and write the report: six numbers."""
    seconds, report, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, setsid=True)
    late = together = 0

    def look(*_: object) -> None:
        nonlocal late, together
        together = max(together, session_memory(process))
        if time.perf_counter() - started > seconds:
            late = 1
            os.killpg(process, signal.SIGKILL)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, 1), 1)
    _, status, usage = os.wait4(process, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    clock = time.perf_counter() - started
    with open(report, "w") as file:  # noqa: PTH123 - pathlib is too large
        print(
            usage.ru_utime + usage.ru_stime,
            clock,
            usage.ru_maxrss,
            together,
            os.waitstatus_to_exitcode(status),
            late,
            file=file,
        )


def session_memory(leader: int) -> int:
    """Return how much memory the processes of a session hold, in KiB; nothing where no /proc tells."""
    total = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():  # noqa: PTH112, PTH208
        try:
            if name.isdigit() and os.getsid(int(name)) == leader:
                with open(f"/proc/{name}/smaps_rollup") as file:  # noqa: PTH123
                    total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (OSError, ProcessLookupError):  # it has ended
            continue
    return total


main()
