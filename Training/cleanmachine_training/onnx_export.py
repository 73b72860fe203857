"""One frame of a network as an ONNX graph, state in and state out, and its time in ONNX Runtime on one thread.

    python -m cleanmachine_training.onnx_export Models/recurrent-mask.safetensors flagship.onnx --time

The graph is what the product's runtime computes between features and mask, from the same folded weights; features,
noise tracker, transforms and mask are not in it, so the comparison favours ONNX Runtime. Needs `onnx`, `numpy`, and
`onnxruntime` for `--time`; not PyTorch.
"""

import argparse
import json
import time
from pathlib import Path

import numpy
from onnx import TensorProto, helper, numpy_helper, save


class Weights:
    """A weight file: metadata and float32 tensors by name."""

    def __init__(self, path: Path):
        blob = path.read_bytes()
        length = int.from_bytes(blob[:8], "little")
        header = json.loads(blob[8 : 8 + length])
        self.metadata = header.pop("__metadata__")
        self.sizes = json.loads(self.metadata["model"])
        self.tensors = {}
        for name, entry in header.items():
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            self.tensors[name] = numpy.frombuffer(blob[begin:end], "<f4").reshape(entry["shape"])

    def __getitem__(self, name: str) -> numpy.ndarray:
        return self.tensors[name]


