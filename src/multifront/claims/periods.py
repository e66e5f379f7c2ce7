"""A period of days as an assessment names it. No data and no windows around events."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from multifront.claims.kind import Parameters


class Period(Parameters):
    """Days from start to end, both included."""

    start: date = Field(description="first day")
    end: date = Field(description="last day")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"ends ({self.end}) before it starts ({self.start}); swap them")
        return self
