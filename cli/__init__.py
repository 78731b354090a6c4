"""The command `nakanaori`: thin, thinks nothing of its own."""

import gc

# What a command reads, it holds until it ends: looking for garbage in it, as often as Python does, is time lost, and
# already while modules are imported.
gc.set_threshold(100_000)
