"""Documents at a workbench: drafts become an assessment that is checked, copies count once, addresses are guarded."""

# ruff: noqa: E501

from __future__ import annotations

import http.server
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.local_server import serving

from multifront import claims
from multifront.errors import UsageError
from multifront.sources.fetch_connection import Rules
from multifront.workbench import draft_assessments, reading
from multifront.workbench.place import Place

ARTICLE = """Patrols grow

TAIPEI, 17 December 2025 (Sea Wire) - Defense Minister Wellington Koo said that joint bomber patrols of China and Russia have
increased since 2022. He said that China and Russia have drawn closer since 2022. Russia will attack soon, he added.
Analysts warn that the armies of China and Russia are operationally integrated.
"""


def drafted(text: str, folder: Path, name: str = "article.txt") -> dict[str, object]:
    (folder / name).write_text(text, encoding="utf-8")
    content = draft_assessments.assessment(reading.gather(str(folder / name)), Place())
    (folder / "draft.yaml").write_text(content, encoding="utf-8")
    loaded: dict[str, object] = yaml.safe_load(content)
    return loaded


def test_a_draft_assessment_passes_the_check_with_spans_and_speakers(tmp_path: Path) -> None:
    content = drafted(ARTICLE, tmp_path)
    assessment = claims.load(tmp_path / "draft.yaml")
    kinds = {claim.entry.kind: claim.entry for claim in assessment.claims}
    assert set(kinds) == {"rate_change", "alignment_change", "ladder"}
    assert kinds["rate_change"].parameters["stream"] == "chn_rus_bomber_patrols"
    assert kinds["rate_change"].speaker == "Wellington Koo, Defense Minister"
    assert kinds["rate_change"].said_on == "2025-12-17"
    assert content["document"]["published"] == date(2025, 12, 17)  # type: ignore[index]
    (found,) = reading.gather(str(tmp_path / "article.txt")).readings
    (start, end), *_ = kinds["rate_change"].spans
    assert found.document.text[start:end].startswith("joint bomber patrols")
    assert content["document"]["text_sha256"] == found.document.sha256  # type: ignore[index]
    assert all(entry.why for entry in assessment.not_judged)


def test_a_rate_is_compared_over_periods_that_follow_the_first_act(tmp_path: Path) -> None:
    drafted(ARTICLE, tmp_path)
    (claim,) = [c for c in claims.load(tmp_path / "draft.yaml").claims if c.entry.kind == "rate_change"]
    primary = claim.parameters.primary  # type: ignore[attr-defined]
    assert primary.before.start == date(2019, 7, 24)  # the first patrol, of 23 July 2019, starts the clock
    assert (primary.after.start, primary.after.end) == (date(2022, 1, 1), date(2025, 12, 17))


def test_what_evidence_cannot_fill_is_not_judged_and_says_what_it_needs(tmp_path: Path) -> None:
    text = (
        ARTICLE + "Indian incursions into Pakistan have increased. Sudan has become increasingly dependent on Egypt.\n"
    )
    left = drafted(text, tmp_path)["not_judged"]
    whys = " ".join(entry["why"] for entry in left)  # type: ignore[attr-defined]
    assert "a declared stream of incursions by India and Pakistan" in whys
    assert "two shares of Sudan on Egypt" in whys


@pytest.mark.parametrize(
    ("said", "stream"),
    [
        ("Chinese incursions across the border of India and Pakistan have increased since 2022.", ""),
        ("Chinese incursions into Japan have increased since 2022.", ""),
        ("Chinese incursions around Taiwan have increased since 2025.", "pla_large_days"),
        ("Russian missile attacks on Ukraine have increased since 2025.", "rus_missile_salvo_days"),
        ("Russian missile attacks on Syria have increased since 2023.", ""),
    ],
)
def test_acts_at_one_place_are_not_counted_with_those_at_another(said: str, stream: str, tmp_path: Path) -> None:
    content = drafted(f"{said} Russia will attack Estonia soon.\n", tmp_path, "a-2025-12-17.txt")
    assert [claim["with"]["stream"] for claim in content["claims"]] == ([stream] if stream else [])  # type: ignore[attr-defined]


def test_a_document_whose_claims_cannot_be_filled_is_an_assessment_without_tests(tmp_path: Path) -> None:
    drafted("Russia will attack Estonia within five years.", tmp_path)
    assessment = claims.load(tmp_path / "draft.yaml")
    assert (len(assessment.claims), len(assessment.not_judged)) == (0, 1)


def test_a_document_without_a_claim_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="makes no claim"):
        drafted("Was the weather good on the coast of the sea?", tmp_path)


