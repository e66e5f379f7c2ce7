"""Standing sentences about the table of competing explanations, the same in every rendering. No numbers, no results."""

SCORE = (
    "Score: what speaks against an explanation. Only I and II count, by the square of their distance from neutral, so "
    "that II weighs as much as four times I; what fits adds nothing. Weighted: each claim counts by the reliability of "
    "its sources, the confidence in its verdict, and how far its sources are its own. Tells apart: the standard "
    "deviation of a claim's ratings over the explanations (Heuer, Psychology of Intelligence Analysis, chapter eight)."
)
FOOLS = (
    "An explanation that stands in no row cannot win, and the least inconsistent of bad ones is still bad.",
    "Ratings are judgements of whoever wrote the file. They were declared for every possible verdict, most of them "
    "after a first look at the evidence.",
    "Claims that rest on the same sources or the same events are not separate evidence; the weight counts shared "
    "sources, not shared events.",
    "Explanations do not exclude each other: states can coordinate in some acts and run parallel in others.",
)
