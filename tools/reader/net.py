"""The reader as a torch module: an encoder of MPNet layers, and heads over pairs of mentions.

The encoder is MPNet's (Song et al. 2020), with two more embeddings added to its input: for marks and for actors. The
heads follow ATLOP (Zhou et al. 2021) in their loss and in giving each pair its own context: here a small attention over
the pieces that uses their distances from both mentions. The score of two actors is that of their best-scoring pair of
mentions.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from graphkit.extract import passages

WIDTH, HEADS, INNER = 768, 12, 3072
PAIR, VIEWS = 256, 4
"""Width of a pair's vector, and the number of its attentions over the pieces."""
FAR = 13
"""Distance buckets in each direction."""
MARKS, SLOTS = 2 * len(passages.MARKS) + 1, 25


class Dropout(nn.Module):
    """Dropout with masks from an occasionally renewed random pool: on a CPU much faster than drawing each anew."""

    SIZE, USES = 1 << 23, 64

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate, self.pool, self.left = rate, torch.empty(0), 0

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if not self.left:
            self.pool = (torch.rand(self.SIZE) >= self.rate).to(torch.bfloat16) / (1 - self.rate)
            self.left = self.USES
        self.left -= 1
        start = int(torch.randint(self.SIZE - x.numel(), (1,), device="cpu"))  # without waiting for a GPU
        return x * self.pool[start : start + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = (q @ k.transpose(2, 3)) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)
        mixed = scores.softmax(-1) @ v
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces to vectors: ids, marks, slots [B, T] and a mask of real pieces to [B, T, WIDTH]."""

    def __init__(self, pieces: int, layers: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, WIDTH), nn.Embedding(512, WIDTH)
        self.marks, self.slots = nn.Embedding(MARKS, WIDTH), nn.Embedding(SLOTS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distance = nn.Embedding(32, HEADS)
        self.distance.weight.requires_grad_(False)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = Dropout(0.1)
        nn.init.zeros_(self.marks.weight)
        nn.init.zeros_(self.slots.weight)

    def forward(self, ids: Tensor, marks: Tensor, slots: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1])
        x = self.words(ids) + self.places(places) + self.marks(marks) + self.slots(slots)
        x = self.drop(self.norm(x))
        near = self.distance(_bucket(places[None, :] - places[:, None])).permute(2, 0, 1)
        bias = near[None] + torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(relative: Tensor) -> Tensor:
    """MPNet's 32 buckets of relative position."""
    away = relative.abs()
    large = 8 + (torch.log(away.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
    return torch.where(relative > 0, 16, 0) + torch.where(away < 8, away, large.clamp(max=15))


def _steps(relative: Tensor) -> Tensor:
    """2 * FAR + 1 buckets of signed distance, single up to five pieces and doubling beyond."""
    away = relative.abs()
    far = 5 + (torch.log2(away.clamp(min=1).float() / 5) * 2.5).ceil().long()
    return FAR + relative.sign() * torch.where(away <= 5, away, far.clamp(max=FAR))


class Look(nn.Module):
    """Attention of a query about two mentions over the pieces: VIEWS heads that also use the distances."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(PAIR, PAIR)
        self.key, self.value = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.one, self.other = nn.Embedding(2 * FAR + 1, VIEWS), nn.Embedding(2 * FAR + 1, VIEWS)
        nn.init.zeros_(self.one.weight)
        nn.init.zeros_(self.other.weight)

    def forward(self, q: Tensor, h: Tensor, mask: Tensor, one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
        """Queries [B, P, PAIR] with the mentions' places [B, P] to contexts [B, P, PAIR] and attention [B, V, P, T]."""

        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], VIEWS, PAIR // VIEWS).transpose(1, 2)

        places = torch.arange(h.shape[1])
        near = self.one(_steps(places - one[..., None])) + self.other(_steps(places - other[..., None]))
        scores = split(self.query(q)) @ split(self.key(h)).transpose(2, 3) / math.sqrt(PAIR / VIEWS)
        scores = scores + near.permute(0, 3, 1, 2) + torch.where(mask, 0.0, -1e4)[:, None, None, :]
        attention = scores.softmax(-1)
        return (attention @ split(self.value(h))).transpose(1, 2).flatten(2), attention


class Heads(nn.Module):
    """All outputs about mentions, given the vectors of the pieces."""

    def __init__(self, relations: int) -> None:
        super().__init__()
        self.subject, self.object = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.apart, self.stops = nn.Embedding(2 * FAR + 1, PAIR), nn.Embedding(4, PAIR)
        self.between = nn.Embedding(6, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.look = Look()
        self.pair = nn.Linear(5 * PAIR, 2 * PAIR)
        self.drop = Dropout(0.15)
        self.margins = nn.Linear(2 * PAIR, relations)
        self.relations = nn.Embedding(relations, PAIR)
        self.claim, self.claim_norm = nn.Linear(2 * PAIR, PAIR), nn.LayerNorm(PAIR)
        self.claim_look = Look()
        self.stated = nn.Linear(2 * PAIR, PAIR)
        self.polarity, self.status, self.hearsay = nn.Linear(PAIR, 2), nn.Linear(PAIR, 3), nn.Linear(PAIR, 1)
        self.says, self.saying, self.nobody = nn.Linear(WIDTH, PAIR), nn.Linear(PAIR, PAIR), nn.Linear(PAIR, 1)
        self.speaker_apart = nn.Embedding(2 * FAR + 1, 1)
        self.speaker_is = nn.Embedding(3, 1)
        for part in (self.apart, self.stops, self.between):
            nn.init.normal_(part.weight, std=0.02)
        for part in (self.relations, self.speaker_apart, self.speaker_is):
            nn.init.normal_(part.weight, std=0.02)
        nn.init.constant_(self.margins.bias, -4.0)

    @staticmethod
    def mentions(h: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """The mean vector of the pieces of each mention: h [B, T, W], spans [B, M] to [B, M, W]."""
        places = torch.arange(h.shape[1])
        inside = (places >= starts[..., None]) & (places < ends[..., None])
        weights = inside.to(h.dtype) / (ends - starts).clamp(min=1)[..., None].to(h.dtype)
        return weights @ h

    def pairs(
        self, h: Tensor, mask: Tensor, starts: Tensor, ends: Tensor, stops: Tensor, i: Tensor, j: Tensor
    ) -> Tensor:
        """A vector [B, P, 2 * PAIR] for each pair of mentions, subject i and object j [B, P]."""
        vectors = self.mentions(h, starts, ends)

        def take(values: Tensor, index: Tensor) -> Tensor:
            if values.dim() == 2:
                return values.gather(1, index)
            return values.gather(1, index[..., None].expand(-1, -1, values.shape[2]))

        one, other = take(self.subject(vectors), i), take(self.object(vectors), j)
        at, to = take(starts, i), take(starts, j)
        facts = (
            self.apart(_steps(to - at))
            + self.stops((take(stops, j) - take(stops, i)).abs().clamp(max=3))
            + self.between((i - j).abs().clamp(max=5))
        )
        query = self.norm(functional.gelu(one + other + facts))
        context, _ = self.look(query, h, mask, at, to)
        whole = torch.cat([one, other, one * other, context, facts], -1)
        return self.drop(functional.gelu(self.pair(whole)))

    def claims(
        self, z: Tensor, h: Tensor, mask: Tensor, starts: Tensor, ends: Tensor, i: Tensor, j: Tensor, relation: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """How claims are stated: vectors z [B, N, 2 * PAIR] of mentions i, j and a relation each [B, N].

        Returns polarity [B, N, 2], status [B, N, 3], hearsay [B, N], speaker [B, N, 1 + M] (nobody first), all before
        the softmax, and the attention to the pieces [B, N, T] that gives the cue.
        """
        query = self.claim_norm(functional.gelu(self.claim(z) + self.relations(relation)))
        at, to = starts.gather(1, i), starts.gather(1, j)
        context, attention = self.claim_look(query, h, mask, at, to)
        stated = self.drop(functional.gelu(self.stated(torch.cat([query, context], -1))))
        who = self.says(self.mentions(h, starts, ends))
        scores = self.saying(stated) @ who.transpose(1, 2) / math.sqrt(PAIR)
        number = torch.arange(starts.shape[1])
        same = torch.where(number == i[..., None], 1, torch.where(number == j[..., None], 2, 0))
        apart = self.speaker_apart(_steps(starts[:, None, :] - at[..., None]))[..., 0]
        scores = scores + apart + self.speaker_is(same)[..., 0]
        speaker = torch.cat([self.nobody(stated), scores], -1)
        return self.polarity(stated), self.status(stated), self.hearsay(stated)[..., 0], speaker, attention[:, 0]


class Net(nn.Module):
    """Encoder and heads."""

    def __init__(self, pieces: int, layers: int, relations: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces, layers)
        self.heads = Heads(relations)
