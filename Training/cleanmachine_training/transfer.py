"""What a run learnt over the one that it began from, added to another that began there too.

Source: Ilharco et al. 2023 (task arithmetic): differences of weights between runs of one origin can be added.
"""

from pathlib import Path

import torch

from .averaged import load_run
from .descent import begin, unchanging

FRAMES = ("hop_milliseconds", "synthesis_milliseconds")


def transfer(onto: Path, first: Path, second: Path, share: float, target: Path) -> None:
    """Writes the checkpoint of `target`: the run `onto`, and `share` of the way from `first` to `second` added to its weights.

    `onto` and `second` both began from `first`; their networks may be for frames of other times, but have its shape.
    Progress and optimiser are those of `onto`.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"--share: expected 0 to 1, given {share}")
    (_, settings, state), (_, old, before), (_, new, after) = (load_run(folder) for folder in (onto, first, second))
    shapes = [unchanging(given.model, FRAMES) for given in (settings, old, new)]
    if shapes[0] != shapes[1] or shapes[1] != shapes[2]:
        raise ValueError(f"{onto}, {first} and {second} hold networks of other sizes; only their frames' times may differ")
    for weights in ("network", "average"):
        state[weights] = {
            name: moved(name, value, before[weights][name], after[weights][name], share) for name, value in state[weights].items()
        }
    begin(state, settings, target)


def moved(name: str, value: torch.Tensor, old: torch.Tensor, new: torch.Tensor, share: float) -> torch.Tensor:
    """`value` changed as `old` to `new`: by the difference, variances by the ratio, counts not at all."""
    if not value.is_floating_point():
        return value
    if name.endswith("running_var"):
        return value * (new / old.clamp_min(1e-9)) ** share
    return value + share * (new - old)
