"""Measures what a command costs, and compares costs.

Takes commands, returns seconds and bytes; the bars are in `compare.py`.
"""

import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# `ru_maxrss` is in kibibytes, but in bytes on macOS.
RSS_UNIT = 1 if platform.system() == "Darwin" else 1024


class Failed(Exception):
    """A command failed; the message has the end of its output."""


@dataclass(frozen=True)
class Cost:
    """The cost of one run of a command, child processes included."""

    processor: float
    """Seconds of user and system time, over all threads."""
    wall: float
    """Wall-clock seconds."""
    peak: int
    """Peak resident size in bytes. Never below this process's own, some 20 MB, since children inherit it: so this
    process must stay small, and corpora are made by separate processes."""
    output: str
    """What the command printed."""


def run(command, cwd, log, env=None):
    """Runs a command to its end. Its output goes to the file `log`: reading a pipe would affect the timing."""
    with open(log, "wb") as sink:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    output = Path(log).read_text(encoding="utf-8", errors="replace")
    if child.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit status {child.returncode}\n{output[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * RSS_UNIT, output)


@dataclass(frozen=True)
class Spread:
    """The values of several runs, shown as median, minimum and maximum."""

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
    """Returns a spread of at least one value."""
    return Spread(tuple(values))


def ratios(ours, theirs):
    """Divides ours by theirs, round by round, so that other load on the machine affects both sides."""
    return spread(a / b for a, b in zip(ours, theirs, strict=True))


def machine():
    """Describes the machine in one line."""
    model = platform.processor() or platform.machine()
    try:
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip()
    except (OSError, IndexError):
        pass  # Not Linux: use the short name.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores of {model}, {platform.system()} {platform.release()}"


def load():
    """Returns the load average of the last minute, or “unknown”."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
