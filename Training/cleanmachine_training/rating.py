"""What listeners would say of a recording: the published DNSMOS P.835 network, differentiable.

The network is read from its ONNX file, which is not part of this program (`dnsmos/sig_bak_ovr.onnx`, Reddy et al. 2022).
Its convolutions end in a maximum over time and frequency, so segments of any length are rated, not only nine seconds.
"""

import time
from functools import cache
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

HOP = 160  # the frames are twice as long
POLYNOMIALS = (
    (-0.08397278, 1.22083953, 0.0052439),
    (-0.13166888, 1.60915514, -0.39604546),
    (-0.06766283, 1.11546468, 0.04602535),
)
"""From the three outputs to the scale of P.835: a x² + b x + c for SIG, BAK, OVRL."""


@cache
def halves_pay(device: str) -> bool:
    """Whether bf16 convolutions are the faster ones, measured once: without such instructions they take many times as long."""
    if device != "cpu":
        return True
    seconds = {}
    for enabled in (True, False):
        sound, kernel = (torch.ones(shape, requires_grad=True) for shape in ((1, 64, 50, 40), (32, 64, 3, 3)))
        for _ in range(2):  # the first time it is made ready
            began = time.perf_counter()
            with torch.autocast(device, torch.bfloat16, enabled=enabled):
                functional.conv2d(sound, kernel, padding=1).sum().backward()
            seconds[enabled] = time.perf_counter() - began
    return seconds[True] < seconds[False]


class Rating(nn.Module):
    """Waveforms at 16 kHz [batch, samples] -> SIG, BAK, OVRL on the scale of 1 to 5, [batch, 3]. Its weights stay as they are."""

    def __init__(self, path: Path):
        super().__init__()
        import onnx  # needed for this loss alone
        from onnx import numpy_helper

        graph = onnx.load(path).graph
        arrays = {entry.name: torch.from_numpy(numpy_helper.to_array(entry).copy()) for entry in graph.initializer}
        weights = [
            [arrays[name] for name in node.input[1:]] for node in graph.node if node.op_type in ("Conv", "MatMul")
        ]
        biases = [arrays[node.input[1]] for node in graph.node if node.op_type == "Add" and node.input[1] in arrays]
        shapes = [tuple(w[0].shape) for w in weights]
        if shapes[:3] != [(161, 320, 1), (161, 320, 1), (128, 1, 3, 3)] or len(shapes) != 12 or len(biases) != 3:
            raise ValueError(f"{path}: expected the DNSMOS P.835 network (sig_bak_ovr.onnx), found layers {shapes}")
        self.register_buffer("analysis", torch.cat([w[0][:, :, 0] for w in weights[:2]]).T.contiguous())
        self.convolutions = [self.kept(f"convolution{i}", w) for i, w in enumerate(weights[2:9])]
        self.dense = [self.kept(f"dense{i}", (w[0], b)) for i, (w, b) in enumerate(zip(weights[9:], biases))]
        self.register_buffer("polynomials", torch.tensor(POLYNOMIALS))

    def kept(self, name: str, arrays) -> tuple[str, str]:
        for part, array in zip(("weight", "bias"), arrays):
            self.register_buffer(f"{name}_{part}", array)
        return f"{name}_weight", f"{name}_bias"

    def forward(self, audio: torch.Tensor) -> torch.Tensor:
        spectrum = audio.unfold(-1, 2 * HOP, HOP) @ self.analysis
        real, imaginary = spectrum.chunk(2, -1)
        x = (real.square() + imaginary.square()).clamp_min(1e-12).log10().unsqueeze(1)
        with torch.autocast(audio.device.type, torch.bfloat16, enabled=halves_pay(audio.device.type)):  # 0.01 off at most
            for index, (weight, bias) in enumerate(self.convolutions):
                x = functional.relu(functional.conv2d(x, getattr(self, weight), getattr(self, bias), padding=1))
                if index in (3, 4, 5):
                    x = functional.max_pool2d(x, 2)
        x = x.amax((2, 3)).float()
        for index, (weight, bias) in enumerate(self.dense):
            x = x @ getattr(self, weight) + getattr(self, bias)
            x = functional.relu(x) if index < 2 else x
        square, linear, constant = self.polynomials.T
        return square * x.square() + linear * x + constant
