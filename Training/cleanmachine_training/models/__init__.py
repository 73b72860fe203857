"""The networks. Each turns a spectrum [batch, time, bins] into an enhanced one and carries its own state."""

from .frame_convolution import FrameConvolution
from .recurrent_mask import RecurrentMask

KINDS = {network.architecture: network for network in (RecurrentMask, FrameConvolution)}


def build(kind: str, **sizes):
    """A new network of a kind named in a configuration."""
    if kind not in KINDS:
        raise ValueError(f"model.kind {kind!r}: expected one of {', '.join(sorted(KINDS))}")
    try:
        return KINDS[kind](**sizes)
    except TypeError as problem:
        raise ValueError(f"model: {problem}") from None
