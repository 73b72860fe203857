"""A smaller network that starts from the layers of a trained one: what is cut away is learnt back by those that stay."""

from pathlib import Path

from .configuration import Settings
from .descent import begin, descend, optimiser
from .models import RecurrentMask

CHANGING = ("blocks", "depth")


def shrink(source: Path, settings: Settings, keep: list[int], target: Path) -> None:
    """Writes the checkpoint of `target`: the run `source` with the blocks `keep` alone, all else that fits kept, its progress too.

    `settings` may differ in `model.blocks`, the number of blocks in `keep`, and in a smaller `model.depth`: the convolutions
    next to the input and the output stay. The widths must be the same.
    """
    trained, network, state = descend(source, settings, RecurrentMask, CHANGING)
    if len(keep) != len(network.blocks) or sorted(set(keep)) != keep or not set(keep) <= set(range(len(trained.blocks))):
        raise ValueError(
            f"blocks to keep: expected {len(network.blocks)} (model.blocks) of 0…{len(trained.blocks) - 1}, rising, given {keep}"
        )
    if len(network.encoder) > len(trained.encoder):
        raise ValueError(f"model.depth: expected at most the {len(trained.encoder)} of the run that is shrunk")
    names = {name: kept(name, keep, trained, network) for name in network.state_dict()}
    state["optimiser"] = optimiser(state["optimiser"], trained, network, names)
    for weights in ("network", "average"):
        state[weights] = {name: state[weights][names[name]] for name in names}
    begin(state, settings, target)


def kept(name: str, keep: list[int], trained: RecurrentMask, network: RecurrentMask) -> str:
    """The name that a weight of the small network had in the trained one."""
    parts = name.split(".")
    if parts[0] == "blocks":
        parts[1] = str(keep[int(parts[1])])
    if parts[0] in ("decoder", "decoder_norms"):  # the decoder's convolutions are counted from the inside
        parts[1] = str(int(parts[1]) + len(trained.decoder) - len(network.decoder))
    return ".".join(parts)
