"""The flagship: strided encoder, blocks of [GRU along time, mixing along frequency], mirrored decoder.

A block diagram in the spirit of FastEnhancer (arXiv 2509.21867), with dense mixing along frequency in place of
attention and additive skips, so that every layer is a small matrix product:

    spectrum ─ compress ─ strided conv ─ conv × depth ─ to few frequencies ─ block × N ─ back ─ conv × depth ─ transposed ─ mask
                              └──────────────┴───────────────── skips (added) ─────────────────┴──────────────┘
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from ..spectra import Geometry, compress
from .layers import FrequencyConvolution, FrequencyDense, StridedConvolution, StridedTransposedConvolution
from .norm import ChannelNorm
from .recurrence import Recurrence

STATES = (".initial", ".quiet")  # how the names of what a stream begins with end
QUIET = 3e-5  # power of the bins below 8 kHz, full scale 1, below which a stream begins quiet: that of noise at -44 dBFS


@dataclass
class Beginning:
    """How streams begin: after so many frames the first window is whole, and what it holds is quiet or not, [batch] bool."""

    frames: int
    quiet: torch.Tensor


class RecurrentBlock(nn.Module):
    """x + norm(dense(GRU(x))), then x + norm(dense(SiLU(mix(dense(x))))). GRU weights are shared by all frequencies.

    Streams begin with the state `initial` [F, C], if there is one, and with zeros if not; those that turn out to begin
    quiet go on from `quiet` [F, C], if there is one.
    """

    def __init__(self, channels: int, frequencies: int, initial_state: bool, quiet_state: bool):
        super().__init__()
        self.initial = nn.Parameter(torch.zeros(frequencies, channels)) if initial_state else None
        self.quiet = nn.Parameter(torch.zeros(frequencies, channels)) if quiet_state else None
        self.recurrent = Recurrence(channels, channels)
        self.recurrent_out = nn.Linear(channels, channels, bias=False)
        self.recurrent_norm = ChannelNorm(channels)
        self.mix_in = nn.Linear(channels, channels)
        self.mix = FrequencyDense(frequencies, frequencies)
        self.mix_out = nn.Linear(channels, channels, bias=False)
        self.mix_norm = ChannelNorm(channels)

    def forward(self, x: torch.Tensor, state: torch.Tensor | None, begins: "Beginning | None" = None):
        """What goes on to the next block, and the state.

        Shapes: x [time, batch, F, C]; state [1, batch · F, C] or none for a stream that begins, as `begins` says.
        """
        if state is None and self.initial is not None:
            state = self.initial.repeat(x.shape[1], 1)[None]
        if begins is None or self.quiet is None:
            hidden, state = self.recurrent(x.flatten(1, 2), state)
        else:
            first, state = self.recurrent(x[: begins.frames].flatten(1, 2), state)
            quiet = self.quiet.repeat(x.shape[1], 1)[None]
            state = torch.where(begins.quiet.repeat_interleave(x.shape[2])[None, :, None], quiet, state)
            hidden, state = self.recurrent(x[begins.frames :].flatten(1, 2), state)
            hidden = torch.cat([first, hidden])
        x = x + self.recurrent_norm(self.recurrent_out(hidden).view(x.shape))
        mixed = self.mix_out(functional.silu(self.mix(self.mix_in(x))))
        return x + self.mix_norm(mixed), state


class RecurrentMask(nn.Module):
    """Complex mask from the bins of compressed spectrum below 8 kHz; causal but for `lookahead_frames`.

    An analysis window of 20 ms has 160, 50 Hz apart; one of 40 has twice as many, and tells harmonics apart. With
    `synthesis_milliseconds` below it the windows are the asymmetric pair. With `lookahead_frames` the mask is that of an earlier frame, and the frames up to the newest are channels of the input.
    With `initial_state` what the recurrent units begin a stream with is learnt too, in place of zeros; with `quiet_state` those
    of a stream whose first whole window holds nothing but a quiet room have another.
    """

    architecture = "recurrent-mask"
    version = 1

    def __init__(
        self, channels=32, depth=1, block_channels=32, frequencies=20, blocks=3, stride=4, bound=1.2,
        window_milliseconds=20, hop_milliseconds=10, synthesis_milliseconds=20, lookahead_frames=0, initial_state=False,
        quiet_state=False,
    ):
        super().__init__()
        window = "sqrt-hann" if synthesis_milliseconds == window_milliseconds else "asymmetric"
        length, hop, synthesis = (16 * time for time in (window_milliseconds, hop_milliseconds, synthesis_milliseconds))
        self.geometry = Geometry(length, hop, window, synthesis=synthesis, lookahead=lookahead_frames)
        self.bins = length // 2
        self.first_frames = length // hop - 1 if quiet_state else 0
        self.bound, reduced = bound, self.bins // stride
        self.encoder_in = StridedConvolution(2 * (1 + lookahead_frames), channels, stride)
        self.encoder_in_norm = ChannelNorm(channels, silu=True)
        self.encoder = nn.ModuleList(FrequencyConvolution(channels, channels, 3) for _ in range(depth))
        self.encoder_norms = nn.ModuleList(ChannelNorm(channels, silu=True) for _ in range(depth))
        self.reduce = FrequencyDense(reduced, frequencies)
        self.reduce_channels = nn.Linear(channels, block_channels, bias=False)
        self.reduce_norm = ChannelNorm(block_channels)
        self.position = nn.Parameter(torch.randn(frequencies, block_channels) * 0.1)
        self.blocks = nn.ModuleList(RecurrentBlock(block_channels, frequencies, initial_state, quiet_state) for _ in range(blocks))
        self.expand_channels = nn.Linear(block_channels, channels, bias=False)
        self.expand = FrequencyDense(frequencies, reduced)
        self.expand_norm = ChannelNorm(channels)
        self.decoder = nn.ModuleList(FrequencyConvolution(channels, channels, 3) for _ in range(depth))
        self.decoder_norms = nn.ModuleList(ChannelNorm(channels, silu=True) for _ in range(depth))
        self.decoder_out = StridedTransposedConvolution(channels, 2, stride)
        with torch.no_grad():
            self.decoder_out.weight.mul_(0.3)
            self.decoder_out.bias.copy_(torch.tensor([1.0, 0.0]))

    def forward(self, spectrum: torch.Tensor, state: list[torch.Tensor] | None = None):
        """Enhanced spectrum, late by the lookahead, and the state to carry on from.

        Shapes: spectrum [batch, time, bins + 1] complex; state: one [1, batch · F, C] tensor per block, and the last frames,
        [batch, lookahead, bins + 1].
        """
        count, ahead = spectrum.shape[1], self.geometry.lookahead
        past = state[-1] if state else spectrum.new_zeros(len(spectrum), ahead, spectrum.shape[2])
        heard = torch.cat([past, spectrum], dim=1)
        compressed = compress(heard[..., : self.bins]).transpose(0, 1)
        features = torch.cat([compressed[k : k + count] for k in range(1 + ahead)], dim=-1)
        mask, state = self.network(features, state, None if state else self.beginning(spectrum))
        return self.apply_mask(heard[:, :count], mask.float().transpose(0, 1)), [*state, heard[:, count:]]

    def beginning(self, spectrum: torch.Tensor) -> Beginning | None:
        """How streams begin whose first frames these are, those of the first window at least; none where no state depends on it.

        Shapes: spectrum [batch, time, bins + 1] complex.
        """
        if not self.first_frames:
            return None
        if spectrum.shape[1] <= self.first_frames:
            raise ValueError(f"a stream begins with at least {self.first_frames + 1} frames, given {spectrum.shape[1]}")
        whole = spectrum[:, self.first_frames, : self.bins]
        return Beginning(self.first_frames, torch.view_as_real(whole).square().sum((1, 2)) < QUIET)

    def network(self, features: torch.Tensor, state: list[torch.Tensor] | None = None, begins: Beginning | None = None):
        """Bounded mask [time, batch, bins, 2] of compressed features, oldest first: what the runtime computes.

        Shapes: features [time, batch, bins, 2 · (1 + lookahead)].
        """
        x = self.encoder_in_norm(self.encoder_in(features))
        skips = [x]
        for layer, norm in zip(self.encoder, self.encoder_norms):
            x = norm(layer(x))
            skips.append(x)
        x = self.reduce_norm(self.reduce_channels(self.reduce(x))) + self.position
        states = []
        for index, block in enumerate(self.blocks):
            x, carried = block(x, state[index] if state else None, begins)
            states.append(carried)
        x = self.expand_norm(self.expand(self.expand_channels(x)))
        for layer, norm in zip(self.decoder, self.decoder_norms):
            x = norm(layer(x + skips.pop()))
        return self.bounded(self.decoder_out(x + skips.pop())), states

    def bounded(self, raw: torch.Tensor) -> torch.Tensor:
        """m = o / sqrt(1 + |o|² / bound²): phase kept, |m| < bound, smooth at zero."""
        return raw * torch.rsqrt(1 + power(raw) / self.bound**2).unsqueeze(-1)

    def apply_mask(self, spectrum: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Y = X · m · |m|²: the mask acts on cube-root magnitudes. The bin at 8 kHz takes the gain of the one below."""
        strength = power(mask)
        gain = torch.view_as_complex(mask.contiguous()) * strength
        top = strength[..., -1:].pow(1.5).to(gain.dtype)
        return spectrum * torch.cat([gain, top], dim=-1)

    def macs_per_second(self) -> int:
        """Multiply-accumulates of the layers per second of audio (element-wise work not counted)."""
        block = self.blocks[0]
        wide, narrow = self.reduce.weight.shape[1], self.reduce.weight.shape[0]
        pointwise = lambda layer: layer.weight.numel()
        frame = self.encoder_in.macs(self.bins) + self.decoder_out.macs(wide)
        frame += sum(layer.macs(wide) for layer in [*self.encoder, *self.decoder])
        frame += self.reduce.macs(self.reduce_channels.in_features) + self.expand.macs(self.expand_channels.out_features)
        frame += narrow * (pointwise(self.reduce_channels) + pointwise(self.expand_channels))
        gru = block.recurrent.weight_ih_l0.numel() + block.recurrent.weight_hh_l0.numel()
        dense = pointwise(block.recurrent_out) + pointwise(block.mix_in) + pointwise(block.mix_out)
        frame += len(self.blocks) * (narrow * (gru + dense) + block.mix.macs(block.mix_in.out_features))
        return frame * self.geometry.rate // self.geometry.hop


def hold_weights(network: nn.Module) -> None:
    """From now on only the states that a stream begins with are learnt."""
    states = [p for name, p in network.named_parameters() if name.endswith(STATES)]
    if not states:
        raise ValueError("optimiser.held: expected a network with model.initial_state, as nothing else would be learnt")
    network.requires_grad_(False)
    for parameter in states:
        parameter.requires_grad_(True)


def power(parts: torch.Tensor) -> torch.Tensor:
    """|z|² of real and imaginary parts, [..., 2] -> [...]. Two slices: a sum over an axis of two is many times slower."""
    return parts[..., 0].square() + parts[..., 1].square()
