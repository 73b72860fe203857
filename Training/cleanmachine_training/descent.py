"""What networks that begin from a trained one have in common, whether they grow, widen or shrink."""

from pathlib import Path
from typing import TypeVar

import torch

from . import checkpoint
from .averaged import load_run
from .configuration import Settings
from .models import build

Kind = TypeVar("Kind", bound=torch.nn.Module)


def descend(source: Path, settings: Settings, kind: type[Kind], changing: tuple[str, ...]) -> tuple[Kind, Kind, dict]:
    """The trained network of the run `source`, a new one of `settings`, and the run's whole checkpoint.

    Both are of one `kind`, and only the sizes in `changing` may differ between them.
    """
    trained, old, state = load_run(source)
    if unchanging(old.model, changing) != unchanging(settings.model, changing):
        raise ValueError(f"only {', '.join(f'model.{key}' for key in changing)} may differ from the run that it begins from")
    model = dict(settings.model)
    network = build(model.pop("kind"), **model)
    if not isinstance(network, kind):
        raise ValueError(f"{source} holds a {settings.model['kind']}, and this is for a {kind.architecture}")
    return trained, network, state


def begin(state: dict, settings: Settings, target: Path) -> None:
    """Writes the first checkpoint of a new run; one that is there already is never overwritten."""
    if (target / checkpoint.NAME).exists():
        raise ValueError(f"{target} holds a run already; name a new folder")
    state["settings"]["model"] = settings.model
    target.mkdir(parents=True, exist_ok=True)
    torch.save(state, target / checkpoint.NAME)


def unchanging(model: dict, changing: tuple[str, ...]) -> dict:
    """The sizes that a network which begins from another must keep."""
    return {key: value for key, value in model.items() if key not in changing}


def optimiser(state: dict, trained: torch.nn.Module, network: torch.nn.Module, names: dict[str, str]) -> dict:
    """The optimiser's state for a network that begins from another; parameters that are new or larger have none yet."""
    names_before = [name for name, _ in trained.named_parameters()]
    entries = {name: state["state"][i] for i, name in enumerate(names_before) if i in state["state"]}
    shapes, parameters = dict(trained.named_parameters()), list(network.named_parameters())
    known = lambda name, value: names.get(name) in entries and shapes[names[name]].shape == value.shape
    (group,) = state["param_groups"]
    return {
        "state": {i: entries[names[name]] for i, (name, value) in enumerate(parameters) if known(name, value)},
        "param_groups": [{**group, "params": list(range(len(parameters)))}],
    }
