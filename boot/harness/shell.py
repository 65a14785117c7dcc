"""shell.py - the kernel's shell (kernel/shell.h): for a person at `make boot APPEND=shell`, and as a test that types commands
and asks QEMU whether the machine is as the shell says. Relies on qemu.py."""

import re
import subprocess
import time

from qemu import Failure, Guest, direct, words
from verdict import STATUS_SUCCESS, Run

END = "no-command"  # typed behind each command: the answer to it ends the answer to the command
PAGE = 0x68000000   # nothing is mapped there in any mode
FAULT = re.compile(r"exception 14 error (0x[0-9a-f]+) address (0x[0-9a-f]+)")
FREE = r"frames \d+ zeroed 0 dirty (\d+) .*"
ENTRY = re.compile(r"level \d index \d+ entry at (0x[0-9a-f]+) is (0x[0-9a-f]+)")


def interactive(kernel, cpu, memory, append):
    """The terminal is the machine's serial line until `quit`; the exit status for people."""
    with direct(kernel, append) as machine:
        status = subprocess.call([*words(memory, cpu), *machine])
    return 0 if status == STATUS_SUCCESS else 1


class Session:
    """Types commands, counts what is as it must be."""

    def __init__(self, guest, run):
        self.guest, self.run = guest, run

    def ask(self, command):
        """The lines that the shell answers with."""
        self.guest.send(f"{command}\n{END}\n".encode())
        found = []
        while (line := self.guest.line()) is not None:
            if line == f"`{END}` is no command: see `help`":
                return found
            if not line.startswith("> "):
                found.append(line)
        raise Failure(f"the machine ended at `{command}`")

    def expect(self, command, pattern):
        """Some line of the answer matches wholly; its match."""
        lines = self.ask(command)
        for line in lines:
            if match := re.fullmatch(pattern, line):
                self.run.passed += 1
                return match
        raise Failure(f"`{command}` must answer {pattern}, and says: {'; '.join(lines) or 'nothing'}")

    def equal(self, what, got, expected):
        if got != expected:
            raise Failure(f"{what}: {got}, expected {expected}")
        self.run.passed += 1

    def physical(self, va):
        """QEMU's own translation, or None."""
        match = re.search(r"gpa: (0x[0-9a-f]+)", self.guest.monitor(f"gva2gpa {va:#x}"))
        return int(match[1], 16) if match else None

    def memory(self, address, size):
        return int(self.guest.monitor(f"xp/1{size}x {address:#x}").split(":")[1], 16)


def pages(session, mode):
    """A page comes, is written, loses the right to it, and goes; QEMU sees each."""
    before = session.expect("frames", FREE)[1]
    frame = int(session.expect(f"map {PAGE:#x} w", "frame (0x[0-9a-f]+)")[1], 16)
    session.equal("QEMU's frame of the page", session.physical(PAGE), frame << 12)
    session.expect(f"map {PAGE:#x}", "the page is mapped already.*")
    session.ask(f"poke {PAGE + 8:#x} 0xCAFE")
    session.equal("memory behind the page", session.memory((frame << 12) + 8, "w"), 0xCAFE)
    session.expect(f"peek {PAGE + 8:#x}", "0x0000cafe")
    entries = [ENTRY.match(line) for line in session.ask(f"walk {PAGE:#x}")]
    entries = [(int(match[1], 16), int(match[2], 16)) for match in entries if match]
    session.equal("entries that the walk reads", len(entries), int(mode[-1]))
    size, mask = ("w", 0xFFFFFF9F) if mode == "pml2" else ("g", 0xFFFFFFFFFFFFFF9F)  # A and D are the CPU's to set
    for address, raw in entries:
        session.equal(f"the entry at {address:#x}", session.memory(address, size) & mask, raw & mask)
    session.ask(f"protect {PAGE:#x} r")
    session.equal("error code of a write to a read-only page", session.expect(f"poke {PAGE:#x} 1", FAULT.pattern)[1], "0x3")
    session.expect(f"unmap {PAGE:#x}", "frame .* is free")
    session.equal("QEMU's frame of the page that went", session.physical(PAGE), None)
    session.equal("address of the fault behind it", session.expect(f"peek {PAGE:#x}", FAULT.pattern)[2], f"{PAGE:#x}")
    session.equal("free frames when the page has gone", session.expect("frames", FREE)[1], before)


def pool(session):
    """Blocks come and go, each wrong way is answered by its name, and the frames come back."""
    first = int(session.expect("alloc 100 7", "block (0x[0-9a-f]+) bytes 0x70")[1], 16)
    large = int(session.expect("alloc 100000 7", "block (0x[0-9a-f]+) bytes 0x19000")[1], 16)
    session.equal("the block's page is mapped", session.physical(large) is not None, True)
    session.expect(f"free {first:#x} 8", "the block was handed out under another tag.*")
    session.expect(f"free {first + 16:#x} 7", "the address is inside a block.*")
    session.expect(f"free {large:#x} 7", "free")
    session.equal("QEMU's frame of a page that left the pool", session.physical(large + 0x10000), None)
    session.expect(f"free {large:#x} 7", "(no live block is at|the address lies outside).*")
    session.expect(f"free {first:#x} 7", "free")
    session.expect("pool", "base .* blocks 0 bytes 0x0 good")
    session.expect("alloc 0", "the block would have no bytes.*")


def wrong(session):
    session.expect("map", "map ADDRESS.*")
    session.expect("map 12q", "`12q` is no number.*")
    session.expect("map 0x10000000000000000", "`0x10000000000000000` is no number.*")
    session.expect(f"map {PAGE:#x} z", "flags are letters.*")
    session.expect(f"map {PAGE + 1:#x}", "the address is inside an entry.*")
    session.expect("unmap 0x70000000", "the pool's page.*")
    session.expect("frames 0", "(reserved|no RAM)")


def session_of(kernel, cpu, memory, append, mode, slot=None):
    """One boot into the shell and everything above; a verdict.Run."""
    run = Run()
    try:
        with Guest(kernel, cpu, memory, f"{append} shell".strip()) as guest:
            try:
                guest.wait_for("shell: `help`")
                session = Session(guest, run)
                session.expect("windows", rf"mode {mode} slot .*")
                pages(session, mode)
                pool(session)
                wrong(session)
                session.expect("memmap", "memory frames: usable=.*")
                session.expect("help", "quit .*")
                session.expect("check", rf"boot: {mode}, \d+ checks passed, 0 failed")
                session.ask("bench")
                guest.send(b"quit\n")
                status, run.complaints = guest.finish()
            finally:
                run.log = guest.log
                run.seconds = time.monotonic() - guest.started
        if status != STATUS_SUCCESS:
            raise Failure(f"`quit` must end with status {STATUS_SUCCESS}, not {status}")
        run.mode = mode
    except Failure as failure:
        run.failure = str(failure)
    return run
