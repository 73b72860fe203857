"""Weights between those of a run and of one that went on from it, or what streams begin with: as much of it as is wanted.

Source: Wortsman et al. 2022 (robust fine-tuning): on the straight way between the two lie networks about as good as the ends.
"""

from pathlib import Path

import torch

from .averaged import load_run
from .descent import begin
from .models.recurrent_mask import STATES


def blend(first: Path, second: Path, share: float, target: Path, state: str | None = None) -> None:
    """Writes the checkpoint of `target`: weights of `first`, and `share` of the way on to those of `second`.

    Both are runs of the same network, the second begun from the first; progress and optimiser are the second's. With
    `state`, "initial" or "quiet", that alone goes to the second's, and everything else is the first's.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"--share: expected 0 to 1, given {share}")
    if state is not None and f".{state}" not in STATES:
        raise ValueError(f"--state: expected one of {', '.join(name[1:] for name in STATES)}, given {state}")
    (network, old, before), (_, settings, after) = load_run(first), load_run(second)
    if old.model != settings.model:
        raise ValueError(f"{first} and {second} hold networks of other sizes; weights can be mixed of one shape only")
    moving = {name for name in network.state_dict() if state is None or name.endswith(f".{state}")}
    if not moving:
        raise ValueError(f"--state: expected a network with model.{state}_state")
    for weights in ("network", "average"):
        for name, value in before[weights].items():
            if name in moving:
                before[weights][name] = between(value, after[weights][name], share)
    result, settings = (after, settings) if state is None else (before, old)
    begin(result | {weights: before[weights] for weights in ("network", "average")}, settings, target)


def between(old: torch.Tensor, new: torch.Tensor, share: float) -> torch.Tensor:
    """`share` of the way from `old` to `new`; counts are the new ones."""
    return torch.lerp(old, new, share) if new.is_floating_point() else new
