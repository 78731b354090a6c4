"""Files to a rulebook: YAML from strangers read with care, every mistake named with its place."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .action_selection import selected_actions
    from .condition_reader import CONDITION_KEYS, read_condition
    from .document import read_document
    from .draft_text import BLANK, BLANKS, NEVER_IN_DRAFTS, blanks_in, forbidden_in, is_well_formed, words_of
    from .entry import read_entry
    from .fields import Fields, as_listing, as_mapping, as_texts
    from .file_schemas import schemas_of_files
    from .loader import Reading, load_rulebook, load_with_rules, read_file, read_rulebook
    from .node import ListNode, MappingNode, Node, TextNode
    from .regular_file import MOST_BYTES, read_bytes
    from .rule_file import read_rule_file, rule_entries, rule_tables, table_reasons
    from .rulebook_folder import RulebookFolder, rulebook_files
    from .table_reader import RuleTable
    from .text import Key, Texts, needed_texts, optional_texts, phrases, rulebook_texts
    from .text_values import holds_values, keys_with_braces, named_values, with_values
    from .vocabulary import ACTION, DRAFT, FINDING, QUESTION, SECTION, STEP, Vocabulary
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "action_selection": "selected_actions",
            "condition_reader": "CONDITION_KEYS read_condition",
            "document": "read_document",
            "draft_text": "BLANK BLANKS NEVER_IN_DRAFTS blanks_in forbidden_in is_well_formed words_of",
            "entry": "read_entry",
            "fields": "Fields as_listing as_mapping as_texts",
            "file_schemas": "schemas_of_files",
            "loader": "Reading load_rulebook load_with_rules read_file read_rulebook",
            "node": "ListNode MappingNode Node TextNode",
            "regular_file": "MOST_BYTES read_bytes",
            "rule_file": "read_rule_file rule_entries rule_tables table_reasons",
            "rulebook_folder": "RulebookFolder rulebook_files",
            "table_reader": "RuleTable",
            "text": "Key Texts needed_texts optional_texts phrases rulebook_texts",
            "text_values": "holds_values keys_with_braces named_values with_values",
            "vocabulary": "ACTION DRAFT FINDING QUESTION SECTION STEP Vocabulary",
        },
    )

__all__ = [
    "ACTION",
    "BLANK",
    "BLANKS",
    "CONDITION_KEYS",
    "DRAFT",
    "FINDING",
    "MOST_BYTES",
    "NEVER_IN_DRAFTS",
    "QUESTION",
    "SECTION",
    "STEP",
    "Fields",
    "Key",
    "ListNode",
    "MappingNode",
    "Node",
    "Reading",
    "RuleTable",
    "RulebookFolder",
    "TextNode",
    "Texts",
    "Vocabulary",
    "as_listing",
    "as_mapping",
    "as_texts",
    "blanks_in",
    "forbidden_in",
    "holds_values",
    "is_well_formed",
    "keys_with_braces",
    "load_rulebook",
    "load_with_rules",
    "named_values",
    "needed_texts",
    "optional_texts",
    "phrases",
    "read_bytes",
    "read_condition",
    "read_document",
    "read_entry",
    "read_file",
    "read_rule_file",
    "read_rulebook",
    "rule_entries",
    "rule_tables",
    "rulebook_files",
    "rulebook_texts",
    "schemas_of_files",
    "selected_actions",
    "table_reasons",
    "with_values",
    "words_of",
]
