"""A deeper network, one for other frames, one that looks ahead, or one that learns its initial state, from a trained one.

The blocks between begin as identities and learn what is left over; memories last as long as they did; bins
between the old ones and frames ahead are not listened to at first, an initial state is zero, and that of streams which begin
quiet the one of all others.
"""

import math
from pathlib import Path

import torch

from .configuration import Settings
from .descent import begin, descend, optimiser
from .models import RecurrentMask

CHANGING = (
    "blocks", "window_milliseconds", "stride", "hop_milliseconds", "synthesis_milliseconds", "lookahead_frames", "initial_state",
    "quiet_state",
)


def grow(source: Path, settings: Settings, target: Path) -> None:
    """Writes the checkpoint of `target`: the run `source` with more blocks, other or more frames, all else, its progress too, kept.

    `settings` may differ in `model.blocks`, the states that streams begin with and the frames' times and number alone as far as the
    model goes. A deeper network computes what the old one did, because a block whose norms scale by zero adds nothing (Goyal et al. 2017,
    section 5.1); so does one that looks ahead, later, because what is new weighs nothing. One for other frames computes about
    that: what its recurrent units keep of a frame is scaled to the new hop. `model.stride` grows with
    `model.window_milliseconds`, so that a frequency stays as wide as it was.
    """
    trained, network, state = descend(source, settings, RecurrentMask, CHANGING)
    before, after = len(trained.blocks), len(network.blocks)
    begins, begun = ([getattr(n.blocks[0], key) is not None for key in ("initial", "quiet")] for n in (network, trained))
    for key, given, expected in zip(("initial_state", "quiet_state"), begins, begun):
        if expected and not given:
            raise ValueError(f"model.{key}: expected true, as in the run that is grown")
    if network.geometry.lookahead < trained.geometry.lookahead:
        raise ValueError(f"model.lookahead_frames: expected at least the {trained.geometry.lookahead} of the run that is grown")
    if after < before or (after == before and network.geometry == trained.geometry and begins == begun):
        raise ValueError(f"model.blocks: expected more than the {before} of the run that is grown, given {after}")
    if network.bins // network.encoder_in.stride != trained.bins // trained.encoder_in.stride:
        raise ValueError("model.stride: expected as many times that of the run that is grown as model.window_milliseconds")
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
        refine(state[weights], network.bins / trained.bins)
        listen(state[weights], network.encoder_in.weight.shape[1])
        if begins[1] and not begun[1] and begins[0]:
            share_beginning(state[weights])
    begin(state, settings, target)


def hold(weights: dict[str, torch.Tensor], ratio: float) -> None:
    """Makes recurrent units forget `ratio` times more slowly per frame: update gates near one are 1 − (1 − z) / ratio."""
    for name, bias in weights.items():
        if name.endswith("recurrent.bias_ih_l0"):
            gate = bias.numel() // 3  # the gates lie in the order reset, update, new
            weights[name] = bias.clone()
            weights[name][gate : 2 * gate] += math.log(ratio)


def refine(weights: dict[str, torch.Tensor], ratio: float) -> None:
    """Makes bins that lie half as far apart: those between two are not listened to at first, and set to the mean of both."""
    if ratio == 1:
        return
    if ratio != 2:
        raise ValueError("model.window_milliseconds: expected that of the run that is grown, or twice as much")
    known, made = weights["encoder_in.weight"], weights["decoder_out.weight"]
    following = torch.nn.functional.pad(made[..., 1:], (0, 1))
    weights["encoder_in.weight"] = torch.stack([known, torch.zeros_like(known)], dim=-1).flatten(2)
    weights["decoder_out.weight"] = torch.stack([made, (made + following) / 2], dim=-1).flatten(2)


def listen(weights: dict[str, torch.Tensor], channels: int) -> None:
    """Gives the first layer the frames ahead, after those that it knows, with weight zero."""
    known = weights["encoder_in.weight"]
    padding = (0, 0, 0, channels - known.shape[1])
    weights["encoder_in.weight"] = torch.nn.functional.pad(known, padding)


def share_beginning(weights: dict[str, torch.Tensor]) -> None:
    """Lets streams that begin quiet begin as all others."""
    for name in weights:
        if name.endswith(".quiet"):
            weights[name] = weights[name.removesuffix("quiet") + "initial"].clone()


def moved(name: str, places: list[int]) -> str:
    """The name that a weight of the old network has in the new one."""
    parts = name.split(".")
    if parts[0] == "blocks":
        parts[1] = str(places[int(parts[1])])
    return ".".join(parts)
