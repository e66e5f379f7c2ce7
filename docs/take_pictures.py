"""Take the pictures of the brief that the README shows. Needs Chromium; run by `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SHOTS = {"brief.png": ("taiwan-2025", 1180, 1500), "brief-phone.png": ("axis-2024", 500, 1500)}


def take(browser: str, page: Path, size: tuple[int, int], out: Path) -> None:
    """One screenshot of a page from disk."""
    with tempfile.TemporaryDirectory() as profile:
        window = f"--window-size={size[0]},{size[1]}"
        shot = [browser, *FLAGS, f"--user-data-dir={profile}", window, f"--screenshot={out}", page.as_uri()]
        subprocess.run(shot, check=True, capture_output=True, timeout=120)


def main() -> None:
    """Take every picture from the briefs in `briefs/`."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium found on PATH; install it, then run make pictures again")
    PICTURES.mkdir(exist_ok=True)
    for name, (brief, width, height) in SHOTS.items():
        take(browser, Path("briefs", brief, "brief.html").resolve(), (width, height), PICTURES / name)
        print(f"took {PICTURES / name}")


if __name__ == "__main__":
    main()
