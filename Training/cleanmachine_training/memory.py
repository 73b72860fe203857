"""Keeps freed memory in the process while training on a CPU."""

import ctypes

# mallopt parameters of glibc's malloc.h
TRIM_THRESHOLD, MMAP_MAX, ARENA_MAX = -1, -4, -8


def keep_memory() -> None:
    """Tells glibc to reuse large blocks instead of returning them to the kernel.

    Activations of 10–60 MB are allocated anew at every step; with the defaults each one is mapped, cleared page by
    page and unmapped again, which costs a large part of the time of a small network. Elsewhere this does nothing.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(MMAP_MAX, 0)
        mallopt(TRIM_THRESHOLD, 2**31 - 1)
        mallopt(ARENA_MAX, 1)
