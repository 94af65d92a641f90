"""Runs one command and writes what it cost: `python -S launcher.py SECONDS REPORT COMMAND…`.

A process inherits the peak of memory of the one that starts it, so a small one has to. This one imports next
to nothing for that reason.
"""

import os
import signal
import sys
import time


def main() -> None:
    """Start the command, wait for it, kill it when its time is up, and write the report: five numbers."""
    seconds, report, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, setsid=True)
    late = 0

    def stop(*_: object) -> None:
        nonlocal late
        late = 1
        os.killpg(process, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status, usage = os.wait4(process, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    clock = time.perf_counter() - started
    with open(report, "w") as file:  # noqa: PTH123 - pathlib is too large
        print(
            usage.ru_utime + usage.ru_stime,
            clock,
            usage.ru_maxrss,
            os.waitstatus_to_exitcode(status),
            late,
            file=file,
        )


main()
