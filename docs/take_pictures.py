"""Take the pictures of the brief that the docs show: widths, dark, print. Needs Chromium; run by `make pictures`."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

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
SHOTS = {
    "brief.png": ("taiwan-2025", 1180, 1500, "light"),
    "brief-tablet.png": ("taiwan-2025", 768, 1500, "light"),
    "brief-phone.png": ("axis-2024", 390, 1500, "light"),
    "brief-dark.png": ("taiwan-2025", 1180, 1500, "dark"),
}
PRINTED = {"brief-print.png": ("taiwan-2025", (1, 3))}
"""Pages of the printed brief that stand side by side in one picture."""


def open_browser(profile: str) -> Any:
    """A headless Chromium, or the reason why there is none."""
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        sys.exit(f"needs Chromium and chromedriver on PATH; found {chromium}, {driver}; then run make pictures again")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(driver))


def page_of(brief: str) -> str:
    """Address of a brief that `make brief` wrote."""
    return Path("briefs", brief, "brief.html").resolve().as_uri()


def take(browser: Any, brief: str, width: int, height: int, scheme: str) -> bytes:
    """One screenshot of the first screen of a brief."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page_of(brief))
    return base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])


def printed(browser: Any, brief: str, pages: tuple[int, int], out: Path) -> None:
    """Some pages of the brief as printed, as one picture; needs pdftoppm (poppler) and leaves it out without."""
    raster = shutil.which("pdftoppm")
    if raster is None:
        print(f"left {out} as it is: no pdftoppm on PATH")
        return
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get(page_of(brief))
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "brief.pdf")
        source.write_bytes(base64.b64decode(pdf))
        span = ["-f", str(pages[0]), "-l", str(pages[1])]
        subprocess.run([raster, "-r", "55", "-png", *span, str(source), f"{folder}/page"], check=True)
        frames = "".join(
            f'<img src="data:image/png;base64,{base64.b64encode(p.read_bytes()).decode()}">'
            for p in sorted(Path(folder).glob("page*.png"))
        )
        sheet = Path(folder, "sheet.html")
        style = "body{margin:16px;background:#d9dade;display:flex;gap:16px} img{background:#fff}"
        sheet.write_text(f"<!doctype html><style>{style}</style>{frames}", encoding="utf-8")
        size = {"width": 1430, "height": 676, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(sheet.as_uri())
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    out.write_bytes(base64.b64decode(shot))
    print(f"took {out}")


def main() -> None:
    """Take every picture from the briefs in `briefs/`."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        browser = open_browser(profile)
        for name, shot in SHOTS.items():
            (PICTURES / name).write_bytes(take(browser, *shot))
            print(f"took {PICTURES / name}")
        for name, (brief, pages) in PRINTED.items():
            printed(browser, brief, pages, PICTURES / name)
        browser.quit()


if __name__ == "__main__":
    main()
