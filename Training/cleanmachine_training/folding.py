"""The flagship as the runtime computes it: batch norms folded away, one frame at a time, state carried.

`fold` gives the tensors that are exported; `Stepper` is the reference for the product's implementation, written with
nothing but matrix products, and names the output of every layer for the golden vectors.
"""

import torch
from torch.nn import functional

from .models.norm import ChannelNorm
from .models.recurrent_mask import QUIET, RecurrentMask
from .spectra import compress


def scale_and_shift(layer: ChannelNorm) -> tuple[torch.Tensor, torch.Tensor]:
    """Per-channel y = scale · x + shift of a batch norm in evaluation. Shapes: [channels] each."""
    norm = layer.norm
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    return scale, norm.bias - norm.running_mean * scale


@torch.no_grad()
def fold(network: RecurrentMask) -> dict[str, torch.Tensor]:
    """The tensors of the weight file, by name. Shapes are listed in the README."""
    out = {}

    def folded(name: str, weight: torch.Tensor, norm: ChannelNorm, bias: str | None = None) -> None:
        scale, shift = scale_and_shift(norm)
        out[f"{name}.weight"] = weight * scale.view(-1, *[1] * (weight.dim() - 1))
        out[bias or f"{name}.bias"] = shift

    folded("encoder_in", network.encoder_in.weight, network.encoder_in_norm)
    for part, layers, norms in (
        ("encoder", network.encoder, network.encoder_norms), ("decoder", network.decoder, network.decoder_norms),
    ):
        for index, (layer, norm) in enumerate(zip(layers, norms)):
            folded(f"{part}.{index}", layer.weight, norm)
    out["reduce.weight"] = network.reduce.weight
    folded("reduce_channels", network.reduce_channels.weight, network.reduce_norm, bias="position")
    out["position"] = out["position"] + network.position
    for index, block in enumerate(network.blocks):
        name = f"blocks.{index}"
        for tensor in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            out[f"{name}.recurrent.{tensor}"] = getattr(block.recurrent, f"{tensor}_l0")
        if block.initial is not None:
            out[f"{name}.recurrent.initial"] = block.initial
        if block.quiet is not None:
            out[f"{name}.recurrent.quiet"] = block.quiet
        folded(f"{name}.recurrent_out", block.recurrent_out.weight, block.recurrent_norm)
        out[f"{name}.mix_in.weight"], out[f"{name}.mix_in.bias"] = block.mix_in.weight, block.mix_in.bias
        out[f"{name}.mix.weight"] = block.mix.weight
        folded(f"{name}.mix_out", block.mix_out.weight, block.mix_norm)
    folded("expand_channels", network.expand_channels.weight, network.expand_norm, bias="expand.bias")
    out["expand.weight"] = network.expand.weight
    out["decoder_out.weight"], out["decoder_out.bias"] = network.decoder_out.weight, network.decoder_out.bias
    return {name: tensor.detach().clone().contiguous() for name, tensor in out.items()}


class Stepper:
    """Runs folded tensors frame by frame. `trace` holds the last frame's output of every layer, [frequency, channel].

    Whether a stream begins quiet shows in the frame after the first `first_frames`, those with a window not yet whole.
    """

    def __init__(self, tensors: dict[str, torch.Tensor], bound: float, first_frames: int = 0):
        self.frames_to_go = first_frames
        self.tensors, self.bound, self.trace = tensors, bound, {}
        self.blocks = sum(name.endswith(".mix.weight") for name in tensors)
        self.depth = sum(name.startswith("encoder.") and name.endswith(".weight") for name in tensors)
        zero = torch.zeros_like(tensors["position"])
        self.states = [tensors.get(f"blocks.{k}.recurrent.initial", zero) for k in range(self.blocks)]
        self.lookahead = tensors["encoder_in.weight"].shape[1] // 2 - 1
        self.heard: list[torch.Tensor] = []

    def keep(self, name: str, value: torch.Tensor) -> torch.Tensor:
        self.trace[name] = value
        return value

    def step(self, spectrum: torch.Tensor) -> torch.Tensor:
        """Enhanced spectrum [161] of a spectrum [161], late by the lookahead; complex, scaled by the window's sum."""
        w, keep = self.tensors, self.keep
        bins = w["encoder_in.weight"].shape[2] // 2 * w["reduce.weight"].shape[1]
        if self.frames_to_go == 0 and "blocks.0.recurrent.quiet" in w and spectrum[:bins].abs().square().sum() < QUIET:
            self.states = [w[f"blocks.{k}.recurrent.quiet"] for k in range(self.blocks)]
        self.frames_to_go -= 1
        self.heard = [*(self.heard or self.lookahead * [torch.zeros_like(spectrum)]), spectrum][-1 - self.lookahead :]
        features = keep("features", torch.cat([compress(frame[:bins]) for frame in self.heard], dim=-1))
        stride = w["encoder_in.weight"].shape[2] // 2
        x = functional.conv1d(features.t()[None], w["encoder_in.weight"], w["encoder_in.bias"], stride, stride // 2)
        skips = [keep("encoder_in", functional.silu(x[0].t()))]
        for k in range(self.depth):
            skips.append(keep(f"encoder.{k}", functional.silu(self.convolve(skips[-1], f"encoder.{k}"))))
        x = keep("reduce", w["reduce.weight"] @ skips[-1] @ w["reduce_channels.weight"].t() + w["position"])
        for k in range(self.blocks):
            x = self.block(x, k)
        x = keep("expand", w["expand.weight"] @ (x @ w["expand_channels.weight"].t()) + w["expand.bias"])
        for k in range(self.depth):
            x = keep(f"decoder.{k}", functional.silu(self.convolve(x + skips.pop(), f"decoder.{k}")))
        x = (x + skips.pop()).t()[None]
        raw = functional.conv_transpose1d(x, w["decoder_out.weight"], w["decoder_out.bias"], stride, stride // 2)
        raw = keep("decoder_out", raw[0].t().contiguous())
        mask = keep("mask", raw / (1 + raw.square().sum(-1, keepdim=True) / self.bound**2).sqrt())
        power = mask.square().sum(-1)
        gain = torch.view_as_complex(mask) * power
        return self.heard[0] * torch.cat([gain, power[-1:] ** 1.5])

    def convolve(self, x: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        return functional.conv1d(x.t()[None], weight, bias, padding=weight.shape[2] // 2)[0].t()

    def block(self, x: torch.Tensor, index: int) -> torch.Tensor:
        """One block on [F, C]; gates in the order reset, update, candidate."""
        w = {name.removeprefix(f"blocks.{index}."): t for name, t in self.tensors.items()}
        h = self.states[index]
        i = (x @ w["recurrent.weight_ih"].t() + w["recurrent.bias_ih"]).chunk(3, -1)
        g = (h @ w["recurrent.weight_hh"].t() + w["recurrent.bias_hh"]).chunk(3, -1)
        reset, update = torch.sigmoid(i[0] + g[0]), torch.sigmoid(i[1] + g[1])
        candidate = torch.tanh(i[2] + reset * g[2])
        h = self.states[index] = self.keep(f"blocks.{index}.recurrent", candidate + update * (h - candidate))
        x = self.keep(f"blocks.{index}.time", x + h @ w["recurrent_out.weight"].t() + w["recurrent_out.bias"])
        mixed = functional.silu(w["mix.weight"] @ (x @ w["mix_in.weight"].t() + w["mix_in.bias"]))
        return self.keep(f"blocks.{index}.frequency", x + mixed @ w["mix_out.weight"].t() + w["mix_out.bias"])
