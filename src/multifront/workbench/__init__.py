"""Where the layers meet: briefs, assessments, evidence, scenarios, measures. No arithmetic, short functions."""
