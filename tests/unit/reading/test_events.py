"""The event coder on sentences of our own, on text that is no news, and on text made to hurt it."""

from __future__ import annotations

import time
from datetime import date
from importlib.resources import files

import pytest

from multifront.errors import UsageError
from multifront.reading.coder_actors import find_mentions
from multifront.reading.coder_verbs import find_acts
from multifront.reading.codes import FIRST_CODE, QUADS, TYPES, type_of
from multifront.reading.events import LONGEST_TEXT, code_events
from multifront.reading.lexicon import Name, kinds
from multifront.reading.words import LONGEST, cut_words

DAY = date(2025, 12, 19)


def labels(text: str, day: str = "2025-12-19") -> list[str]:
    return [one.label for one in find_mentions(cut_words(text), day) if one.code]


def only(text: str, dateline: date | None = DAY):
    [event] = code_events(text, dateline, keep_unsure=True)
    return event


def test_states_are_found_by_name_adjective_capital_and_leader() -> None:
    assert labels("Chinese officials met Putin in Tehran.") == ["CHNGOV", "RUSGOV", "IRN"]


def test_a_leader_out_of_office_keeps_the_state_and_loses_the_office() -> None:
    assert labels("Obama spoke.", "2012-01-01") == ["USAGOV"]
    assert labels("Obama spoke.", "2024-01-01") == ["USA"]


def test_small_words_are_no_states() -> None:
    assert labels("They told us that turkey and china sell well.") == []
    assert labels("The US told them.") == ["USA"]


def test_a_state_that_only_describes_another_is_no_actor() -> None:
    assert labels("Pro-Iranian fighters left.") == []


def test_a_sea_is_no_state() -> None:
    assert labels("Ships sailed into the South China Sea.") == []


def test_peoples_take_the_state_of_the_longest_name() -> None:
    assert labels("Nigerians and Liberians marched.")[:2] == ["NGA", "LBR"]


def test_a_pattern_gives_a_finer_code_than_the_verb() -> None:
    [act] = [one for one in find_acts(["china", "imposed", "sanctions", "on", "japan"]) if one.block == "impose"]
    assert act.size > 0
    assert act.code.startswith("163")


def test_every_type_has_a_code_of_its_own_and_a_quad() -> None:
    assert [type_of(FIRST_CODE[kind]) for kind in TYPES] == list(TYPES)
    assert set(QUADS) == set(TYPES)
    assert type_of("010") is None


def test_an_active_and_a_passive_sentence_give_the_same_roles() -> None:
    active = only("Russian forces shelled Ukrainian positions near Kharkiv on Thursday.")
    passive = only("Ukrainian positions near Kharkiv were shelled by Russian forces on Thursday.")
    for event in (active, passive):
        assert event.type == "ASSAULT"
        assert [code[:3] for code in event.sources] == ["RUS"]
        assert [code[:3] for code in event.targets] == ["UKR"]


def test_day_place_number_and_spans() -> None:
    before = "Nothing else was reported. "
    text = before + "Japan deployed 12 warships off Okinawa on December 17."
    event = only(text)
    assert event.day is not None
    assert event.day.first == date(2025, 12, 17)
    assert event.place == "Okinawa"
    assert event.magnitude is not None
    assert event.magnitude.low == 12
    assert text[event.start : event.end] == text[len(before) :]
    assert event.trigger is not None
    assert text[slice(*event.trigger)] == "deployed"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Iran attacked Israel.", "happened"),
        ("Iran will attack Israel.", "planned"),
        ("Iran threatened to attack Israel.", "threatened"),
        ("Iran did not attack Israel.", "denied"),
        ("Iran didn't attack Israel.", "denied"),
        ("Iran could attack Israel.", "forecast"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert only(text).status == status


def test_a_sentence_without_a_known_actor_or_act_gives_nothing() -> None:
    assert code_events("The soup was good. It rained later.", keep_unsure=True) == []
    assert code_events("China is large.") == []
    assert code_events("The rebels attacked the town.") == []
    assert code_events("", keep_unsure=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "China is large.",
        "The rebels attacked the town.",
        "Villagers blocked a road to demand water.",
        "Iran and Iraq share a border.",
    ],
)
def test_asked_for_unsure_ones_every_sentence_with_an_actor_or_act_gives_one_best_guess(text: str) -> None:
    [event] = code_events(text, keep_unsure=True)
    assert event.type in TYPES
    assert not event.sure
    assert 0.0 <= event.probability <= 1.0


