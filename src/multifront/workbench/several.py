"""Several briefs at once, each in a process of its own, so that cores share the work. Judges nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import Any

from multifront.claims import load
from multifront.errors import SimulationError
from multifront.workbench import briefs

_heard: list[Any] = []
"""In a process that judges: the queue whose lines the process that asked hears."""


def write_all(
    names: Sequence[str], out: Path, request: briefs.Request, say: briefs.Say, workers: int = 1
) -> list[briefs.Written]:
    """Write the briefs of these assessments; the files are the same whatever the number of workers.

    Args:
        names: shipped assessments or YAML files; all are read before the first is judged.
        out: folder for briefs.
        request: as in `briefs.write`.
        say: hears what is being done, each line with the name of its assessment where several are judged at once.
        workers: processes at most; 1 judges one after the other, here.

    Returns:
        What was written, in the order of the names.

    Raises:
        UsageError: as `briefs.write`; where several fail, the error of the first name. The others are written.
        EvidenceError: as `briefs.write`.
        SimulationError: a process was ended from outside.
    """
    if workers < 2 or len(names) < 2:
        return [briefs.write(name, out, request, say) for name in names]
    found = {name: briefs.kept(name, out, request) for name in names}
    done = {name: kept for name, kept in found.items() if kept is not None}
    for name in done:
        say(f"{name}: nothing changed since it was written; --anew judges it again")
    left = [name for name in found if name not in done]
    apart = len(left) > 1 and len({load(name).id for name in left}) == len(left)  # two of one folder take turns
    if apart:
        done |= _judged_apart(left, out, request, (say, workers))
    else:
        done |= {name: briefs.write(name, out, request, say) for name in left}
    return [done[name] for name in names]


def _judged_apart(
    names: Sequence[str], out: Path, request: briefs.Request, how: tuple[briefs.Say, int]
) -> dict[str, briefs.Written]:
    say, workers = how
    context = get_context("spawn")  # a fork would copy locks of the threads that run here
    lines = context.SimpleQueue()
    with (
        _listening(lines, say),
        ProcessPoolExecutor(min(workers, len(names)), context, _hear, (lines,)) as pool,
    ):
        asked = {name: pool.submit(_write, name, out, request) for name in names}
    try:
        return {name: future.result() for name, future in asked.items()}
    except BrokenProcessPool as error:
        raise SimulationError(
            "a process that judged beside this one was ended from outside, perhaps for lack of memory; valid: one "
            "after the other; next: run it again with --workers 1, what was judged is kept"
        ) from error


@contextmanager
def _listening(lines: Any, say: Callable[[str], None]) -> Iterator[None]:
    """Hand on what the processes say, until they are done."""

    def listen() -> None:
        while (line := lines.get()) is not None:
            say(line)

    thread = Thread(target=listen)
    thread.start()
    try:
        yield
    finally:
        lines.put(None)
        thread.join()


def _hear(lines: Any) -> None:
    _heard.append(lines)


def _write(name: str, out: Path, request: briefs.Request) -> briefs.Written:
    start = f"{Path(name).stem}: "

    def say(line: str) -> None:
        _heard[-1].put(line if line.startswith(start) else start + line)

    return briefs.write(name, out, request, say)
