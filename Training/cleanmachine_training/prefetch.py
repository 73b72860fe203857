"""Draws the recordings of coming batches in other processes, so that a GPU does not wait for them."""

import mmap
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

Draw = Callable[[int, int], tuple[np.random.Generator, np.ndarray, np.ndarray]]


class Prefetch:
    """Calls `draw(step, shard)` ahead of time. Each draw depends on its arguments only, so the order does not matter.

    `draw` returns a random generator, speech and noise, of `shape` each. They lie in memory that the processes share, and
    hold until the shard's next call.
    """

    def __init__(self, draw: Draw, ahead: int, shards: int, shape: tuple[int, int]):
        self.draw, self.ahead = draw, ahead
        if not ahead:
            return
        self.slots = [[shared(shape) for _ in range(ahead + 1)] for _ in range(shards)]
        self.pool = ProcessPoolExecutor(ahead, get_context("fork"), become_worker, (draw, self.slots))
        self.pool.submit(int).result()  # starts all the processes, before there are threads that a fork would lose
        self.waiting: dict[tuple[int, int], Future] = {}

    def __call__(self, step: int, shard: int):
        """The drawn values; with `ahead` processes, those of the next steps are begun as well."""
        if not self.ahead:
            return self.draw(step, shard)
        for later in range(step, step + self.ahead + 1):
            if (later, shard) not in self.waiting:
                self.waiting[later, shard] = self.pool.submit(fill, later, shard)
        rng = self.waiting.pop((step, shard)).result()
        return rng, *slot(self.slots, step, shard)


def slot(slots: list[list[np.ndarray]], step: int, shard: int) -> np.ndarray:
    """Where a step's values lie: they are read before the last of the steps ahead needs the place."""
    return slots[shard][step % len(slots[shard])]


def shared(shape: tuple[int, int]) -> np.ndarray:
    """Speech and noise, [2, *shape], in memory that stays one after a fork."""
    return np.frombuffer(mmap.mmap(-1, 8 * shape[0] * shape[1]), np.float32).reshape(2, *shape)


def become_worker(draw: Draw, slots: list[list[np.ndarray]]) -> None:
    global worker
    worker = draw, slots


def fill(step: int, shard: int) -> np.random.Generator:
    """Draws into the step's slot; gives the generator as the draw left it."""
    draw, slots = worker
    speech, noise = slot(slots, step, shard)
    rng, speech[:], noise[:] = draw(step, shard)
    return rng
