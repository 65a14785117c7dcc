"""mapping.py - compares the mapper's map, as the kernel prints it, with the machine standing still.

Three views of it: a walk of its own from CR3 over a dump of the frames that tables are made of (pmemsave), wherever in memory
the kernel says that they lie, QEMU's `info tlb` in
one go, and gva2gpa for each page. The dump is also audited for what TCG forgives: flags of table entries, G where
nobody asked for it, PAT and reserved bits of large leaves, a table referenced twice, free frames that are not zero.
Relies on oracle.py for the machine's registers."""

import array
import os
import re
import tempfile

import oracle

P, W, U, PWT, PCD, A, D, PS, G, NX = 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x100, 1 << 63
ACCESSED_DIRTY = A | D
FRAME = 0x000FFFFFFFFFF000
EFER_NXE = 0x800
# mapper.h: enum map_flag
WRITE, EXECUTE, USER, GLOBAL, CACHE = 1, 2, 4, 8, 0x30
CACHE_BITS = {0x00: 0, 0x10: PWT, 0x20: PCD | PWT, 0x30: PS}  # in a 4 KiB leaf bit 7 is PAT
PAT_LARGE = 0x1000  # there in a large leaf, whose bit 7 says that it is one
MOST_LENT = 1024  # frames; kernel/tables.h
FNV_START, FNV_PRIME, WORD = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1

FACTS = re.compile(r"^mapper seed=\S+ ops=\d+ pages=\d+ kernel=(0x[0-9a-f]+) last=(0x[0-9a-f]+)$", re.M)
LENT = re.compile(r"^lent (0x[0-9a-f]+) (0x[0-9a-f]+)$", re.M)
MAP = re.compile(r"^map (\d+) pages=(0x[0-9a-f]+) tables=(0x[0-9a-f]+) free=(0x[0-9a-f]+) digest=(0x[0-9a-f]+)$", re.M)
PAGE = re.compile(r"^page (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+)$", re.M)
LARGE = re.compile(r"^large (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[23])$", re.M)
# info tlb: address, frame, then NX G PS D A PCD PWT U W as letters or dashes
TLB = re.compile(r"^([0-9a-f]+): ([0-9a-f]+) ([X-])([G-])([P-])[D-][A-]([C-])([T-])([U-])([W-])\s*$", re.M)


class Dump:
    """The frames that tables are made of, in runs anywhere; whatever else is asked for is an error of the tables."""

    def __init__(self, guest, runs, root):
        self.root = root
        self.bytes = {}  # physical address of a frame: what it holds
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "run")
            for first, frames in runs:
                guest.qmp("pmemsave", val=first, size=frames * 0x1000, filename=name)
                with open(name, "rb") as file:
                    for number in range(frames):
                        self.bytes[first + number * 0x1000] = file.read(0x1000)
        self._entries = {}

    def entries(self, table, size, count):
        """[(index, entry)] of those that are not zero."""
        key = (table, size, count)
        if key not in self._entries:
            frame, offset = table & ~0xFFF, table & 0xFFF
            if frame not in self.bytes or offset + count * size > 0x1000:
                raise ValueError(f"a table at {table:#x}, in a frame that nobody lent")
            words = array.array("Q" if size == 8 else "I", self.bytes[frame][offset:offset + count * size])
            self._entries[key] = [(index, word) for index, word in enumerate(words) if word]
        return self._entries[key]

    def zero(self, frame):
        return not any(self.bytes[frame])


