"""Convert build/reader/net.pt to the shipped weights: three ONNX graphs and the tokenizer.

    python tools/reader/export.py [build/reader/net.pt] [graphkit/weights]

encoder.onnx turns pieces into vectors, pairs.onnx turns those into a margin for each pair of mentions and relation,
claims.onnx gives how a claim is stated. Weights are 8-bit integers.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from corpus import CACHE
from corpus import load as items
from net import HEADS, WIDTH, Encoder, Heads, Layer, Net
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from graphkit import ontology
from graphkit.extract.passages import MARKS, encode
from graphkit.extract.reader import FORMAT

LOUD = {"query": 8, "out": 8, "wide": 8, "narrow": 32}
"""How many of a layer's inputs are multiplied separately, in 32 bits. A few activations of MPNet are a hundred times
the rest, and a common 8-bit scale would leave only a few steps for the rest (Dettmers et al. 2022)."""
HEARD = 120
"""How many written items are used to find the largest inputs."""


class Words(nn.Module):
    """An embedding of integers up to ±``most``, with one scale per row; a smaller range compresses better."""

    def __init__(self, given: nn.Embedding, most: int) -> None:
        super().__init__()
        weight = given.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / most
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Split(nn.Module):
    """A linear layer for 8 bits, whose largest inputs are multiplied separately."""

    def __init__(self, given: Sequence[nn.Linear], loud: Tensor) -> None:
        super().__init__()
        weight = torch.cat([part.weight.detach() for part in given]).t()
        quiet = torch.ones(len(weight)).index_fill(0, loud, 0)
        self.register_buffer("quiet", quiet)
        self.register_buffer("loud", loud)
        self.register_buffer("rest", weight * quiet[:, None])
        self.register_buffer("few", weight[loud])
        self.register_buffer("bias", torch.cat([part.bias.detach() for part in given]))

    def forward(self, x: Tensor) -> Tensor:
        return (x * self.quiet) @ self.rest + x.index_select(-1, self.loud) @ self.few + self.bias


class SplitLayer(nn.Module):
    """A layer of the encoder with split products; query, key and value are one."""

    def __init__(self, given: Layer, loud: dict[str, Tensor]) -> None:
        super().__init__()
        self.inputs = Split([given.query, given.key, given.value], loud["query"])
        self.out, self.wide, self.narrow = (
            Split([part], loud[name])
            for name, part in (("out", given.out), ("wide", given.wide), ("narrow", given.narrow))
        )
        self.norm1, self.norm2 = given.norm1, given.norm2

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        inputs = self.inputs(x).view(x.shape[0], x.shape[1], 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = inputs[0] @ inputs[1].transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = scores.softmax(-1) @ inputs[2]
        x = self.norm1(x + self.out(mixed.transpose(1, 2).flatten(2)))
        return self.norm2(x + self.narrow(functional.gelu(self.wide(x))))


@torch.no_grad()
def loudest(encoder: Encoder, tokenizer: Tokenizer) -> list[dict[str, Tensor]]:
    """For each layer and product, the largest inputs on written items."""
    peaks = [{name: torch.zeros(getattr(layer, name).in_features) for name in LOUD} for layer in encoder.layers]

    def listen(peak: dict[str, Tensor], name: str) -> object:
        def hook(_: nn.Module, given: tuple[Tensor]) -> None:
            peak[name] = torch.maximum(peak[name], given[0].abs().amax((0, 1)))

        return hook

    hooks = [
        getattr(layer, name).register_forward_pre_hook(listen(peak, name))
        for layer, peak in zip(encoder.layers, peaks, strict=True)
        for name in LOUD
    ]
    for item in list(items(CACHE.with_name("written.jsonl")))[:: max(1, 3000 // HEARD)]:
        encoded = encode(item.text, item.mentions, tokenizer)
        ids = torch.tensor([encoded.ids])
        encoder(ids, torch.tensor([encoded.marks]), torch.tensor([encoded.slots]), ids > -1)
    for hook in hooks:
        hook.remove()
    return [{name: peak[name].topk(few).indices.sort().values for name, few in LOUD.items()} for peak in peaks]


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
    stored = torch.load(path, map_location="cpu", weights_only=True)
    pieces = stored["net"]["encoder.words.weight"].shape[0]
    net = Net(pieces, stored["layers"], len(stored["relations"]))
    net.load_state_dict(stored["net"])
    return net.eval(), stored["relations"]


def graphs(
    net: Net, loud: Sequence[dict[str, Tensor]]
) -> dict[str, tuple[nn.Module, tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]]:
    """Each graph with an example input, its dynamic axes, and the names of its outputs."""
    encoder: Encoder = net.encoder
    encoder.words, encoder.places = Words(encoder.words, 31), Words(encoder.places, 127)
    encoder.layers = nn.ModuleList(SplitLayer(layer, own) for layer, own in zip(encoder.layers, loud, strict=True))
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


def quantize(whole: Path, target: Path) -> None:
    """Quantise products with large constant matrices to 7 bits, which overflow on no processor and compress well."""
    graph = onnx.load(whole).graph
    large = {tensor.name for tensor in graph.initializer if len(tensor.dims) == 2 and min(tensor.dims) >= 128}
    own = [node.name for node in graph.node if node.op_type == "MatMul" and node.input[1] in large]
    quantize_dynamic(
        whole,
        target,
        op_types_to_quantize=["MatMul"],
        nodes_to_quantize=own,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def steady(model: onnx.ModelProto) -> None:
    """Sum every softmax in 64 bits: summation order depends on the processor, and 8 bits amplify the last digit."""
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Softmax":
            nodes.append(node)
            continue
        (x,), (y,) = node.input, node.output
        axis = onnx.helper.get_node_attr_value(node, "axis")
        parts = ("max", "sub", "exp", "64", "sum", "32", "each")
        largest, apart, powers, wide, whole, total, each = (f"{y}_{part}" for part in parts)
        make = onnx.helper.make_node
        axes = make("Constant", [], [f"{y}_axes"], value_ints=[axis])
        nodes += [
            axes,
            make("ReduceMax", [x], [largest], axes=[axis]),
            make("Sub", [x, largest], [apart]),
            make("Exp", [apart], [powers]),
            make("Cast", [powers], [wide], to=onnx.TensorProto.DOUBLE),
            make("ReduceSum", [wide, axes.output[0]], [whole]),
            make("Cast", [whole], [total], to=onnx.TensorProto.FLOAT),
            make("Reciprocal", [total], [each]),
            make("Mul", [powers, each], [y]),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def main(source: Path, target: Path) -> None:
    """Write the weights."""
    net, relations = load(source)
    tokenizer = Tokenizer.from_file(str(source.with_suffix(".tokenizer.json")))
    loud = loudest(net.encoder, tokenizer)
    logging.getLogger().setLevel(logging.ERROR)
    target.mkdir(parents=True, exist_ok=True)
    for name, (module, example, axes, given) in graphs(net, loud).items():
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
            quantize(whole, target / f"{name}.onnx")
        model = onnx.load(target / f"{name}.onnx")
        steady(model)
        model.producer_name, model.producer_version, model.doc_string = "graphkit", "", ""
        onnx.checker.check_model(model)
        onnx.save(model, target / f"{name}.onnx")
        print(name, (target / f"{name}.onnx").stat().st_size / 1e6, "MB")
    pieces = json.loads(tokenizer.to_str())
    (target / "tokenizer.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    about = {"format": FORMAT, "relations": list(relations), "marks": list(MARKS)}
    known = ontology.load_relations()
    about |= {
        "symmetric": [n for n in relations if known[n].symmetric],
        "groups": {n: known[n].group for n in relations},
    }
    about |= {"calibration": [1.0, 0.0], "threshold": 0.5, "summed": 0.5, "standing": 0.5}
    (target / "reader.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "build/reader/net.pt"),
        Path(sys.argv[2] if len(sys.argv) > 2 else "graphkit/weights"),
    )