class Graph:
    """Nodes and constants, gathered one operation at a time."""

    def __init__(self):
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []

    def constant(self, value, kind=numpy.float32) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value, kind), name))
        return name

    def add(self, kind: str, *inputs: str, name: str | None = None, **attributes) -> str:
        name = name or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def input(self, name: str, *shape: int) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, source: str, name: str, *shape: int) -> None:
        self.add("Identity", source, name=name)
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def convolve(self, x: str, weight, bias, padding: int, stride: int = 1) -> str:
        inputs = [x, self.constant(weight)] + ([self.constant(bias)] if bias is not None else [])
        return self.add("Conv", *inputs, pads=[padding, padding], strides=[stride])

    def silu(self, x: str) -> str:
        return self.add("Mul", x, self.add("Sigmoid", x))

    def dense(self, x: str, weight, bias=None) -> str:
        """[rows, in] -> [rows, out]."""
        product = self.add("MatMul", x, self.constant(weight.T))
        return product if bias is None else self.add("Add", product, self.constant(bias))

    def model(self):
        graph = helper.make_graph(self.nodes, "network", self.inputs, self.outputs, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def frame_convolution(w: Weights) -> Graph:
    """Input columns [1, channels, 129] -> the last layer's output [1, 1, 129]."""
    g, skips, repeats = Graph(), {}, w.sizes["repeats"]
    channels = w["layers.0.weight"].shape[1]
    x = g.input("columns", 1, channels, 129)
    for index in range(3 * repeats):
        repeat, place = divmod(index, 3)
        weight = w[f"layers.{index}.weight"]
        x = g.convolve(x, weight, w[f"layers.{index}.bias"], weight.shape[2] // 2)
        if place == 1:
            x = g.add("Add", x, skips[repeats - 1 - repeat]) if repeat > repeats // 2 else x
            skips[repeat] = x
        x = g.add("Relu", x)
    g.output(g.convolve(x, w["last.weight"], w["last.bias"], 64), "out", 1, 1, 129)
    return g


def recurrent_mask(w: Weights) -> Graph:
    """Features [1, 2 (1 + lookahead), bins] and a state a block -> the last layer's output [1, 2, bins] and the states."""
    g, sizes = Graph(), w.sizes
    stride, rows, units = sizes.get("stride", 4), sizes["frequencies"], sizes["block_channels"]
    bins = stride * w["reduce.weight"].shape[1]
    turned = lambda x: g.add("Squeeze", g.add("Transpose", x, perm=[0, 2, 1]), g.constant([0], numpy.int64))
    x = g.input("features", 1, w["encoder_in.weight"].shape[1], bins)
    skips = [g.silu(g.convolve(x, w["encoder_in.weight"], w["encoder_in.bias"], stride // 2, stride))]
    for k in range(sizes["depth"]):
        skips.append(g.silu(g.convolve(skips[-1], w[f"encoder.{k}.weight"], w[f"encoder.{k}.bias"], 1)))
    x = g.add("MatMul", g.constant(w["reduce.weight"]), turned(skips[-1]))
    x = g.add("Add", g.dense(x, w["reduce_channels.weight"]), g.constant(w["position"]))
    for k in range(sizes["blocks"]):
        b = lambda name: w[f"blocks.{k}.{name}"]
        # ONNX orders the gates update, reset, candidate.
        order = lambda t: numpy.concatenate([t[units : 2 * units], t[:units], t[2 * units :]])
        state = g.input(f"state{k}", 1, rows, units)
        biases = numpy.concatenate([order(b("recurrent.bias_ih")), order(b("recurrent.bias_hh"))])
        node = helper.make_node(
            "GRU",
            [g.add("Unsqueeze", x, g.constant([0], numpy.int64)), g.constant(order(b("recurrent.weight_ih"))[None]),
             g.constant(order(b("recurrent.weight_hh"))[None]), g.constant(biases[None]), "", state],
            ["", f"h{k}"], hidden_size=units, linear_before_reset=1,
        )
        g.nodes.append(node)
        g.output(f"h{k}", f"next{k}", 1, rows, units)
        hidden = g.add("Squeeze", f"h{k}", g.constant([0], numpy.int64))
        x = g.add("Add", x, g.dense(hidden, b("recurrent_out.weight"), b("recurrent_out.bias")))
        mixed = g.add("MatMul", g.constant(b("mix.weight")), g.dense(x, b("mix_in.weight"), b("mix_in.bias")))
        x = g.add("Add", x, g.dense(g.silu(mixed), b("mix_out.weight"), b("mix_out.bias")))
    x = g.add("MatMul", g.constant(w["expand.weight"]), g.dense(x, w["expand_channels.weight"]))
    x = g.add("Add", x, g.constant(w["expand.bias"]))
    x = g.add("Unsqueeze", g.add("Transpose", x, perm=[1, 0]), g.constant([0], numpy.int64))
    for k in range(sizes["depth"]):
        x = g.add("Add", x, skips.pop())
        x = g.silu(g.convolve(x, w[f"decoder.{k}.weight"], w[f"decoder.{k}.bias"], 1))
    x = g.add("Add", x, skips.pop())
    out = g.add(
        "ConvTranspose", x, g.constant(w["decoder_out.weight"]), g.constant(w["decoder_out.bias"]),
        pads=[stride // 2, stride // 2], strides=[stride],
    )
    g.output(out, "out", 1, 2, bins)
    return g


def timed(path: Path, hop_seconds: float, rounds: int = 2000) -> dict[str, float]:
    """Processor time of a frame on one thread: real-time factor, median and 99th percentile in microseconds."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    # Bound once, as a careful caller would: no copies or dictionaries a frame.
    binding = session.io_binding()
    random = numpy.random.default_rng(1)
    for value in session.get_inputs():
        array = random.standard_normal(value.shape).astype(numpy.float32)
        binding.bind_ortvalue_input(value.name, onnxruntime.OrtValue.ortvalue_from_numpy(array))
    for value in session.get_outputs():
        array = numpy.zeros(value.shape, numpy.float32)
        binding.bind_ortvalue_output(value.name, onnxruntime.OrtValue.ortvalue_from_numpy(array))
    times = []
    for _ in range(rounds):
        start = time.thread_time_ns()
        session.run_with_iobinding(binding)
        times.append((time.thread_time_ns() - start) / 1000)
    times = sorted(times[rounds // 10 :])
    median = times[len(times) // 2]
    return {"rtf": median * 1e-6 / hop_seconds, "median_us": median, "p99_us": times[len(times) * 99 // 100]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--time", action="store_true")
    arguments = parser.parse_args()
    weights = Weights(arguments.weights)
    build = {"recurrent-mask": recurrent_mask, "frame-convolution": frame_convolution}[weights.metadata["architecture"]]
    save(build(weights).model(), arguments.out)
    if arguments.time:
        hop = json.loads(weights.metadata["geometry"])["hop_milliseconds"] / 1000
        print(json.dumps(timed(arguments.out, hop)))


if __name__ == "__main__":
    main()
