"""What every crew has: how many work, and the executor that hands them tasks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class Crew:
    """`workers` counts who works now, `start` makes an executor for a number of tasks; after it broke, another one.

    `lost` are the errors that say that nobody is left to work, `where` is the crew's name in messages, and `remark`
    what a user should know before it begins.
    """

    def __init__(
        self,
        workers: Callable[[], int],
        start: Callable[[int], Executor],
        *,
        where: str = "",
        lost: tuple[type[BaseException], ...] = (),
        remark: str = "",
    ) -> None:
        self.where = where
        self.lost = lost
        self.remark = remark
        self._workers = workers
        self._start = start
        self._executor: Executor | None = None

    @property
    def workers(self) -> int:
        return self._workers()

    def executor(self, tasks: int) -> Executor:
        if self._executor is None:
            self._executor = self._start(tasks)
        return self._executor

    def broke(self) -> None:
        """Lets go of an executor whose workers died."""
        self._executor = None

    def end(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


class AtOnce(Executor):
    """Works in this very process, when a task is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


ALONE = Crew(lambda: 1, lambda _: AtOnce())
"""This very process."""
