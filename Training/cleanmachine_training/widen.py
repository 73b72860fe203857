"""A 129×8 network with more filters that starts from a trained one and computes what that did.

Source: Chen, Goodfellow and Shlens 2016, "Net2Net: accelerating learning via knowledge transfer", section 2.2.
"""

from pathlib import Path

import torch

from .configuration import Settings
from .descent import begin, descend, optimiser
from .models import FrameConvolution

CHANGING = ("widths",)


def widen(source: Path, settings: Settings, target: Path) -> None:
    """Writes the checkpoint of `target`: the run `source` with larger `model.widths`, its progress kept.

    Every new filter is a copy of an old one. Those who read it share the weight that they had for the one among its
    copies, each weight by shares of its own: with equal ones the copies would learn the same for ever. The optimiser
    starts afresh, as its moments belong to other gradients.
    """
    trained, network, state = descend(source, settings, FrameConvolution, CHANGING)
    before, after = ([len(norm.norm.weight) for norm in n.norms] for n in (trained, network))
    if before == after or any(new < old for old, new in zip(before, after)):
        raise ValueError(f"model.widths: expected more than {before[:3]}, given {after[:3]}")
    random = torch.Generator().manual_seed(settings.run.seed)
    copies = [torch.arange(new) % old for old, new in zip(before, after)]
    readers = [*network.convolutions[1:], network.last]
    shares = [shared(reader.weight.shape, places, random) for reader, places in zip(readers, copies)]
    for weights in ("network", "average"):
        state[weights] = widened(state[weights], copies, shares)
    state["optimiser"] = optimiser(state["optimiser"], trained, network, {})
    begin(state, settings, target)


def shared(shape: torch.Size, places: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """What each copy gets of the weights that read the filter at `places`: shares that add up to 1 over the copies of one.

    Shapes: as the wide weights, [outputs, copies, taps].
    """
    parts = 0.5 + torch.rand(shape, generator=random)
    sums = torch.zeros(shape).index_add(1, places, parts)
    return parts / sums[:, places]


def widened(weights: dict[str, torch.Tensor], copies: list[torch.Tensor], shares: list[torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state of the wide network from that of the narrow one."""
    wide = dict(weights)
    names = [f"convolutions.{layer}.weight" for layer in range(len(copies))] + ["last.weight"]
    for layer, places in enumerate(copies):
        wide[names[layer]] = wide[names[layer]][places]
        for norm in (n for n in weights if n.startswith(f"norms.{layer}.") and weights[n].ndim):
            wide[norm] = weights[norm][places]
    for reader, places, share in zip(names[1:], copies, shares):
        wide[reader] = wide[reader][:, places] * share
    return wide
