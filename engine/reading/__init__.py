"""Files to a rulebook: YAML from strangers read with care, every mistake named with its place."""

from .condition_reader import CONDITION_KEYS
from .document import MOST_BYTES, ListNode, MappingNode, Node, TextNode, read_bytes, read_document
from .fields import ID, Fields, as_listing, as_mapping, as_texts, known_ids
from .file_schemas import schemas_of_files
from .loader import Loading, load_rulebook
from .text import Key, Texts, needed_texts, optional_texts, phrases, rulebook_texts

__all__ = [
    "CONDITION_KEYS",
    "ID",
    "MOST_BYTES",
    "Fields",
    "Key",
    "ListNode",
    "Loading",
    "MappingNode",
    "Node",
    "TextNode",
    "Texts",
    "as_listing",
    "as_mapping",
    "as_texts",
    "known_ids",
    "load_rulebook",
    "needed_texts",
    "optional_texts",
    "phrases",
    "read_bytes",
    "read_document",
    "rulebook_texts",
    "schemas_of_files",
]
