"""For editors: a language server that asks the engine whatever an editor asks it, and thinks nothing of its own."""
