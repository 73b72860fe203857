"""Draws the recordings of coming batches on other threads, so that a GPU does not wait for the disk."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Prefetch:
    """Calls `draw(step, shard)` ahead of time. Each draw depends on its arguments only, so the order does not matter."""

    def __init__(self, draw: Callable, ahead: int):
        self.draw, self.ahead = draw, ahead
        self.pool = ThreadPoolExecutor(ahead) if ahead else None
        self.waiting: dict[tuple[int, int], Future] = {}

    def __call__(self, step: int, shard: int):
        """The drawn value; with `ahead` threads, those of the next steps are begun as well."""
        if self.pool is None:
            return self.draw(step, shard)
        for later in range(step, step + self.ahead + 1):
            if (later, shard) not in self.waiting:
                self.waiting[later, shard] = self.pool.submit(self.draw, later, shard)
        return self.waiting.pop((step, shard)).result()
