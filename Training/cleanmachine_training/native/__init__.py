"""Compiled kernels for training on a CPU. Without a C++ compiler everything falls back to PyTorch's own operations."""

import os
import sys
import threading
from functools import cache
from pathlib import Path

FLAGS = ["-O3", "-march=native", "-ffast-math", "-mprefer-vector-width=512"]
LOADING = threading.Lock()


def kernels(name: str):
    """The module of `native/<name>.cpp`, built on first use and kept in PyTorch's extension cache; none if it cannot be."""
    with LOADING:  # replicas are threads, and a module that another thread is loading has no functions yet
        return loaded(name)


@cache
def loaded(name: str):
    try:
        from torch.utils.cpp_extension import load

        beside = str(Path(sys.executable).parent)  # where a virtual environment keeps ninja
        if beside not in os.environ["PATH"].split(os.pathsep):
            os.environ["PATH"] = beside + os.pathsep + os.environ["PATH"]
        source = Path(__file__).parent / f"{name}.cpp"
        return load(f"cleanmachine_{name}", [str(source)], extra_cflags=FLAGS, extra_ldflags=["-lmvec"])
    except (ImportError, OSError, RuntimeError):
        return None
