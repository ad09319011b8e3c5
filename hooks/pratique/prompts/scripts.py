"""Groups of characters, as bodies of regular-expression classes (`[...]`).

Source of the blocks: the Unicode Character Database, Blocks.txt; of the joining scripts: the
Unicode Standard, chapter 23.2; of the variation bases: StandardizedVariants.txt and
emoji-variation-sequences.txt, widened to blocks.
"""

from __future__ import annotations

# Letters written from right to left (Bidi_Class R and AL).
RTL = "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"

# Scripts in which U+200C and U+200D choose the shape of the letters beside them.
JOINING = (
    "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # Hebrew, Arabic and its relatives
    "\u0900-\u0dff"  # Devanagari to Sinhala
    "\u0f00-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1c4f"  # Tibetan to Lepcha
    "\ua840-\ua8ff\ua980-\uaa7f\uabc0-\uabff"
    "\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)

# Scripts without spaces between words, where U+200B marks a word's end.
UNSPACED = "\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9df\uaa60-\uaa7f"

CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
JAMO = "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
KHMER = "\u1780-\u17ff"
MONGOLIAN = "\u1800-\u18af"
MUSIC = "\U0001d100-\U0001d1ff"

# Symbols with an emoji form, widened to whole blocks of symbols and pictographs.
EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001fbff"
)

# What a variation selector (U+FE00-FE0F) may follow: it then picks one of two known shapes.
VARIATION_BASE = (
    "0-9#*" + EMOJI + IDEOGRAPH + "\u1000-\u109f\u1800-\u18af\u2010-\u205e\u2200-\u22ff\u2a00-\u2aff\u3000-\u303f"
    "\ua840-\ua87f\uff00-\uffef\U00010a00-\U00010fff\U00013000-\U0001345f"
)
