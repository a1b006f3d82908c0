"""Make the worked example: what graphkit finds in three sample articles, as files to look at.

python examples/make.py [FOLDER]     writes the files next to this script, or to that folder
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import graphkit

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "seeds" / "documents"
ARTICLES = ("2015-iran-deal", "2018-korea", "2023-moscow-summit")


def main(folder: Path) -> None:
    """Write articles, graph and answers."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    paths = [shutil.copy(DOCUMENTS / f"{name}.md", folder / "articles") for name in ARTICLES]
    kg = graphkit.build(sorted(paths))
    (folder / "graph.ttl").write_text(kg.to_turtle(), encoding="utf-8")
    kg.show(title="Iran, Korea, Moscow: three articles").save(folder / "graph.html")
    write(folder / "claims.csv", kg.table("claims"))
    write(folder / "china-russia.csv", kg.relations_of("China", "Russia"))
    write(folder / "iran.csv", kg.partners("Iran"))
    write(folder / "central.csv", kg.central("betweenness"))
    (folder / "not-facts.txt").write_text("".join(not_facts(kg)), encoding="utf-8")


def not_facts(kg: graphkit.KnowledgeGraph) -> Iterable[str]:
    """What the articles deny, plan or only report, each with its sentence."""
    for claim in kg:
        if (status := kg.weigh(claim).status) != "asserted":
            yield f"{status}: {claim.subject.name} {claim.relation.label} {claim.object.name}\n"
            for evidence in claim.evidence:
                said = f"{evidence.speaker.actor.name} says: " if evidence.speaker else ""
                yield f"    {said}{evidence.quote.text} ({evidence.document})\n"


def write(path: Path, table: Sequence[Mapping[str, object]]) -> None:
    """Write a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
