"""Draw the pictures of docs/gallery.md from the sample articles: ``python tools/gallery.py``."""

from __future__ import annotations

from pathlib import Path

import graphkit
from graphkit.show import plots

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "gallery"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    kg = graphkit.build([ROOT / "seeds" / "documents"])
    pictures = {
        "network": kg.plot_network(actors=25),
        "matrix": kg.plot_matrix(actors=14),
        "centrality": kg.plot_centrality("betweenness", actors=12),
        "timeline": kg.plot_timeline("USA", "Iran", by="year"),
    }
    for name, figure in pictures.items():
        plots.save(figure, FOLDER / f"{name}.svg")
        print(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()
