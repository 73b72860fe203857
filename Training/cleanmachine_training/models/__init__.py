"""The networks. Each turns a spectrum [batch, time, bins] into an enhanced one and carries its own state."""

from .recurrent_mask import RecurrentMask

KINDS = {RecurrentMask.architecture: RecurrentMask}


def build(kind: str, **sizes):
    """A new network of a kind named in a configuration."""
    if kind not in KINDS:
        raise ValueError(f"model.kind {kind!r}: expected one of {', '.join(sorted(KINDS))}")
    return KINDS[kind](**sizes)
