"""A deeper network, or one for quicker frames, that starts from a trained one.

The blocks between begin as identities and learn what is left over; memories last as long as they did.
"""

import math
from pathlib import Path

import torch

from .configuration import Settings
from .descent import begin, descend, optimiser
from .models import RecurrentMask

CHANGING = ("blocks", "hop_milliseconds", "synthesis_milliseconds")


def grow(source: Path, settings: Settings, target: Path) -> None:
    """Writes the checkpoint of `target`: the run `source` with more blocks or other frames, all else, its progress too, kept.

    `settings` may differ in `model.blocks` and the frames' times alone as far as the model goes. A deeper network
    computes what the old one did, because a block whose norms scale by zero adds nothing (Goyal et al. 2017, section
    5.1). One for other frames computes about that: what its recurrent units keep of a frame is scaled to the new hop.
    """
    trained, network, state = descend(source, settings, RecurrentMask, CHANGING)
    before, after = len(trained.blocks), len(network.blocks)
    if after < before or (after == before and network.geometry == trained.geometry):
        raise ValueError(f"model.blocks: expected more than the {before} of the run that is grown, given {after}")
    places = [index * after // before for index in range(before)]
    for index in set(range(after)) - set(places):
        for norm in (network.blocks[index].recurrent_norm, network.blocks[index].mix_norm):
            torch.nn.init.zeros_(norm.norm.weight)
    names = {moved(name, places): name for name in trained.state_dict()}
    fresh = network.state_dict()
    state["optimiser"] = optimiser(state["optimiser"], trained, network, names)
    for weights in ("network", "average"):
        state[weights] = {n: state[weights][names[n]] if n in names else v for n, v in fresh.items()}
        hold(state[weights], trained.geometry.hop / network.geometry.hop)
    begin(state, settings, target)


def hold(weights: dict[str, torch.Tensor], ratio: float) -> None:
    """Makes recurrent units forget `ratio` times more slowly per frame: update gates near one are 1 − (1 − z) / ratio."""
    for name, bias in weights.items():
        if name.endswith("recurrent.bias_ih_l0"):
            gate = bias.numel() // 3  # the gates lie in the order reset, update, new
            weights[name] = bias.clone()
            weights[name][gate : 2 * gate] += math.log(ratio)


def moved(name: str, places: list[int]) -> str:
    """The name that a weight of the old network has in the new one."""
    parts = name.split(".")
    if parts[0] == "blocks":
        parts[1] = str(places[int(parts[1])])
    return ".".join(parts)
