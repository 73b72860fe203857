"""The recurrence of a GRU on a GPU: one program walks all the frames of sixteen rows, so that a frame costs no launch."""

import torch
import triton
import triton.language as tl

ROWS = 16  # the fewest that the tensor cores multiply


def suits(x: torch.Tensor, width: int) -> bool:
    """Whether the kernels can do it: they hold a row's state in registers, in a power of two of them."""
    return x.is_cuda and width >= 16 and width & (width - 1) == 0


class DeviceRecurrence(torch.autograd.Function):
    """States of all frames. Shapes: inputs [time, rows, 3 · width] with their bias, first [rows, width] -> [time, rows, width].

    The gates lie in `nn.GRU`'s order. What is kept for the way back has the type of `inputs`, the walk computes in float32.
    """

    @staticmethod
    def forward(context, inputs, first, weight, bias):
        inputs, (time, rows, _), width = inputs.contiguous(), inputs.shape, weight.shape[1]
        states = inputs.new_empty(time + 1, rows, width)
        states[0] = first
        gates = inputs.new_empty(time, rows, 4 * width)
        weight = weight.detach().float().contiguous()
        grid = (triton.cdiv(rows, ROWS),)
        forward_walk[grid](inputs, states, gates, weight, bias.detach().float(), time, rows, width, ROWS)
        context.save_for_backward(states, gates, weight)
        return states[1:]

    @staticmethod
    def backward(context, gradient):
        states, gates, weight = context.saved_tensors
        (time, rows, _), width = gates.shape, weight.shape[1]
        slopes, d_first = torch.empty_like(gates), torch.empty(rows, width, device=gates.device)
        grid = (triton.cdiv(rows, ROWS),)
        backward_walk[grid](gradient.to(gates.dtype).contiguous(), states, gates, slopes, d_first, weight, time, rows, width, ROWS)
        flat = slopes.view(-1, 4 * width)
        of_weight = (flat.t() @ states[:-1].view(-1, width)).float()
        of_bias = flat.sum(0, dtype=torch.float32)
        d_weight, d_bias = (torch.cat([x[: 2 * width], x[3 * width :]]) for x in (of_weight, of_bias))
        return slopes[..., : 3 * width], d_first, d_weight, d_bias


@triton.jit
def forward_walk(inputs, states, gates, weight, bias, time, rows, WIDTH: tl.constexpr, ROWS: tl.constexpr):
    """states[t + 1] = n + z (states[t] − n); keeps r, z, n and the product that r scales."""
    row, unit = tl.program_id(0) * ROWS + tl.arange(0, ROWS), tl.arange(0, WIDTH)
    inside = (row < rows)[:, None]
    turned = unit[:, None] + unit[None, :] * WIDTH
    to_reset = tl.load(weight + turned)
    to_update = tl.load(weight + WIDTH * WIDTH + turned)
    to_new = tl.load(weight + 2 * WIDTH * WIDTH + turned)
    reset_bias = tl.load(bias + unit)[None, :]
    update_bias = tl.load(bias + WIDTH + unit)[None, :]
    new_bias = tl.load(bias + 2 * WIDTH + unit)[None, :]
    heard = inputs + row[:, None] * (3 * WIDTH) + unit[None, :]
    state = states + row[:, None] * WIDTH + unit[None, :]
    kept = gates + row[:, None] * (4 * WIDTH) + unit[None, :]
    h = tl.load(state, mask=inside, other=0).to(tl.float32)
    for _ in range(time):
        reset_in = tl.load(heard, mask=inside, other=0).to(tl.float32)
        update_in = tl.load(heard + WIDTH, mask=inside, other=0).to(tl.float32)
        new_in = tl.load(heard + 2 * WIDTH, mask=inside, other=0).to(tl.float32)
        r = tl.sigmoid(reset_in + reset_bias + tl.dot(h, to_reset))
        z = tl.sigmoid(update_in + update_bias + tl.dot(h, to_update))
        product = tl.dot(h, to_new) + new_bias
        n = 2 * tl.sigmoid(2 * (new_in + r * product)) - 1
        h = n + z * (h - n)
        tl.store(kept, r.to(kept.dtype.element_ty), mask=inside)
        tl.store(kept + WIDTH, z.to(kept.dtype.element_ty), mask=inside)
        tl.store(kept + 2 * WIDTH, n.to(kept.dtype.element_ty), mask=inside)
        tl.store(kept + 3 * WIDTH, product.to(kept.dtype.element_ty), mask=inside)
        heard += rows * (3 * WIDTH)
        kept += rows * (4 * WIDTH)
        state += rows * WIDTH
        tl.store(state, h.to(state.dtype.element_ty), mask=inside)


@triton.jit
def backward_walk(gradient, states, gates, slopes, d_first, weight, time, rows, WIDTH: tl.constexpr, ROWS: tl.constexpr):
    """Gradients of what enters r, z and n, and of n's product, from the last frame to the first."""
    row, unit = tl.program_id(0) * ROWS + tl.arange(0, ROWS), tl.arange(0, WIDTH)
    inside = (row < rows)[:, None]
    straight = unit[:, None] * WIDTH + unit[None, :]
    from_reset = tl.load(weight + straight)
    from_update = tl.load(weight + WIDTH * WIDTH + straight)
    from_new = tl.load(weight + 2 * WIDTH * WIDTH + straight)
    last = (time - 1).to(tl.int64) * rows
    after = gradient + (last + row[:, None]) * WIDTH + unit[None, :]
    state = states + (last + row[:, None]) * WIDTH + unit[None, :]
    kept = gates + (last + row[:, None]) * (4 * WIDTH) + unit[None, :]
    slope = slopes + (last + row[:, None]) * (4 * WIDTH) + unit[None, :]
    carried = tl.zeros([ROWS, WIDTH], tl.float32)
    for _ in range(time):
        r = tl.load(kept, mask=inside, other=0).to(tl.float32)
        z = tl.load(kept + WIDTH, mask=inside, other=0).to(tl.float32)
        n = tl.load(kept + 2 * WIDTH, mask=inside, other=0).to(tl.float32)
        product = tl.load(kept + 3 * WIDTH, mask=inside, other=0).to(tl.float32)
        before = tl.load(state, mask=inside, other=0).to(tl.float32)
        carried += tl.load(after, mask=inside, other=0).to(tl.float32)
        to_update = carried * (before - n) * z * (1 - z)
        to_new = carried * (1 - z) * (1 - n * n)
        to_reset = to_new * product * r * (1 - r)
        to_product = to_new * r
        tl.store(slope, to_reset.to(slope.dtype.element_ty), mask=inside)
        tl.store(slope + WIDTH, to_update.to(slope.dtype.element_ty), mask=inside)
        tl.store(slope + 2 * WIDTH, to_new.to(slope.dtype.element_ty), mask=inside)
        tl.store(slope + 3 * WIDTH, to_product.to(slope.dtype.element_ty), mask=inside)
        carried = carried * z + tl.dot(to_reset, from_reset) + tl.dot(to_update, from_update) + tl.dot(to_product, from_new)
        after -= rows * WIDTH
        state -= rows * WIDTH
        kept -= rows * (4 * WIDTH)
        slope -= rows * (4 * WIDTH)
    tl.store(d_first + row[:, None] * WIDTH + unit[None, :], carried, mask=inside)