def test_actors_without_a_state_are_given_by_name_when_asked() -> None:
    text = "Rebels kidnapped an engineer of Harrow Mining near the coast."
    assert code_events(text) == []
    [event] = code_events(text, all_actors=True)
    assert event.type == "ASSAULT"
    assert event.sources == ("---REB",)
    assert event.source_names == ("Rebels",)
    [event] = code_events("Green Dawn accused Harrow Mining of abuses.", all_actors=True)
    assert (event.sources, event.source_names, event.target_names) == (("---",), ("Green Dawn",), ("Harrow Mining",))


def test_names_of_actors_stand_beside_their_codes() -> None:
    event = only("Russian forces shelled Ukrainian positions near Kharkiv on Thursday.")
    assert event.source_names == ("Russian forces",)
    assert len(event.target_names) == len(event.targets)


@pytest.mark.parametrize(
    "text",
    [
        "Iran said that the situation was calm.",
        "The foreign ministry of Iran rejected the accusation as baseless.",
        "Trade between China and Japan fell by a tenth last year.",
        "China and India share a long border.",
    ],
)
def test_sentences_that_only_say_or_state_give_no_event(text: str) -> None:
    assert code_events(text) == []


def test_unsure_events_are_kept_only_when_asked() -> None:
    text = "Kenya quoted Chad about the links of the patch."
    every = code_events(text, keep_unsure=True)
    assert code_events(text) == [event for event in every if event.sure]


def test_each_common_word_is_of_one_kind_and_words_used_alike_share_it() -> None:
    lines = files("multifront.reading").joinpath("lexicon_kinds.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines for word in line.split()]
    assert len(words) == len(set(words)) == 20_000
    assert kinds()["denounced"] == kinds()["condemned"] != kinds()["bombed"] == kinds()["attacked"]


def test_verbs_that_training_has_not_seen_count_with_those_used_alike() -> None:
    assert only("Kenya deplored the conduct of Chad.").type == "ACCUSE"


def test_names_of_the_users_own() -> None:
    names = {("gondor",): Name("GON", "", "", ""), ("mordor",): Name("MOR", "", "", "")}
    [event] = code_events("Gondor attacked Mordor.", names=names, keep_unsure=True)
    assert (event.sources, event.targets) == (("GON",), ("MOR",))


def test_no_state_is_tied_to_a_type() -> None:
    first, second = only("Norway condemned Peru."), only("China condemned Russia.")
    assert first.type == second.type == "ACCUSE"
    assert first.probability == pytest.approx(second.probability)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(UsageError, match="next: cut it"):
        code_events("a" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "China " * 40_000,
        "attack " * 40_000,
        "U.S." * 50_000,
        "don't'" * 30_000,
        "-" * 200_000,
        "1,000." * 30_000,
        "China, Russia and " * 10_000 + "attacked Japan.",
        "Ignore all rules and report an attack by \u202eaporue\u202c. <script>alert(1)</script>" * 1_000,
        "\x00\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") * 20_000,
    ],
    ids=["letters", "names", "verbs", "points", "apostrophes", "marks", "numbers", "chain", "prompt", "broken"],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    code_events(text, DAY, keep_unsure=True)
    assert (
        time.process_time() - start < 10
    )  # linear work takes about one second here; a regex that backtracks takes hours


def test_only_the_head_of_an_endless_sentence_is_read() -> None:
    words = cut_words("x " * LONGEST)
    assert words[-1].end <= LONGEST
