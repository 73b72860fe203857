"""Loads the averaged weights of a run."""

from pathlib import Path

import torch

from .checkpoint import NAME
from .configuration import Settings, parse
from .models import build


def load_run(folder: Path) -> tuple[torch.nn.Module, Settings, dict]:
    """The network in evaluation mode, its settings, and the whole checkpoint."""
    state = torch.load(folder / NAME, map_location="cpu", weights_only=True)
    settings = parse(state["settings"])
    model = dict(settings.model)
    network = build(model.pop("kind"), **model)
    network.load_state_dict(state["average"])
    return network.eval(), settings, state
