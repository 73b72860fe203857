"""A network with more channels that starts from a trained one and computes what that did.

Source: Chen, Goodfellow and Shlens 2016, "Net2Net: accelerating learning via knowledge transfer", section 2.2.
"""

from pathlib import Path

import torch

from .configuration import Settings
from .descent import begin, descend, optimiser
from .models import FrameConvolution, RecurrentMask, kind_of
from .models.recurrent_mask import STATES

CHANGING = {FrameConvolution: ("widths",), RecurrentMask: ("channels", "block_channels")}
GATES = 3  # of a recurrent unit


def widen(source: Path, settings: Settings, target: Path) -> None:
    """Writes the checkpoint of `target`: the run `source` with larger widths in `model`, its progress kept.

    Every new channel is a copy of an old one. Those who read it share the weight that they had for the one among its
    copies, each weight by shares of its own: with equal ones the copies would learn the same for ever. The optimiser
    starts afresh, as its moments belong to other gradients.
    """
    kind = kind_of(settings.model["kind"])
    trained, network, state = descend(source, settings, kind, CHANGING[kind])
    before, after = ([value.shape for value in n.state_dict().values()] for n in (trained, network))
    pairs = [(old, new) for a, b in zip(before, after) for old, new in zip(a, b)]
    if before == after or any(new < old for old, new in pairs):
        keys = " and ".join(f"model.{key}" for key in CHANGING[kind])
        raise ValueError(f"{keys}: expected more than those of the run that is widened")
    for weights in ("network", "average"):
        random = torch.Generator().manual_seed(settings.run.seed)  # the same shares for both
        state[weights] = {n: widened(n, v, s, random) for (n, v), s in zip(state[weights].items(), after)}
    state["optimiser"] = optimiser(state["optimiser"], trained, network, {})
    begin(state, settings, target)


def widened(name: str, value: torch.Tensor, shape: torch.Size, random: torch.Generator) -> torch.Tensor:
    """A weight of the wide network from that of the narrow one: copied along what it makes, shared along what it reads."""
    per_frequency = name == "position" or name.endswith(STATES)
    reads = None if value.ndim < 2 or per_frequency else 0 if name == "decoder_out.weight" else 1
    for axis, (old, new) in enumerate(zip(value.shape, shape)):
        if old == new:
            continue
        gates = GATES if axis == 0 and ".recurrent." in name else 1
        of_one = torch.arange(new // gates) % (old // gates)
        places = torch.cat([of_one + gate * (old // gates) for gate in range(gates)])
        value = value.index_select(axis, places)
        if axis == reads:
            value = value * shared(value.shape, axis, places, random)
    return value


def shared(shape: torch.Size, axis: int, places: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """What each copy gets of the weights that read the channel at `places`: shares that add up to 1 over the copies of one.

    Shapes: as the wide weights, the copies along `axis`.
    """
    parts = 0.5 + torch.rand(shape, generator=random)
    sums = torch.zeros(shape).index_add(axis, places, parts)
    return parts / sums.index_select(axis, places)
