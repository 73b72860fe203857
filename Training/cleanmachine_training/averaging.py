"""Exponential moving average of weights and running statistics: what is validated and exported."""

import copy

import torch
from torch import nn


class AveragedNetwork:
    """Follows a network; early on it follows fast, so that the start is forgotten."""

    def __init__(self, network: nn.Module, decay: float):
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, source: nn.Module, step: int) -> None:
        """Moves every value by 1 − decay towards `source`; decay grows as (1 + step) / (10 + step)."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for mean, value in zip(self.network.state_dict().values(), source.state_dict().values()):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)

    @torch.no_grad()
    def give(self, source: nn.Module, learnt: tuple[str, ...]) -> None:
        """Sets every value of `source` to its average, but those whose names end as in `learnt`."""
        for (name, value), mean in zip(source.state_dict().items(), self.network.state_dict().values()):
            if not name.endswith(learnt):
                value.copy_(mean)
