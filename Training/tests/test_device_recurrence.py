"""The GPU's recurrence gives what `nn.GRU` gives, forward and backward; in Triton's interpreter, so that no GPU is needed."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("triton")

COMPARISON = """
import torch
from cleanmachine_training.models.device_recurrence import DeviceRecurrence
torch.manual_seed(0)
gru = torch.nn.GRU(16, 16)
x, first = torch.randn(7, 21, 16, requires_grad=True), torch.randn(21, 16, requires_grad=True)
along = torch.randn(7, 21, 16)
def gradients(out):
    values = [x, first, *gru.parameters()]
    return torch.autograd.grad((out * along).sum(), values)
expected, _ = gru(x, first[None])
inputs = torch.nn.functional.linear(x, gru.weight_ih_l0, gru.bias_ih_l0)
given = DeviceRecurrence.apply(inputs, first, gru.weight_hh_l0, gru.bias_hh_l0)
assert (given - expected).abs().max() < 1e-5, (given - expected).abs().max()
for name, a, b in zip(["x", "first", *dict(gru.named_parameters())], gradients(given), gradients(expected)):
    assert (a - b).abs().max() < 1e-4 * b.abs().max(), name
print("alike")
"""


def test_it_computes_what_torch_computes():
    environment = os.environ | {"TRITON_INTERPRET": "1"}
    done = subprocess.run([sys.executable, "-c", COMPARISON], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == "alike", done.stderr[-2000:]