class Tree:
    """All translations of a dump, in the mode of the control registers."""

    def __init__(self, shape, dump, slot):
        self.shape, self.dump, self.slot = shape, dump, slot
        self.width = 12 + shape.bits * shape.levels if shape.levels > 3 else 32
        self.leaves = {}     # va: (level, entry), in the order of the addresses' low bits
        self.links = []      # (level, entry) of entries that reference a table
        self.slots = []      # entries of the self-map itself
        self.tables = []     # as often as they are referenced
        self._see(shape.root, shape.levels, 0)

    def canonical(self, va):
        return va | WORD & -(1 << self.width) if self.shape.levels > 3 and va >> (self.width - 1) & 1 else va

    def _count(self, level):
        return 4 if self.shape.levels == 3 and level == 3 else 1 << self.shape.bits

    def _in_slot(self, level, va, index):
        if self.shape.levels == 3:
            return level == 2 and va >> 30 == 3 and self.slot <= index < self.slot + 4
        return level == self.shape.levels and index == self.slot

    def _see(self, table, level, first):
        self.tables.append(table & FRAME)
        for index, entry in self.dump.entries(table, self.shape.size, self._count(level)):
            va = first + (index << (12 + self.shape.bits * (level - 1)))
            if not entry & P:
                raise ValueError(f"level {level} of {va:#x}: an entry {entry:#x} that is neither present nor zero")
            if self._in_slot(level, va, index):
                self.slots.append((index, entry))
            elif level == 1 or self.shape.large(level, entry):
                self.leaves[self.canonical(va)] = (level, entry & ~ACCESSED_DIRTY)
            else:
                self.links.append((level, entry & ~ACCESSED_DIRTY))
                self._see(entry & FRAME, level - 1, va)

    def everything(self, table=None, level=None, first=0, found=None):
        """va: (level, entry) as the hardware sees it, the self-map's windows included."""
        table, level = (self.shape.root, self.shape.levels) if table is None else (table, level)
        found = {} if found is None else found
        shift = 12 + self.shape.bits * (level - 1)
        for index, entry in self.dump.entries(table, self.shape.size, self._count(level)):
            va = first + (index << shift)
            if level == 1 or self.shape.large(level, entry):
                found[self.canonical(va)] = (level, entry)
            else:
                self.everything(entry & FRAME, level - 1, va, found)
        return found

    def digest(self):
        value = FNV_START
        for va, (level, entry) in self.leaves.items():
            for part in (va, level, entry):
                value = (value ^ part) * FNV_PRIME & WORD
        return value


def raw_leaf(pfn, flags, level, no_execute):
    entry = pfn << 12 | P | CACHE_BITS[flags & CACHE]
    if level > 1:
        entry = entry & ~PS | PS | (PAT_LARGE if entry & PS else 0)
    for flag, bit in ((WRITE, W), (USER, U), (GLOBAL, G)):
        entry |= bit if flags & flag else 0
    return entry | (NX if no_execute and not flags & EXECUTE else 0)


def audit_large(result, tree, pages):
    """Between PAT in bit 12 and the frame all bits of a large leaf are reserved (SDM Vol. 3A, tables 4-4, 4-9, 4-15, 4-18)."""
    for va, (level, entry) in tree.leaves.items():
        if level == 1:
            continue
        reserved = (1 << (12 + tree.shape.bits * (level - 1))) - 1 & ~0x1FFF
        result.equal(f"reserved bits of the large leaf of {va:#x}", entry & reserved, 0)
        if va not in pages:
            result.equal(f"PAT of the large leaf of {va:#x}", entry & PAT_LARGE, 0)


def audit(result, tree, kernel, pages):
    """What the tables must look like whatever they map (design.md section 5, rules 1, 4, 6)."""
    levels, root = tree.shape.levels, tree.shape.root
    for level, entry in tree.links:
        expected = P if levels == 3 and level == 3 else P | W | U
        if entry & ~FRAME != expected:
            result.equal(f"flags of a level {level} entry {entry:#x}", entry & ~FRAME, expected)
    result.equal("entries that reference a table", len(tree.links), len(tree.tables) - 1)
    result.equal("tables referenced twice", len(tree.tables) - len(set(tree.tables)), 0)
    if levels == 3:
        below = [entry & FRAME for _, entry in tree.dump.entries(root, 8, 4)]
        own = [(tree.slot + index, table | P | W) for index, table in enumerate(below)]
    else:
        own = [(tree.slot, root | P | W)]
    result.equal("the self-map's entries", [(index, entry & ~ACCESSED_DIRTY) for index, entry in tree.slots], own)
    stray = [va for va, (_, entry) in tree.leaves.items() if entry & G and va not in pages
             and not kernel[0] <= va <= kernel[1]]
    result.equal("global pages that nobody asked for", [hex(va) for va in stray[:4]], [])
    audit_large(result, tree, pages)


