"""Reading: documents to statements, quantities, dated days and draft claims. Offline; no store, no verdicts."""
