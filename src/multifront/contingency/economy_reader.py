"""Reads the block `economy` of a scenario file. The model is in `economy`, published losses in `output_losses`."""

from __future__ import annotations

from multifront.contingency.block_words import ECONOMY_PARTNER_WORDS, EXPOSURE_WORDS
from multifront.contingency.blocks import EconomyBlock
from multifront.contingency.fields import ECONOMY_FIELDS, keys_of
from multifront.contingency.output_losses import OUTPUT_LOSSES
from multifront.contingency.word_reader import WordReader

CHALLENGER = "china"
"""The economy whose published losses are meant by the first side's."""


class EconomyReader(WordReader):
    """Turns the block into an `EconomyBlock`; the exposure is the first side's, the partner the scenario's."""

    def block(self) -> EconomyBlock | None:
        """The block, None where it is absent, or left empty to take that of a base away."""
        if self.raw.get("economy") is None:
            return None
        raw = self.numbers.mapping(("economy",), self.raw["economy"])
        self.numbers.known(("economy",), raw, keys_of(ECONOMY_FIELDS))
        cases = sorted({case for case, place in OUTPUT_LOSSES if place == CHALLENGER})
        case = self._one_of(("economy", "case"), raw.get("case"), "case of published losses", cases)
        exposure = self.numbers.mapping(("economy", "exposure"), raw.get("exposure"))
        self._words(("economy", "exposure"), exposure, EXPOSURE_WORDS)
        if "partner" in raw:
            partner = self.numbers.mapping(("economy", "partner"), raw["partner"])
            self._words(("economy", "partner"), partner, ECONOMY_PARTNER_WORDS)
        return EconomyBlock(case, self._economies(case, raw.get("economies")), "partner" in raw)

    def _economies(self, case: str, given: object) -> tuple[str, ...]:
        """Other economies whose published loss of the case is shown beside the challenger's."""
        listed = given if isinstance(given, list) else [] if given is None else [given]
        valid = [place for known, place in OUTPUT_LOSSES if known == case and place != CHALLENGER]
        where = ("economy", "economies")
        return tuple(self._one_of(where, name, f"economy with a published loss by {case}", valid) for name in listed)
