"""Facts and figures shipped with the package: the store in `data/`, the streams in `streams.yaml`. No code."""