def test_claims_that_no_kind_judges_are_ranked_and_the_table_says_how_many_it_hides(tmp_path: Path) -> None:
    towns = (
        "Arad",
        "Brno",
        "Cork",
        "Dax",
        "Enna",
        "Faro",
        "Graz",
        "Hull",
        "Ivrea",
        "Jena",
        "Kiel",
        "Linz",
        "Mons",
        "Nis",
    )
    lines = [f"The council of {town} will close its harbour. Guards in {town} seized a trawler." for town in towns]
    text = "\n\n".join(("The policy of the coast guard is reckless.", *lines))
    left = drafted(text, tmp_path)["not_judged"]
    assert isinstance(left, list)
    whys = [entry["why"].split(":")[0] for entry in left]
    assert whys.index("a reported act") < whys.index("a forecast") < whys.index("a value judgement")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    read = reading.gather(str(tmp_path / "b.txt"))
    few, every = (reading.rows(read, everything) for everything in (False, True))
    assert sum(row["what"] == "claim" for row in few) == reading.SHOWN
    hidden = len(left) - reading.SHOWN
    assert [row["says"] for row in few if row["what"] == "note"] == [
        f"{hidden} more claims that no kind judges; see them with --all, --to json or --to yaml"
    ]
    assert sum(row["what"] == "claim" for row in every) == len(left)


def test_text_of_a_document_never_becomes_structure(tmp_path: Path) -> None:
    nasty = "\n\nChina: and Russia - have [drawn] {closer} since 2022 # !!python/object:os.system &a *a | > 'x' \"y\": ---.\n"
    content = drafted(ARTICLE + nasty, tmp_path, "a'b: c.txt")
    assert set(content) == {"assessment", "title", "question", "document", "claims", "not_judged", "limits"}
    assert claims.load(tmp_path / "draft.yaml").claims


def test_copies_in_a_folder_count_once(tmp_path: Path) -> None:
    for name, start in (("a-2025-12-18.txt", ""), ("b-2025-12-19.txt", "(Other Wire) - "), ("c-2025-12-20.txt", None)):
        body = "Koo said that joint bomber patrols of China and Russia have increased since 2022. The sea was calm at Kiel.\n"
        (tmp_path / name).write_text(body if start is None else start + ARTICLE, encoding="utf-8")
    read = reading.gather(str(tmp_path))
    assert read.copy_of == {"b-2025-12-19.txt": "a-2025-12-18.txt"}
    content = yaml.safe_load(draft_assessments.assessment(read, Place()))
    (patrols,) = [claim for claim in content["claims"] if claim["kind"] == "rate_change"]
    assert "Made in 3 documents, which are 2 independent texts." in patrols["caveats"]


def test_a_thousand_copies_take_no_comparison_of_each_with_each(tmp_path: Path) -> None:
    item = "<item><title>Ships</title><description>Koo said that the ships of both states left.</description></item>"
    (tmp_path / "a.rss").write_text(f"<rss><channel>{item * 2_000}</channel></rss>", encoding="utf-8")
    started = time.process_time()
    read = reading.gather(str(tmp_path / "a.rss"))
    assert time.process_time() - started < 60  # a minute's worth of pairs would be two million
    assert len(read.copy_of) == 1_999
    assert read.origins([one.document.path for one in read.readings]) == 1


def test_rows_hold_every_kind_of_finding_in_the_order_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE + "Iran sold 300 drones to Russia in May 2024.\n", encoding="utf-8")
    rows = reading.rows(reading.gather(str(tmp_path / "a.txt")))
    assert {row["what"] for row in rows} >= {"statement", "quantity", "day", "claim"}
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_a_document_in_another_language_says_so_and_gives_nothing_else(tmp_path: Path) -> None:
    text = "Das Ministerium sagte, dass die Schiffe der beiden Staaten nicht in den Hafen zurückkehren werden.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (row,) = reading.rows(reading.gather(str(tmp_path / "a.txt")))
    assert "German" in row["says"]


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest")
            self.end_headers()
            return
        self.send_response(200 if self.path == "/page" else 404)
        self.end_headers()
        self.wfile.write(
            b"<html><body><p>Koo said that China and Russia have drawn closer since 2022.</p></body></html>"
        )

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with serving(_Page) as url:
        yield url


def test_a_page_of_the_web_is_read_where_it_is_asked_for(site: str) -> None:
    (found,) = reading.gather(f"{site}/page", rules=Rules(private=True)).readings
    assert found.statements[0].speaker == "Koo"
    with pytest.raises(UsageError, match="answers 404"):
        reading.gather(f"{site}/other", rules=Rules(private=True))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/x", "http://localhost/x", "http://10.0.0.1/", "http://[::1]/", "http://user:pw@example.org/"],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is not visited"):
        reading.gather(url)


def test_apart_or_closer_without_a_year_is_a_drift_over_the_years_before(tmp_path: Path) -> None:
    text = (
        "Old friends\n\nDELHI, 12 March 2026 (Made Wire) - India and Pakistan have drifted apart, she said. Serbia and Egypt "
        "have drawn closer and closer. China and Russia have drawn closer since 2014.\n"
    )
    drafted(text, tmp_path)
    entries = [claim.entry for claim in claims.load(tmp_path / "draft.yaml").claims]
    assert [entry.kind for entry in entries] == ["drift", "drift", "alignment_change"]
    assert [entry.parameters["direction"] for entry in entries[:2]] == ["apart", "together"]
    assert entries[0].parameters["years"] == {"first": 2015, "last": 2025}
