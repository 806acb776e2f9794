"""Work that is waited for so long and no longer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import TypeVar

Result = TypeVar("Result")
_AT_ONCE = 16


class TimeLimit:
    """Runs work in a thread of its own, so that work that hangs holds up nobody.

    Python cannot end a thread: what comes late is dropped. `at_once` bounds how many may hang.
    """

    def __init__(self, seconds: float, at_once: int = _AT_ONCE) -> None:
        self.seconds = seconds
        self._places = BoundedSemaphore(at_once)

    def run(self, work: Callable[[], Result]) -> Result:
        """Give what `work` gives or raise what it raises; TimeoutError when it takes too long."""
        if not self._places.acquire(timeout=self.seconds):
            raise TimeoutError
        future: Future[Result] = Future()
        # not a pool: that would wait at the end of the program for what hangs
        Thread(target=self._fill, args=(future, work), daemon=True).start()
        return future.result(self.seconds)

    def _fill(self, future: Future[Result], work: Callable[[], Result]) -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            future.set_exception(error)
        finally:
            self._places.release()
