"""Convert the shipped weights back to a trainable net, if the original is lost.

    python tools/reader/restore.py [graphkit/weights] [build/reader/shipped.pt]

Weights keep their 8-bit rounding, which costs no F1; the tokenizer is put next to the net.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import onnx
import torch
from net import WIDTH, Net
from onnx import numpy_helper
from torch import Tensor

ENCODER_PARTS = ("inputs", "out", "wide", "narrow")


def tensors(path: Path) -> tuple[onnx.GraphProto, dict[str, Tensor]]:
    """A graph and its constants by name."""
    graph = onnx.load(path).graph
    return graph, {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}


def product(known: dict[str, Tensor], name: str) -> Tensor:
    """The matrix [inputs, outputs] with a name, dequantised if it was stored as integers with a scale per output."""
    if name in known:
        return known[name]
    return known[f"{name}_quantized"].float() * known[f"{name}_scale"]


def encoder(path: Path) -> dict[str, Tensor]:
    """The state of net.Encoder."""
    _, known = tensors(path)
    state = {f"{n}.weight": known[f"{n}.rows"].float() * known[f"{n}.scale"] for n in ("words", "places")}
    state |= {n: known[n] for n in known if n.startswith(("marks", "slots", "norm", "distance")) or ".norm" in n}
    number = 0
    while f"layers.{number}.inputs.bias" in known:
        layer = f"layers.{number}"
        for part in ENCODER_PARTS:
            weight = product(known, f"{layer}.{part}.rest")
            weight[known[f"{layer}.{part}.loud"]] = known[f"{layer}.{part}.few"]
            names = ("query", "key", "value") if part == "inputs" else (part,)
            for at, name in enumerate(names):
                own = slice(at * WIDTH, (at + 1) * WIDTH) if part == "inputs" else slice(None)
                state[f"{layer}.{name}.weight"] = weight[:, own].t().contiguous()
                state[f"{layer}.{name}.bias"] = known[f"{layer}.{part}.bias"][own]
        number += 1
    return state


def heads(path: Path) -> dict[str, Tensor]:
    """The state of the part of net.Heads in a graph; a product is named by the bias added to it."""
    graph, known = tensors(path)
    state = {n.removeprefix("heads."): value for n, value in known.items() if n.startswith("heads.")}
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    for name in known:
        if not name.startswith("onnx::MatMul") or name.endswith(("_scale", "_zero_point")):
            continue
        node = users[name][0]
        while not (node.op_type == "Add" and any(n.endswith(".bias") for n in node.input)):
            (node,) = users[node.output[0]]
        bias = next(n for n in node.input if n.endswith(".bias"))
        weight = product(known, name.removesuffix("_quantized")).t().contiguous()
        state[bias.removeprefix("heads.").removesuffix("bias") + "weight"] = weight
    return state


def main(source: Path, target: Path) -> None:
    """Write the net and its tokenizer."""
    about = json.loads((source / "reader.json").read_text(encoding="utf-8"))
    state = {f"encoder.{n}": value for n, value in encoder(source / "encoder.onnx").items()}
    for name in ("pairs", "claims"):
        state |= {f"heads.{n}": value for n, value in heads(source / f"{name}.onnx").items()}
    layers = 1 + max(int(n.split(".")[2]) for n in state if n.startswith("encoder.layers."))
    net = Net(len(state["encoder.words.weight"]), layers, len(about["relations"]))
    net.load_state_dict(state)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"net": net.state_dict(), "layers": layers, "relations": about["relations"]}, target)
    shutil.copy(source / "tokenizer.json", target.with_suffix(".tokenizer.json"))


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "graphkit/weights"),
        Path(sys.argv[2] if len(sys.argv) > 2 else "build/reader/shipped.pt"),
    )
