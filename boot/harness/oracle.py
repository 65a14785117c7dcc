"""oracle.py - asks QEMU about the addresses that the kernel printed, while the machine stands still.

Three answers must agree for each probe: the kernel's line, QEMU's own walk (gva2gpa), and the walk below, written
from the SDM over memory read with xp. Which mode is on is read from the control registers, not from the kernel."""

import re
import struct

ACCESSED_DIRTY = 0x60  # the CPU may set A and D at any time
PRESENT, WRITABLE, LARGE = 1, 2, 0x80
FRAME = 0x000FFFFFFFFFF000


class Memory:
    """Physical memory through xp, a page at a time, read once."""

    def __init__(self, guest):
        self._guest = guest
        self._pages = {}

    def _page(self, number):
        if number not in self._pages:
            answer = self._guest.monitor(f"xp/512gx {number << 12:#x}")
            words = [int(word, 16) for line in answer.splitlines() for word in line.split(":", 1)[1].split()]
            if len(words) != 512:
                raise ValueError(f"xp of page {number:#x} gave {len(words)} words")
            self._pages[number] = struct.pack("<512Q", *words)
        return self._pages[number]

    def load(self, address, size):
        page = self._page(address >> 12)
        offset = address & 0xFFF
        return int.from_bytes(page[offset:offset + size], "little")


class Walker:
    """The CPU's walk in the mode that its control registers select (SDM Vol. 3A, table 4-1)."""

    def __init__(self, registers, memory):
        cr0, cr3, cr4, efer = (registers[name] for name in ("CR0", "CR3", "CR4", "EFER"))
        self.memory = memory
        self.bits, self.size, self.root = 9, 8, cr3 & FRAME
        if not cr0 & 0x80000000:
            raise ValueError("paging is off")
        if not cr4 & 0x20:
            self.levels, self.bits, self.size, self.root = 2, 10, 4, cr3 & 0xFFFFF000
        elif not efer & 0x400:
            self.levels, self.root = 3, cr3 & 0xFFFFFFE0
        else:
            self.levels = 5 if cr4 & 0x1000 else 4

    def canonical(self, va):
        width = 12 + self.bits * self.levels
        if self.levels <= 3:
            return va < 1 << 32
        top = va >> (width - 1)
        return top in (0, (1 << (65 - width)) - 1)

    def steps(self, va):
        """(level, address of the entry, entry) from the top table down to where the walk ends."""
        table = self.root
        for level in range(self.levels, 0, -1):
            shift = 12 + self.bits * (level - 1)
            address = table + (va >> shift & ((1 << self.bits) - 1)) * self.size
            entry = self.memory.load(address, self.size)
            yield level, address, entry
            if not entry & PRESENT or self.large(level, entry):
                return
            table = entry & FRAME

    def large(self, level, entry):
        return level > 1 and bool(entry & LARGE) and not (self.levels == 3 and level == 3)

    def translate(self, va):
        """The physical address, or None."""
        if not self.canonical(va):
            return None
        level, _, entry = list(self.steps(va))[-1]
        if not entry & PRESENT:
            return None
        within = (1 << (12 + self.bits * (level - 1))) - 1
        return entry & FRAME & ~within | va & within


def control_registers(guest):
    text = guest.monitor("info registers")
    return {name: int(value, 16) for name, value in re.findall(r"\b(CR0|CR3|CR4|EFER)=([0-9a-f]+)", text)}


def qemu_translate(guest, va):
    """What gva2gpa says: a physical address or None."""
    answer = guest.monitor(f"gva2gpa {va:#x}")
    found = re.search(r"gpa: (0x[0-9a-f]+|0)\b", answer)
    if not found and "Unmapped" not in answer:
        raise ValueError(f"gva2gpa {va:#x} answers {answer.strip()!r}")
    return int(found.group(1), 16) if found else None


class Comparison:
    """Counts, and keeps a line for each disagreement."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def equal(self, what, got, expected):
        if got == expected:
            self.passed += 1
            return
        show = [hex(value) if isinstance(value, int) else str(value) for value in (got, expected)]
        self.failures.append(f"FAIL oracle {what} is {show[0]}, expected {show[1]}")


def compare_slot(result, walker, slot):
    """The self-map's own entries: the top table in itself, in PAE the four PDs in PD#3, and no user access."""
    if walker.levels == 3:
        directories = [walker.memory.load(walker.root + 8 * i, 8) for i in range(4)]
        for i, directory in enumerate(directories):
            entry = walker.memory.load((directories[3] & FRAME) + 8 * (slot + i), 8)
            result.equal(f"PD#3[{slot + i}]", entry & ~ACCESSED_DIRTY, directory & FRAME | PRESENT | WRITABLE)
        return
    entry = walker.memory.load(walker.root + slot * walker.size, walker.size)
    result.equal(f"top table's entry {slot:#x}", entry & ~ACCESSED_DIRTY, walker.root | PRESENT | WRITABLE)


def compare_probe(result, guest, walker, probe):
    va, level, address, physical, value = probe
    name = f"{va:#x} level {level}"
    step = {at: (where, entry) for at, where, entry in walker.steps(va)}.get(level)
    result.equal(f"{name}: canonical", walker.canonical(va) and walker.canonical(address), True)
    result.equal(f"{name}: entry's place by the own walk", step and step[0], physical)
    result.equal(f"{name}: entry by the own walk", step and step[1] & ~ACCESSED_DIRTY, value & ~ACCESSED_DIRTY)
    result.equal(f"{name}: own walk of the entry's address {address:#x}", walker.translate(address), physical)
    result.equal(f"{name}: gva2gpa of the entry's address {address:#x}", qemu_translate(guest, address), physical)


def ask(guest, probes, mode, slot):
    """All comparisons for the kernel's probes; the machine runs again afterwards."""
    result = Comparison()
    guest.qmp("stop")
    walker = Walker(control_registers(guest), Memory(guest))
    result.equal("mode by the control registers", f"pml{walker.levels}", mode)
    compare_slot(result, walker, slot)
    for probe in probes:
        compare_probe(result, guest, walker, probe)
    for va in sorted({probe[0] for probe in probes}):
        result.equal(f"{va:#x}: gva2gpa", qemu_translate(guest, va), walker.translate(va))
    guest.qmp("cont")
    return result
