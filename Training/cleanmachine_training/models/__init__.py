"""The networks. Each turns a spectrum [batch, time, bins] into an enhanced one and carries its own state."""

from .frame_convolution import FrameConvolution
from .recurrent_mask import RecurrentMask

KINDS = {network.architecture: network for network in (RecurrentMask, FrameConvolution)}


def build(kind: str, **sizes):
    """A new network of a kind named in a configuration."""
    try:
        return kind_of(kind)(**sizes)
    except TypeError as problem:
        raise ValueError(f"model: {problem}") from None


def kind_of(name: str):
    """The class of the networks of a kind named in a configuration."""
    if name not in KINDS:
        raise ValueError(f"model.kind {name!r}: expected one of {', '.join(sorted(KINDS))}")
    return KINDS[name]
