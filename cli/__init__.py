"""The command `nakanaori`: thin, thinks nothing of its own."""
