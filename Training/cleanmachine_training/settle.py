"""A run's average drawn towards its last weights: the average of a thousand steps hangs behind a last stretch that is shorter."""

from pathlib import Path

from .averaged import load_run
from .blend import between
from .descent import begin


def settle(folder: Path, share: float, target: Path) -> None:
    """Writes the checkpoint of `target`: the run of `folder`, its average `share` of the way on to its last weights."""
    if not 0 <= share <= 1:
        raise ValueError(f"--share: expected 0 to 1, given {share}")
    _, settings, state = load_run(folder)
    state["average"] = {name: between(value, state["network"][name], share) for name, value in state["average"].items()}
    begin(state, settings, target)
