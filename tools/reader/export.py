"""From build/reader/net.pt to the weights that are shipped: three ONNX graphs and the tokenizer.

    python tools/reader/export.py [build/reader/net.pt] [graphkit/weights]

encoder.onnx turns pieces into vectors, pairs.onnx those into a margin for each pair of mentions and relation,
claims.onnx tells how a claim is stated. Weights are 8-bit integers.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from net import Encoder, Heads, Net
from onnx import numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from graphkit import ontology
from graphkit.extract.passages import MARKS
from graphkit.extract.reader import FORMAT

BLOCK = 128
"""Weights, and values they are multiplied with, that share a scale: a few activations of MPNet are a hundred times the
rest, and one scale for all of a passage would leave of the rest but a few steps."""
ACCURACY = 4
"""What onnxruntime calls products of 8-bit integers."""


class Words(nn.Module):
    """An embedding in whole numbers up to ``most`` either way, with a scale a row; the fewer, the better they pack."""

    def __init__(self, given: nn.Embedding, most: int) -> None:
        super().__init__()
        weight = given.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / most
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Pairs(nn.Module):
    """The margins [P, R] of pairs of mentions (i, j) [P] in one passage with vectors h [T, W]."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, h: Tensor, starts: Tensor, ends: Tensor, stops: Tensor, i: Tensor, j: Tensor) -> Tensor:
        mask = torch.ones(1, h.shape[0], dtype=torch.bool)
        z = self.heads.pairs(h[None], mask, starts[None], ends[None], stops[None], i[None], j[None])
        return self.heads.margins(z)[0]


class Claims(nn.Module):
    """How claims of mentions (i, j) and a relation [N] are stated; everything after the softmax."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(
        self, h: Tensor, starts: Tensor, ends: Tensor, stops: Tensor, i: Tensor, j: Tensor, relation: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        mask = torch.ones(1, h.shape[0], dtype=torch.bool)
        z = self.heads.pairs(h[None], mask, starts[None], ends[None], stops[None], i[None], j[None])
        polarity, status, hearsay, speaker, attention = self.heads.claims(
            z, h[None], mask, starts[None], ends[None], i[None], j[None], relation[None]
        )
        return polarity[0].softmax(1), status[0].softmax(1), hearsay[0].sigmoid(), speaker[0].softmax(1), attention[0]


def load(path: Path) -> tuple[Net, Sequence[str]]:
    """The trained net and its relations."""
    stored = torch.load(path, weights_only=True)
    pieces = stored["net"]["encoder.words.weight"].shape[0]
    net = Net(pieces, stored["layers"], len(stored["relations"]))
    net.load_state_dict(stored["net"])
    return net.eval(), stored["relations"]


def graphs(net: Net) -> dict[str, tuple[nn.Module, tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]]:
    """Each graph with an example of its input, the axes that vary, and the names of what it gives."""
    encoder: Encoder = net.encoder
    encoder.words, encoder.places = Words(encoder.words, 31), Words(encoder.places, 127)
    pieces, pairs = 21, 6
    ids = torch.randint(4, 900, (2, pieces))
    h = torch.randn(pieces, 768)
    starts = torch.tensor([1, 5, 9, 15])
    ends = starts + 2
    stops = torch.tensor([0, 0, 1, 1])
    i, j = torch.tensor([0, 1, 2, 3, 0, 1]), torch.tensor([1, 2, 3, 0, 2, 3])
    whole = {"ids": {0: "B", 1: "T"}, "marks": {0: "B", 1: "T"}, "slots": {0: "B", 1: "T"}, "mask": {0: "B", 1: "T"}}
    spans = {"h": {0: "T"}, "starts": {0: "M"}, "ends": {0: "M"}, "stops": {0: "M"}, "i": {0: "P"}, "j": {0: "P"}}
    return {
        "encoder": (
            encoder,
            (ids, ids * 0, ids * 0, ids > 0),
            whole | {"vectors": {0: "B", 1: "T"}},
            ["vectors"],
        ),
        "pairs": (Pairs(net.heads), (h, starts, ends, stops, i, j), spans | {"margins": {0: "P"}}, ["margins"]),
        "claims": (
            Claims(net.heads),
            (h, starts, ends, stops, i, j, torch.zeros(pairs, dtype=torch.long)),
            spans
            | {"relation": {0: "P"}, "polarity": {0: "P"}, "status": {0: "P"}, "hearsay": {0: "P"}}
            | {"speaker": {0: "P", 1: "S"}, "attention": {0: "P", 1: "T"}},
            ["polarity", "status", "hearsay", "speaker", "attention"],
        ),
    }


def coarsen(graph: onnx.ModelProto) -> None:
    """Every weight in half as many steps: no figure changes by it, and the file packs an eighth smaller."""
    tensors = {tensor.name: tensor for tensor in graph.graph.initializer}
    for node in graph.graph.node:
        if node.op_type == "MatMulNBits":
            whole, scale = tensors[node.input[1]], tensors[node.input[2]]
            steps = numpy_helper.to_array(whole).astype(np.int16) - 128
            whole.CopyFrom(numpy_helper.from_array((np.rint(steps / 2) + 128).astype(np.uint8), whole.name))
            scale.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(scale) * 2, scale.name))


def main(source: Path, target: Path) -> None:
    """Write the weights."""
    net, relations = load(source)
    target.mkdir(parents=True, exist_ok=True)
    for name, (module, example, axes, given) in graphs(net).items():
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / "whole.onnx"
            torch.onnx.export(
                module,
                example,
                str(whole),
                input_names=[n for n in axes if n not in given],
                output_names=given,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            quantizer = MatMulNBitsQuantizer(
                onnx.load(whole), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=ACCURACY
            )
            quantizer.process()
            quantizer.model.save_model_to_file(str(target / f"{name}.onnx"))
        graph = onnx.load(target / f"{name}.onnx")
        coarsen(graph)
        graph.producer_name, graph.producer_version, graph.doc_string = "graphkit", "", ""
        onnx.save(graph, target / f"{name}.onnx")
        print(name, (target / f"{name}.onnx").stat().st_size / 1e6, "MB")
    tokenizer = json.loads(source.with_suffix(".tokenizer.json").read_text(encoding="utf-8"))
    (target / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    about = {"format": FORMAT, "relations": list(relations), "marks": list(MARKS)}
    known = ontology.load_relations()
    about |= {
        "symmetric": [n for n in relations if known[n].symmetric],
        "groups": {n: known[n].group for n in relations},
    }
    about |= {"calibration": [1.0, 0.0], "threshold": 0.5}
    (target / "reader.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "build/reader/net.pt"),
        Path(sys.argv[2] if len(sys.argv) > 2 else "graphkit/weights"),
    )
