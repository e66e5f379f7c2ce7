"""What the frame of a stream allows a claim to do, as a sentence where it does not. No statistics here."""

from __future__ import annotations

from multifront.domain import Stream


def frame_refusal(stream: Stream, purpose: str) -> str:
    """Why a stream cannot carry a test, or an empty text; a stream that is not public yet has only its name."""
    if not stream.frame.refusal:
        return ""
    return f"The list of {stream.title.replace('_', ' ')} cannot carry {purpose}, because {stream.frame.refusal}."