def compare_free(result, tree, free):
    """Every frame that was lent is a table or free, and free frames are zero (T4's basis)."""
    unreached = sorted(tree.dump.bytes.keys() - set(tree.tables))
    result.equal("frames that no walk reaches", len(unreached), free)
    result.equal("free frames that are not zero", sum(not tree.dump.zero(frame) for frame in unreached), 0)


def compare_tlb(result, guest, tree):
    """QEMU's own list of all translations, windows included; A and D left out, and bit 7 of small leaves (PAT)."""
    shown = {}
    for match in TLB.finditer(guest.monitor("info tlb")):
        nx, glob, large, pcd, pwt, user, write = (field != "-" for field in match.groups()[2:])
        bits = (NX * nx | G * glob | PS * large | PCD * pcd | PWT * pwt | U * user | W * write) & WORD
        shown[int(match.group(1), 16)] = (int(match.group(2), 16) & FRAME, bits)
    walked = {}
    for va, (level, entry) in tree.everything().items():
        within = (1 << (12 + tree.shape.bits * (level - 1))) - 1
        looked_at = NX | G | PCD | PWT | U | W | (PS if level > 1 else 0)
        walked[va] = (entry & FRAME & ~within, entry & looked_at)
        if level == 1 and va in shown:
            shown[va] = (shown[va][0], shown[va][1] & ~PS)
    wrong = [f"{va:#x}: {shown.get(va)} against {walked.get(va)}"
             for va in sorted(shown.keys() | walked.keys()) if shown.get(va) != walked.get(va)]
    result.equal("translations that info tlb shows", len(shown), len(walked))
    result.equal("translations that info tlb shows otherwise", wrong[:4], [])


def compare_pages(result, guest, tree, pages, no_execute):
    for va, (pfn, flags, level) in pages.items():
        result.equal(f"leaf of {va:#x}", tree.leaves.get(va), (level, raw_leaf(pfn, flags, level, no_execute)))
        result.equal(f"gva2gpa of {va:#x}", oracle.qemu_translate(guest, va), pfn << 12)
        size = 1 << (12 + tree.shape.bits * (level - 1))
        for inside in (0x1000, size // 2, size - 0x1000) if level > 1 else ():
            found = oracle.qemu_translate(guest, va + inside)
            result.equal(f"gva2gpa of {va + inside:#x}", found, (pfn << 12) + inside)


def ask(guest, log, slot):
    """All comparisons at one stop; the number of the stop and of its pages, and what came of it."""
    facts = FACTS.search(log)
    if not facts:
        raise ValueError("no line that says where the tables are")
    kernel_first, kernel_last = (int(value, 16) for value in facts.groups())
    runs = [(int(first, 16), int(frames, 16)) for first, frames in LENT.findall(log)]
    if not runs or sum(frames for _, frames in runs) > MOST_LENT:
        raise ValueError("no lines that say which frames are lent, or too many frames")
    header = list(MAP.finditer(log))[-1]
    count, tables, free, digest = (int(value, 16) for value in header.groups()[1:])
    lines = log[header.end():]
    listed = [tuple(int(value, 16) for value in found) for found in LARGE.findall(lines)]
    listed += [(*(int(value, 16) for value in found), 1) for found in PAGE.findall(lines)]
    pages = {va: rest for va, *rest in listed}
    result = oracle.Comparison()
    guest.qmp("stop")
    registers = oracle.control_registers(guest)
    shape = oracle.Walker(registers, None)
    tree = Tree(shape, Dump(guest, runs, shape.root & ~0xFFF), slot)
    no_execute = shape.levels > 2 and bool(registers["EFER"] & EFER_NXE)
    result.equal("pages printed", (len(listed), len(pages)), (count, count))
    result.equal("tables", len(tree.tables), tables)
    result.equal("digest of all leaves", tree.digest(), digest)
    audit(result, tree, (kernel_first, kernel_last), pages)
    compare_free(result, tree, free)
    compare_pages(result, guest, tree, pages, no_execute)
    compare_tlb(result, guest, tree)
    guest.qmp("cont")
    result.failures = [line.replace("FAIL oracle", f"FAIL oracle map {header.group(1)}") for line in result.failures]
    return result
