from .main import nakanaori

nakanaori()
