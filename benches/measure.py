"""What a command costs, and how costs are compared.

Takes commands, gives seconds and bytes; never says what is good: `compare.py` holds the bars.
"""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# `ru_maxrss` counts kibibytes, and on a Mac bytes.
RSS_UNIT = 1 if platform.system() == "Darwin" else 1024


class Failed(Exception):
    """A command that ended badly, with the end of what it said."""


@dataclass(frozen=True)
class Cost:
    """One run of a command, its own children included."""

    processor: float
    """Seconds of user and system time, over all threads."""
    wall: float
    """Seconds by the clock."""
    peak: int
    """The largest resident size, in bytes. Never below this program's own, some 20 MB: the kernel hands
    that down to children. So nothing large may live here; corpora are made by other processes."""
    said: str
    """What the command printed."""


def run(command, cwd, log, env=None):
    """Runs a command to its end. It writes into the file `log`: a pipe would make us part of what is timed."""
    with open(log, "wb") as sink:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    said = Path(log).read_text(encoding="utf-8", errors="replace")
    if child.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit status {child.returncode}\n{said[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * RSS_UNIT, said)


@dataclass(frozen=True)
class Spread:
    """The median of several runs, and how far they lie apart."""

    values: tuple

    @property
    def median(self):
        return statistics.median(self.values)

    def shown(self, unit):
        """`3.10 s (2.98–3.30)`; `unit` is `s`, `MB` (of bytes) or `×`."""
        scale, suffix = {"s": (1, " s"), "MB": (1e-6, " MB"), "×": (1, "×")}[unit]
        figure = lambda value: f"{value * scale:.0f}" if unit == "MB" else f"{value * scale:.3g}"
        low, high = figure(min(self.values)), figure(max(self.values))
        apart = f" ({low}–{high})" if len(self.values) > 1 else ""
        return f"{figure(self.median)}{suffix}{apart}"


def spread(values):
    """A spread of at least one value."""
    return Spread(tuple(values))


def ratios(ours, theirs):
    """Ours by theirs, round by round: what disturbs the machine for a while then disturbs both sides."""
    return spread(a / b for a, b in zip(ours, theirs, strict=True))


def machine():
    """The machine in a line: what figures without it are worth little."""
    model = platform.processor() or platform.machine()
    try:
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip()
    except (OSError, IndexError):
        pass  # Not Linux: the short name will do.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores of {model}, {platform.system()} {platform.release()}"


def load():
    """How busy the machine is, by the last minute's load; nothing where the system does not say."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
