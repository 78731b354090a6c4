"""Files to a rulebook: YAML from strangers read with care, every mistake named with its place."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .action_selection import selected_actions
    from .comparison import EQUAL, NO_LESS, RANGE, comparisons, is_like_comparison
    from .condition_reader import CONDITION_KEYS, read_condition
    from .document import read_document
    from .draft_text import BLANK, BLANKS, NEVER_IN_DRAFTS, blanks_in, forbidden_in, is_well_formed, words_of
    from .entry import read_entry
    from .fields import Fields, as_listing, as_mapping, as_texts
    from .file_schemas import schemas_of_files
    from .grid import Grid
    from .loader import Reading, load_rulebook, load_with_rules, meant_folder, read_file, read_rulebook
    from .mention import Kind, Mention
    from .node import ListNode, MappingNode, Node, TextNode, text_node
    from .overlay import Overlay, laid_over
    from .regular_file import MOST_BYTES, read_bytes
    from .rule_file import read_rule_file, rule_entries, table_reasons
    from .rulebook_folder import RulebookFolder, rulebook_files
    from .shaped_text import ADDRESS, ESCAPED, Passage, Piece, ShapedText, as_it_stands, as_json, has_shape, shaped
    from .source import SourceText, source_text
    from .table_cell import OR, misreading
    from .table_file import rule_tables
    from .table_reader import COLUMNS, EFFECTS, ELSE, HIT, REASON, RuleTable, title_above
    from .text import Key, Texts, needed_texts, optional_texts, phrases, rulebook_texts, welcome_texts
    from .text_mentions import TEXT, mention_texts
    from .text_values import holds_values, keys_with_braces, named_values, odd_braces, with_values
    from .vocabulary import (
        ACTION,
        BLANK_NAME,
        DRAFT,
        DRAFT_KIND,
        FINDING,
        FOLLOW_UP,
        GROUP,
        OPTION,
        PART,
        PHASE,
        QUESTION,
        RULE,
        SECTION,
        STEP,
        UNIT,
        Vocabulary,
    )
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "action_selection": "selected_actions",
            "comparison": "EQUAL NO_LESS RANGE comparisons is_like_comparison",
            "condition_reader": "CONDITION_KEYS read_condition",
            "document": "read_document",
            "draft_text": "BLANK BLANKS NEVER_IN_DRAFTS blanks_in forbidden_in is_well_formed words_of",
            "entry": "read_entry",
            "fields": "Fields as_listing as_mapping as_texts",
            "file_schemas": "schemas_of_files",
            "grid": "Grid",
            "loader": "Reading load_rulebook load_with_rules meant_folder read_file read_rulebook",
            "mention": "Kind Mention",
            "node": "ListNode MappingNode Node TextNode text_node",
            "overlay": "Overlay laid_over",
            "regular_file": "MOST_BYTES read_bytes",
            "rule_file": "read_rule_file rule_entries table_reasons",
            "rulebook_folder": "RulebookFolder rulebook_files",
            "shaped_text": "ADDRESS ESCAPED Passage Piece ShapedText as_it_stands as_json has_shape shaped",
            "table_file": "rule_tables",
            "source": "SourceText source_text",
            "table_cell": "OR misreading",
            "table_reader": "COLUMNS EFFECTS ELSE HIT REASON RuleTable title_above",
            "text": "Key Texts needed_texts optional_texts phrases rulebook_texts welcome_texts",
            "text_mentions": "TEXT mention_texts",
            "text_values": "holds_values keys_with_braces named_values odd_braces with_values",
            "vocabulary": "ACTION BLANK_NAME DRAFT DRAFT_KIND FINDING FOLLOW_UP GROUP OPTION PART PHASE QUESTION RULE "
            "SECTION STEP UNIT Vocabulary",
        },
    )

__all__ = [
    "ACTION",
    "ADDRESS",
    "BLANK",
    "BLANKS",
    "BLANK_NAME",
    "COLUMNS",
    "CONDITION_KEYS",
    "DRAFT",
    "DRAFT_KIND",
    "EFFECTS",
    "ELSE",
    "EQUAL",
    "ESCAPED",
    "FINDING",
    "FOLLOW_UP",
    "GROUP",
    "HIT",
    "MOST_BYTES",
    "NEVER_IN_DRAFTS",
    "NO_LESS",
    "OPTION",
    "OR",
    "PART",
    "PHASE",
    "QUESTION",
    "RANGE",
    "REASON",
    "RULE",
    "SECTION",
    "STEP",
    "TEXT",
    "UNIT",
    "Fields",
    "Grid",
    "Key",
    "Kind",
    "ListNode",
    "MappingNode",
    "Mention",
    "Node",
    "Overlay",
    "Passage",
    "Piece",
    "Reading",
    "RuleTable",
    "RulebookFolder",
    "ShapedText",
    "SourceText",
    "TextNode",
    "Texts",
    "Vocabulary",
    "as_it_stands",
    "as_json",
    "as_listing",
    "as_mapping",
    "as_texts",
    "blanks_in",
    "comparisons",
    "forbidden_in",
    "has_shape",
    "holds_values",
    "is_like_comparison",
    "is_well_formed",
    "keys_with_braces",
    "laid_over",
    "load_rulebook",
    "load_with_rules",
    "meant_folder",
    "mention_texts",
    "misreading",
    "named_values",
    "needed_texts",
    "odd_braces",
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
    "shaped",
    "source_text",
    "table_reasons",
    "text_node",
    "title_above",
    "welcome_texts",
    "with_values",
    "words_of",
]
