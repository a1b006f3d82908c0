"""Take screenshots of the explorer and a server page for the documentation: ``python tools/screenshots.py``.

Needs Chromium and Playwright, as the tests of the pages do.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COLOURS = 256
"""Colours per picture, to keep it small; rare ones are kept, as the legend needs them."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRAWN = "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader".split()
PICTURES = {
    # file: address, colour scheme, width, height
    DOCS / "explorer.png": ("/", "light", 1200, 740),
    DOCS / "gallery" / "pair.png": ("/#who=USA&whom=CUB", "dark", 1200, 740),
    DOCS / "gallery" / "document.png": ("/document/2015-iran-deal", "light", 1000, 640),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        store, port = Path(folder) / "sample.db", free.getsockname()[1]
        free.close()
        graphkit = [sys.executable, "-m", "graphkit"]
        subprocess.run([*graphkit, "build", str(ROOT / "seeds" / "documents"), "--store", str(store)], check=True)  # noqa: S603 - our own
        server = subprocess.Popen([*graphkit, "serve", "--store", str(store), "--port", str(port)])  # noqa: S603 - our own
        try:
            photograph(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def photograph(server: str) -> None:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=DRAWN)
        for file, (address, scheme, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            for _ in range(40):
                try:
                    page.goto(server + address)
                    break
                except Exception:  # noqa: BLE001 - the server is not yet there
                    time.sleep(0.5)
            if address.partition("#")[0] == "/":
                page.wait_for_selector("html[data-ready]")
            page.wait_for_timeout(800)
            page.screenshot(path=file)
            image = Image.open(file).convert("RGB")
            image = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            image.save(file, optimize=True)
            page.close()
            print(file)
        browser.close()


if __name__ == "__main__":
    main()
