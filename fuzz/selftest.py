#!/usr/bin/env python3
"""`make fuzz-selftest`: plants one fault at a time in a copy of impl/ and expects the fuzzer to find it.

The corpus alone or a few seconds of fuzzing must do. A plant is a pattern in the code of one file, contracts and ghost
code taken out; one that matches nothing there fails, so that the list follows the code. The unmodified copy must pass.
Last line: `fuzz-selftest: N passed, N failed`.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shutil
import subprocess
import sys

FUZZ_SECONDS = 30
# What the proof reads and the compiler does not: a plant there would be none.
ANNOTATION = re.compile(r"/\*@.*?\*/|//@[^\n]*", re.S)
PLANTS = [  # (name, target, file or glob under impl/ (without a folder: under impl/pagemap), pattern, replacement)
    ("pml5-default-slot", "bind", "pml5.c", r"#define DEFAULT_SLOT .*", "#define DEFAULT_SLOT 0x1EC"),
    ("pml4-default-slot", "bind", "pml4.c", r"#define DEFAULT_SLOT .*", "#define DEFAULT_SLOT 0x1EE"),
    ("pml5-window-past-the-top", "address", "pml5.c", r"#define TOP_SLOT .*", "#define TOP_SLOT 512"),
    ("pml2-window-past-the-top", "bind", "pml2.c", r"#define TOP_SLOT .*", "#define TOP_SLOT 1024"),
    ("pml3-any-slot", "address", "pml3.c", r"#define SLOT_STEP .*", "#define SLOT_STEP 2"),
    ("pml5-stride-of-pml4", "address", "pml5.c", r"#define STRIDE2 .*", "#define STRIDE2 (SIZE4 + SIZE3)"),
    ("pml3-directory-base", "address", "pml3.c", r"#define BASE2 .*", "#define BASE2 0xC0400000"),
    ("pml4-sign-lost", "address", "pml4.c", r"#define HIGH .*", "#define HIGH 0"),
    ("pml2-shift-of-pml3", "address", "pml2.c", r"#define SIZE2 .*", "#define SIZE2 0x200000"),
    ("pml2-entry-of-eight-bytes", "address", "pml2.c", r"#define ENTRY_SIZE .*", "#define ENTRY_SIZE 8"),
    ("canonical-check-dropped", "address", "address_template.h", r"if \(!MODE\(canonical\)\(va\)\)", "if (0)"),
    ("written-on-error", "address", "address_template.h", r"if \(offset >= SPAN\)",
     "*va = offset;\n    if (offset >= SPAN)"),
    ("misaligned-accepted", "address", "address_template.h", r"offset % ENTRY_SIZE != 0", "offset % 2 != 0"),
    ("window-end-exclusive", "bind", "bind_template.h", r"ENTRY_SIZE - 1\)", "ENTRY_SIZE)"),
    ("routine-of-another-mode", "bind", "bind_template.h", r"&MODE\(va_of_entry\)", "&pml4_va_of_entry"),
    ("frame-cut-to-36-bits", "address", "entry_template.h", r"% 0x10000000000;", "% 0x1000000;"),
    ("frame-limit-dropped", "address", "entry_template.h", r"pfn >= info->frame_limit", "0"),
    ("large-frame-misaligned", "address", "pml4.c", r"#define LARGE2 .*", "#define LARGE2 1"),
    ("nx-ignored", "bind", "pml4.c", r"#define NO_EXECUTE\(features\).*", "#define NO_EXECUTE(features) 0"),
    ("pdpte-reserved-bits", "address", "pml3.c", r"#define IS_PDPTE\(level\).*", "#define IS_PDPTE(level) 0"),
    ("software-bits-cut", "address", "pml5.c", r"#define SOFTWARE_LIMIT .*", "#define SOFTWARE_LIMIT 0x2000"),
    ("noxpa-ignored", "bind", "bind.c", r"options->noxpa", "0 * options->noxpa"),
    ("noxpa-prefix", "bind", "boot_params.c", r"is_separator\(line->text\[at \+ name_length\]\)", "1"),
    ("noxpa-substring", "bind", "boot_params.c", r"is_separator\(line->text\[at - 1\]\)", "1"),
    ("noxpa-case", "bind", "boot_params.c", r"c <= 'Z'", "c <= 'O'"),
    ("number-wraps", "bind", "boot_params.c", r"scaled > UINT64_MAX - digit", "0"),
    ("leaf-guard-dropped", "bind", "features.c", r"max_extended >= 0x80000008", "max_extended >= 0"),
    ("physical-width-uncut", "bind", "features.c", r"bits > 52\b", "bits > 53"),
    # The mapper: the rows about mapping of spec/README.md's table of bugs, and the order and silence of errors.
    # Flushes: left out, too early, for another page.
    ("unmap-without-flush", "mapper", "mapper/change_template.h", r"machine_flush_page\(va\);", ";"),
    ("unmap-flush-before-store", "mapper", "mapper/change_template.h",
     r"(?s)(MODE\(set_leaf\)\(entry, 0, table\) *;)(.*?)(machine_flush_page\(va\);)", r"\3 \1 \2"),
    ("protect-without-flush", "mapper", "mapper/protect_template.h", r"machine_flush_page\(va\);", ";"),
    ("protect-flush-before-store", "mapper", "mapper/protect_template.h",
     r"(?s)(MODE\(rewrite\)\(entry, word\) *;)(.*?)(machine_flush_page\(va\);)", r"\3 \1 \2"),
    ("freed-table-window-not-flushed", "mapper", "mapper/grow_template.h", r"machine_flush_page\(window\);", ";"),
    ("freed-table-window-flushed-first", "mapper", "mapper/grow_template.h",
     r"(?s)(MODE\(unlink\)\(entry, table, [^;]*;)(.*?)(machine_flush_page\(window\);)", r"\3 \1 \2"),
    ("freed-table-wrong-window", "mapper", "mapper/grow_template.h",
     r"window = MODE\(shown\)\(info, level, va\)", "window = MODE(shown)(info, level + 1, va)"),
    # Table entries, and tables that come and go.
    ("global-table-entry", "mapper", "mapper/edit_template.h", r"\* 0x1000 \+ 7\)", "* 0x1000 + 0x107)"),
    ("no-execute-table-entry", "mapper", "mapper/edit_template.h",
     r"\* 0x1000 \+ 7\)", "* 0x1000 + 7 + 0x8000000000000000)"),
    ("supervisor-table-entry", "mapper", "mapper/edit_template.h", r"\* 0x1000 \+ 7\)", "* 0x1000 + 3)"),
    ("large-page-taken-for-a-table", "mapper", "mapper/walk_template.h",
     r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 2 == 1"),
    ("large-page-taken-for-the-last-table", "mapper", "mapper/leaf_template.h",
     r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 2 == 1"),
    ("table-entry-bare-compare", "mapper", "mapper/walk_template.h",
     r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 0x1000 == 7"),
    ("last-table-entry-bare-compare", "mapper", "mapper/leaf_template.h",
     r"word % 2 == 1 && word / 0x80 % 2 == 0", "word % 0x1000 == 7"),
    ("table-frame-cut-to-36-bits", "mapper", "mapper/walk_template.h",
     r"word / 0x1000 % 0x10000000000\b", "word / 0x1000 % 0x1000000"),
    ("last-table-frame-cut-to-36-bits", "mapper", "mapper/leaf_template.h",
     r"word / 0x1000 % 0x10000000000\b", "word / 0x1000 % 0x1000000"),
    ("table-freed-with-entries", "mapper", "mapper/grow_template.h", r"frames_used\[frame - frames_first\] \+ ", ""),
    ("table-freed-with-one-entry", "mapper", "mapper/grow_template.h",
     r"frames_used\[frame - frames_first\] \+ ", "frames_used[frame - frames_first] / 2 + "),
    ("table-not-zero-when-freed", "mapper", "mapper/put_template.h",
     r"MODE\(machine_store\)\(entry, word\)", "MODE(machine_store)(entry, word == 0 ? 0x200 : word)"),
    ("present-bit-alone-cleared", "mapper", "mapper/change_template.h",
     r"MODE\(set_leaf\)\(entry, 0, table\)", "MODE(set_leaf)(entry, word - 1, table)"),
    ("freed-table-still-linked", "mapper", "mapper/grow_template.h", r"MODE\(unlink\)\(entry, table, [^;]*;", ";"),
    ("table-frame-leaked", "mapper", "mapper/grow_template.h", r"frame_give\(frame\);", ";"),
    ("upper-tables-leaked", "mapper", "mapper/grow_template.h", r"return 1;", "return 0;"),
    ("count-not-decremented", "mapper", "mapper/put_template.h", r"frames_used\[table - frames_first\] -= 1;", ";"),
    ("count-not-incremented", "mapper", "mapper/put_template.h", r"frames_used\[table - frames_first\] \+= 1;", ";"),
    ("linked-table-not-counted", "mapper", "mapper/grow_template.h", r"\(uint32_t\)\(level < TOP\)", "0"),
    ("unlinked-table-not-counted", "mapper", "mapper/grow_template.h", r"\(uint32_t\)\(level \+ 1 < TOP\)", "0"),
    ("pml2-kernel-table-freed", "mapper", "mapper/mapper_pml2.c", r"#define STAYS.*", "#define STAYS(level, va) 0"),
    ("pml4-kernel-table-freed", "mapper", "mapper/mapper_pml4.c", r"#define STAYS.*", "#define STAYS(level, va) 0"),
    ("pml5-kernel-table-freed", "mapper", "mapper/mapper_pml5.c", r"#define STAYS.*",
     "#define STAYS(level, va) (level == 3 && va >= HALF)"),
    ("pml3-table-kept", "mapper", "mapper/mapper_pml3.c",
     r"#define STAYS.*", "#define STAYS(level, va) (va >= 0x80000000)"),
    ("pml4-user-table-kept", "mapper", "mapper/mapper_pml4.c",
     r"#define STAYS.*", "#define STAYS(level, va) (level == 3)"),
    ("frames-not-asked-for", "mapper", "mapper/leaf_template.h", r"frames_left\(\) < level - 1", "0"),
    ("frames-short-by-one", "mapper", "mapper/leaf_template.h",
     r"frames_left\(\) < level - 1", "frames_left() + 1 < level - 1"),
    ("frames-asked-for-too-many", "mapper", "mapper/leaf_template.h",
     r"frames_left\(\) < level - 1", "frames_left() < level"),
    ("frame-handed-out-twice", "mapper", "frames/frames.c", r"frames_free--;", ""),
    ("freed-frame-in-another-place", "mapper", "frames/frames.c", r"frames_place\[other\] = hole;", ""),
    ("quota-not-raised-again", "mapper", "frames/frames.c", r"frames_quota\+\+;", ";"),
    # Where an entry stands, and how wide it is.
    ("pml2-eight-byte-store", "mapper", "mapper/put_template.h", r"MODE\(machine_store\)\(entry, word\);",
     "MODE(machine_store)(entry, word); if (sizeof(WORD) == 4) MODE(machine_store)(entry + 4, 0);"),
    ("pml2-eight-byte-protect", "mapper", "mapper/protect_template.h", r"MODE\(machine_store\)\(entry, word\);",
     "MODE(machine_store)(entry, word); if (sizeof(WORD) == 4) MODE(machine_store)(entry + 4, 0);"),
    ("pml2-eight-byte-stride", "mapper", "mapper/access_template.h", r"/ SIZE1 \* ENTRY_SIZE", "/ SIZE1 * 8"),
    ("window-sign-kept", "mapper", "mapper/access_template.h", r"va % SPAN / SIZE2", "va / SIZE2"),
    ("mapper-routine-of-another-mode", "mapper", "mapper/mapper.c",
     r"protect_page = &pml4_protect_page", "protect_page = &pml5_protect_page"),
    # Leaves: what a page is given, what protect keeps, what translate says.
    ("map-over-a-mapped-page", "mapper", "mapper/change_template.h",
     r"MODE\(machine_load\)\(entry\) % 2 == 1", "0"),
    ("write-combining-wrong-bit", "mapper", "mapper/page_template.h", r"0x18, 0x80\}", "0x18, 0x100}"),
    ("uncached-minus", "mapper", "mapper/page_template.h", r"0x18, 0x80\}", "0x10, 0x80}"),
    ("write-through-lost", "mapper", "mapper/page_template.h", r"\{0, 0x8, ", "{0, 0, "),
    ("cache-type-in-a-software-bit", "mapper", "mapper/page_template.h",
     r"flags / 8 % 2 \* 0x100", "flags / 8 % 4 * 0x100"),
    ("no-execute-wrong-bit", "mapper", "mapper/mapper_pml4.c", r"0x8000000000000000 : 0\)", "0x4000000000000000 : 0)"),
    ("no-execute-without-nx", "mapper", "mapper/mapper_pml3.c", r" && no_execute != 0", ""),
    ("frame-lost-in-protect", "mapper", "mapper/protect_template.h", r"word / 0x1000 % FRAME_LIMIT, flags", "0, flags"),
    ("frame-cut-in-protect", "mapper", "mapper/protect_template.h",
     r"word / 0x1000 % FRAME_LIMIT, flags", "word / 0x1000 % 0x100000, flags"),
    ("dirty-lost-in-protect", "mapper", "mapper/protect_template.h", r"word / 0x20 % 4", "word / 0x20 % 2"),
    ("unmapped-frame-cut-to-32-bits", "mapper", "mapper/change_template.h",
     r"\*pfn = word / 0x1000 % 0x10000000000", "*pfn = word / 0x1000 % 0x100000"),
    ("translate-wrong-level", "mapper", "mapper/translate_template.h",
     r"mapping->level = level", "mapping->level = level / 2 + 1"),
    ("translate-global-lost", "mapper", "mapper/translate_template.h",
     r"word / 0x100 % 2 == 1", "word / 0x200 % 2 == 1"),
    ("large-page-pat-bit", "mapper", "mapper/translate_template.h",
     r"level == 1 \? word / 0x80 % 2 == 1 : word / 0x1000 % 2 == 1", "word / 0x80 % 2 == 1"),
    ("large-page-pat-in-the-frame", "mapper", "mapper/translate_template.h", r"frame -= word / 0x1000 % 2;", ";"),
    ("pml2-large-page-frame-of-its-start", "mapper", "mapper/mapper_pml2.c",
     r"#define PAGES_INSIDE.*", "#define PAGES_INSIDE(level, va) 0"),
    ("pml5-large-page-frame-of-a-gibibyte", "mapper", "mapper/mapper_pml5.c",
     r"va / SIZE1 % 0x40000\)", "va / SIZE1 % 0x200)"),
    # What is refused, in which order, and that nothing is written then.
    ("misaligned-page-accepted", "mapper", "mapper/page_template.h", r"va % 0x1000 != 0", "0"),
    ("window-before-alignment", "mapper", "mapper/page_template.h",
     r"(?s)(if \(va % 0x1000 != 0\)\s+return \w+;)(\s+)(if \(va >= info->window_base.*?return \w+;)", r"\3\2\1"),
    ("canonical-hole-accepted", "mapper", "mapper/page_template.h", r"va >= HIGH \+ HALF", "va >= HALF"),
    ("canonical-hole-translated", "mapper", "mapper/public_template.h", r"va >= HIGH \+ HALF", "va >= HALF"),
    ("window-of-another-level", "mapper", "mapper/page_template.h",
     r"va <= info->window_last\[0\]", "va <= info->window_last[1]"),
    ("window-first-page-free", "mapper", "mapper/page_template.h",
     r"va >= info->window_base\[0\]", "va > info->window_base[0]"),
    ("window-translated", "mapper", "mapper/public_template.h",
     r"va <= info->window_last\[0\]", "va <= info->window_last[1]"),
    ("frame-limit-is-a-frame", "mapper", "mapper/page_template.h",
     r"pfn < info->frame_limit", "pfn <= info->frame_limit"),
    ("flags-limit-dropped", "mapper", "mapper/page_template.h", r"flags >= MAP_FLAGS_LIMIT", "flags > MAP_FLAGS_LIMIT"),
    ("write-combining-without-pat", "mapper", "mapper/page_template.h", r"flags / 0x10 == 3 && info->pat == 0", "0"),
    ("large-in-way-not-said", "mapper", "mapper/leaf_template.h", r"SELFMAP_LARGE_IN_WAY : ", "SELFMAP_NOT_MAPPED : "),
    ("pfn-written-on-error", "mapper", "mapper/change_template.h",
     r"(?s)(\(unmap_at\)\(.*?)(if \(word % 2 == 0\))", r"\1*pfn = 0; \2"),
    ("mapping-written-on-error", "mapper", "mapper/translate_template.h",
     r"(?s)(\(translate_at\)\(.*?)(if \(word % 2 == 0\))", r"\1mapping->level = level; \2"),
    # Ranges: the flush of each page, what a table's count gains and loses, the row of frames, and where a range stops.
    ("range-unmap-without-flush", "mapper", "mapper/clear_template.h", r"machine_flush_page\(va [^;]*;", ";"),
    ("range-unmap-flush-before-store", "mapper", "mapper/clear_template.h",
     r"(?s)(MODE\(place_leaf\)\(entry [^;]*;)(.*?)(machine_flush_page\(va [^;]*;)", r"\3 \1 \2"),
    ("range-unmap-flush-of-the-first-page", "mapper", "mapper/clear_template.h",
     r"machine_flush_page\(va [^;]*;", "machine_flush_page(va);"),
    ("range-protect-without-flush", "mapper", "mapper/rights_template.h", r"machine_flush_page\(va [^;]*;", ";"),
    ("range-protect-flush-before-store", "mapper", "mapper/rights_template.h",
     r"(?s)(MODE\(place_leaf\)\(entry [^;]*;)(.*?)(machine_flush_page\(va [^;]*;)", r"\3 \1 \2"),
    ("range-protect-flush-of-the-last-page", "mapper", "mapper/rights_template.h",
     r"machine_flush_page\(va [^;]*;", "machine_flush_page(va + (room - 1) * 0x1000);"),
    ("range-map-not-counted", "mapper", "mapper/range_template.h", r"\(frames_used\[record\] \+ done\)",
     "frames_used[record]"),
    ("range-map-counted-as-one", "mapper", "mapper/range_template.h", r"\(frames_used\[record\] \+ done\)",
     "(frames_used[record] + (done > 0))"),
    ("range-unmap-not-counted", "mapper", "mapper/clear_template.h", r"\(frames_used\[record\] - done\)",
     "frames_used[record]"),
    ("range-same-frame-for-all", "mapper", "mapper/range_template.h", r"word \+ \(WORD\)k \* 0x1000", "word"),
    ("range-frames-again-in-the-next-table", "mapper", "mapper/range_template.h",
     r"word \+ \(WORD\)n \* 0x1000", "word"),
    ("range-frames-of-bytes", "mapper", "mapper/range_template.h", r"\(WORD\)k \* 0x1000", "(WORD)k * 0x2000"),
    ("range-map-over-a-mapped-page", "mapper", "mapper/range_template.h",
     r"MODE\(peek\)\(entry [^;]*?% 2 == 1\)", "0)"),
    ("range-absent-page-unmapped", "mapper", "mapper/clear_template.h",
     r"MODE\(peek\)\(entry [^;]*?% 2 == 0\)", "0)"),
    ("range-absent-page-protected", "mapper", "mapper/rights_template.h", r"word % 2 == 0", "0"),
    ("range-map-runs-over-the-table", "mapper", "mapper/range_template.h",
     r"pages < left \? \(uint32_t\)pages : left", "(uint32_t)pages"),
    ("range-unmap-runs-over-the-table", "mapper", "mapper/clear_template.h",
     r"pages < left \? \(uint32_t\)pages : left", "(uint32_t)pages"),
    ("range-map-pages-cut-to-32-bits", "mapper", "mapper/range_template.h",
     r"pages < left \? \(uint32_t\)pages : left", "(uint32_t)pages < left ? (uint32_t)pages : left"),
    ("range-unmap-pages-cut-to-32-bits", "mapper", "mapper/clear_template.h",
     r"pages < left \? \(uint32_t\)pages : left", "(uint32_t)pages < left ? (uint32_t)pages : left"),
    ("range-protect-pages-cut-to-32-bits", "mapper", "mapper/rights_template.h",
     r"pages < left \? \(uint32_t\)pages : left", "(uint32_t)pages < left ? (uint32_t)pages : left"),
    ("range-pml2-stride-of-eight", "mapper", "mapper/range_template.h",
     r"\(uint64_t\)k \* ENTRY_SIZE", "(uint64_t)k * 8"),
    ("range-protect-pml2-stride-of-eight", "mapper", "mapper/rights_template.h",
     r"\(uint64_t\)k \* ENTRY_SIZE", "(uint64_t)k * 8"),
    ("range-tables-kept", "mapper", "mapper/clear_template.h", r"MODE\(reclaim\)\(info, va, table\) *;", ";"),
    ("range-last-tables-kept", "mapper", "mapper/clear_template.h",
     r"MODE\(reclaim\)\(info, va, table\) *;", "MODE(prune)(info, 1, va, table);"),
    ("range-map-done-lost", "mapper", "mapper/range_template.h",
     r"\*done = n;", "*done = part.status == SELFMAP_OK ? n : 0;"),
    ("range-map-done-counts-the-stop", "mapper", "mapper/range_template.h",
     r"\*done = n;", "*done = n + (part.status != SELFMAP_OK);"),
    ("range-unmap-done-says-all", "mapper", "mapper/clear_template.h", r"\*done = n;", "*done = pages;"),
    ("range-protect-done-says-all", "mapper", "mapper/rights_template.h", r"\*done = n;", "*done = pages;"),
    ("range-stop-is-no-error", "mapper", "mapper/rights_template.h",
     r"return part.status;", "return n > 0 ? SELFMAP_OK : part.status;"),
    ("range-absent-page-called-large", "mapper", "mapper/clear_template.h",
     r"part.status = MODE\(why_none\)\(info, va\)", "part.status = SELFMAP_LARGE_IN_WAY"),
    ("range-large-page-called-absent", "mapper", "mapper/rights_template.h",
     r"part.status = MODE\(why_none\)\(info, va\)", "part.status = SELFMAP_NOT_MAPPED"),
    # And what is refused of a range.
    ("range-empty-accepted", "mapper", "mapper/public_range_template.h",
     r"if \(pages == 0\)\s+return SELFMAP_EMPTY_RANGE;", "if (pages == 0) return SELFMAP_OK;"),
    ("range-empty-after-the-end", "mapper", "mapper/public_range_template.h", r"if \(pages == 0\)", "if (0)"),
    ("range-end-one-too-far", "mapper", "mapper/public_range_template.h",
     r"\(end - va\) / 0x1000\)", "(end - va) / 0x1000 + 1)"),
    ("range-end-one-too-near", "mapper", "mapper/public_range_template.h", r"pages - 1 > ", "pages > "),
    ("range-over-the-canonical-hole", "mapper", "mapper/public_range_template.h",
     r"va < HALF \? [^;]*;", "(uint64_t)(HIGH + (SPAN - 1));"),
    ("range-end-computed-with-a-wrap", "mapper", "mapper/public_range_template.h",
     r"pages - 1 > \(end - va\) / 0x1000", "va + (pages * 0x1000 - 1) > end"),
    ("range-window-not-asked", "mapper", "mapper/public_range_template.h",
     r"va <= info->window_last\[0\] && [^;]*?window_base\[0\]", "0"),
    ("range-window-asked-of-the-first-page", "mapper", "mapper/public_range_template.h",
     r"va \+ \(pages \* 0x1000 - 1\) >= info->window_base\[0\]", "va >= info->window_base[0]"),
    ("range-window-not-asked-of-the-last-page", "mapper", "mapper/public_range_template.h",
     r"va \+ \(pages \* 0x1000 - 1\)", "va + ((pages - 1) * 0x1000 - 1)"),
    ("range-window-asked-of-the-page-behind", "mapper", "mapper/public_range_template.h",
     r"va \+ \(pages \* 0x1000 - 1\)", "va + pages * 0x1000"),
    ("range-window-asked-of-both-ends", "mapper", "mapper/public_range_template.h",
     r"(va <= info->window_last\[0\]) && (va \+ [^;]*?window_base\[0\])",
     r"\1 && \2 && (va >= info->window_base[0] || va + (pages * 0x1000 - 1) <= info->window_last[0])"),
    ("range-frame-limit-of-the-first-page", "mapper", "mapper/public_range_template.h",
     r"pages > info->frame_limit - pfn", "0"),
    ("range-frame-limit-one-too-far", "mapper", "mapper/public_range_template.h",
     r"pages > info->frame_limit - pfn", "pages > info->frame_limit - pfn + 1"),
    ("range-frame-limit-one-too-near", "mapper", "mapper/public_range_template.h",
     r"pages > info->frame_limit - pfn", "pages >= info->frame_limit - pfn"),
    ("range-done-unwritten-when-refused", "mapper", "mapper/public_range_template.h", r"\*done = 0;", ";"),
    ("range-routine-of-another-mode", "mapper", "mapper/mapper.c",
     r"unmap_range = &pml4_unmap_range", "unmap_range = &pml5_unmap_range"),
]


class Bench:
    """Where things are, and how one copy of impl/ is built and run."""

    def __init__(self, impl, corpora, scratch, compiler, objects):
        self.impl, self.corpora, self.scratch = (pathlib.Path(path) for path in (impl, corpora, scratch))
        self.compiler = compiler
        self.objects = pathlib.Path(objects)

    def copy(self, name):
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.impl, folder / "impl")
        return folder

    def build(self, folder, target):
        """An empty string, or what the compiler said."""
        sources = sorted(str(path) for path in (folder / "impl").glob("*/*.c"))
        objects = [str(path) for room in ("model", "machine", "harness")
                   for path in sorted((self.objects / room).rglob("*.o"))]
        command = [self.compiler, "-std=c11", "-O1", "-g", "-w", "-fsanitize=fuzzer,address,undefined",
                   "-fno-sanitize-recover=all", f"-I{folder}/impl/include", "-I.", *sources, *objects,
                   str(self.objects / f"{target}.o"), "-o", str(folder / target)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        return "" if run.returncode == 0 else run.stderr.strip()[:600] or "the compiler failed"

    def run(self, folder, target, seconds):
        """Whether the target found something: first over the corpus alone, then by fuzzing for a few seconds."""
        corpus = folder / "corpus"
        shutil.copytree(self.corpora / target, corpus)
        base = [str(folder / target), f"-artifact_prefix={folder}/", "-max_len=96"]
        for extra in (["-runs=0"], [f"-max_total_time={seconds}"]):
            run = subprocess.run([*base, *extra, str(corpus)], capture_output=True, text=True, errors="replace",
                                 check=False)
            if run.returncode != 0:
                said = re.search(r"FINDING: .*|runtime error: .*|ERROR: AddressSanitizer.*", run.stderr)
                how = "the corpus" if extra == ["-runs=0"] else "fuzzing"
                return True, f"{how}: {said[0] if said else 'status ' + str(run.returncode)}"
        return False, "nothing found"


def plant(bench, name, target, file, pattern, replacement):
    """(passed, line)"""
    folder = bench.copy(name)
    total = 0
    for path in sorted((folder / "impl").glob(file if "/" in file else f"pagemap/{file}")):
        code = ANNOTATION.sub("", path.read_text())
        text, hits = re.subn(pattern, lambda match: match.expand(replacement), code)
        path.write_text(text)
        total += hits
    if total == 0:
        return False, f"{name}: the plant no longer applies: /{pattern}/ is not in {file}; update fuzz/selftest.py"
    error = bench.build(folder, target)
    if error:
        return False, f"{name}: the planted copy does not compile: {error}"
    found, how = bench.run(folder, target, FUZZ_SECONDS)
    shutil.rmtree(folder)
    return found, f"{name}: {'caught by ' + how if found else 'NOT CAUGHT by target ' + target}"


def unmodified(bench, target):
    folder = bench.copy("unmodified-" + target)
    error = bench.build(folder, target)
    if error:
        return False, f"unmodified copy, {target}: does not compile: {error}"
    found, how = bench.run(folder, target, 3)
    if not found:
        shutil.rmtree(folder)
    return not found, f"unmodified copy, {target}: {how}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("impl", "corpora", "scratch", "compiler", "objects"):
        parser.add_argument(name)
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--only", help="this target alone")
    parser.add_argument("--plants", default="", help="only plants whose name this pattern matches; no unmodified copy")
    return parser.parse_args()


def main():
    asked = arguments()
    targets = [target for target in asked.targets if asked.only in (None, target)]
    bench = Bench(asked.impl, asked.corpora, asked.scratch, asked.compiler, asked.objects)
    rows = [row for row in PLANTS if row[1] in targets and re.search(asked.plants, row[0])]
    jobs = [] if asked.plants else [lambda target=target: unmodified(bench, target) for target in targets]
    jobs += [lambda row=row: plant(bench, *row) for row in rows]
    passed = 0
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for good, line in workers.map(lambda job: job(), jobs):
            print(f"  {'ok  ' if good else 'FAIL'} {line}", flush=True)
            passed += good
            failed += not good
    print(f"fuzz-selftest: {passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
