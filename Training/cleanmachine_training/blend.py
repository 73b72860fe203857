"""Weights between those of a run and of one that went on from it: as much of what it learnt as is wanted.

Source: Wortsman et al. 2022 (robust fine-tuning): on the straight way between the two lie networks about as good as the ends.
"""

from pathlib import Path

import torch

from .averaged import load_run
from .descent import begin


def blend(first: Path, second: Path, share: float, target: Path) -> None:
    """Writes the checkpoint of `target`: weights of `first`, and `share` of the way on to those of `second`.

    Both are runs of the same network, the second begun from the first; progress and optimiser are the second's.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"--share: expected 0 to 1, given {share}")
    (_, old, before), (_, settings, state) = load_run(first), load_run(second)
    if old.model != settings.model:
        raise ValueError(f"{first} and {second} hold networks of other sizes; weights can be mixed of one shape only")
    for weights in ("network", "average"):
        state[weights] = {name: between(before[weights][name], value, share) for name, value in state[weights].items()}
    begin(state, settings, target)


def between(old: torch.Tensor, new: torch.Tensor, share: float) -> torch.Tensor:
    """`share` of the way from `old` to `new`; counts are the new ones."""
    return torch.lerp(old, new, share) if new.is_floating_point() else new
