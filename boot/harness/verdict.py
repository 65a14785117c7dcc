"""verdict.py - runs a kernel once and says whether the run was right, and if not, why in one line.

Right means: QEMU ends with status 33 (0 is a triple fault), no FAIL line, the lines add up to the last line, the last
line names the expected mode, the probes are many enough, the oracle agrees, and no less is checked than the memory allows
(coverage.py). Relies on qemu.py and oracle.py."""

import re
import time

import coverage
import mapping
import oracle
from qemu import Failure, Guest

STATUS_SUCCESS = 33
STATUS_REFUSED = 37
WINDOW_LEVELS = {"pml2": 2, "pml3": 2, "pml4": 4, "pml5": 5}
DEFAULT_SLOT = {"pml2": 0x300, "pml3": 0, "pml4": 0x1ED, "pml5": 0x1ED}
MAPS = 5            # stops at which the mapper's map is compared: large pages, then each round
LEAST_PROBES = 12  # per level; a run that probes next to nothing is no success

LOADER_STOPS = re.compile(r"loader: (.* \(press a key\)$|the firmware: )")  # a UEFI loader gives up, and waits or halts
LAST_LINE = re.compile(r"boot: (pml[2-5]), (\d+) checks passed, (\d+) failed")
PROBE = re.compile(r"probe (0x[0-9a-f]+) ([1-5]) (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+)")


class Run:
    """One boot and what came of it. `failure` is None when all is right."""

    def __init__(self):
        self.log = ""
        self.failure = None
        self.mode = None
        self.passed = self.failed = 0
        self.maps = 0
        self.oracle_passed = 0
        self.oracle_failures = []
        self.seconds = 0.0       # of the guest, without the oracle's
        self.complaints = ""

    @property
    def last_line(self):
        return (f"boot: {self.mode}, {self.passed + self.oracle_passed} checks passed, "
                f"{self.failed + len(self.oracle_failures)} failed")


def last_text(log):
    lines = [line for line in log.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def parse_probes(log):
    found = []
    for line in log.splitlines():
        if line.startswith("probe "):
            match = PROBE.fullmatch(line)
            if not match:
                raise Failure(f"a probe line that cannot be read: {line}")
            found.append(tuple(int(value, 0) for value in match.groups()))
    return found


def require_probes(probes, mode):
    """Every level that the self-map shows, and both ends of the address space."""
    for level in range(1, WINDOW_LEVELS[mode] + 1):
        if sum(1 for probe in probes if probe[1] == level) < LEAST_PROBES:
            raise Failure(f"too few probes of level {level} for the oracle")
    top = 0xFFFFF000 if mode in ("pml2", "pml3") else 0xFFFFFFFFFFFFF000
    if not any(probe[0] == 0 for probe in probes) or not any(probe[0] == top for probe in probes):
        raise Failure("the probes leave out an end of the address space")


def answer(guest, run, question):
    """The kernel waits: ask the oracle, then let it go on; the seconds that took."""
    before = time.monotonic()
    try:
        result = question()
    except (ValueError, KeyError, IndexError) as problem:
        raise Failure(f"the oracle cannot read QEMU's answer: {problem}") from None
    spent = time.monotonic() - before
    guest.deadline += spent
    run.oracle_passed += result.passed
    run.oracle_failures += result.failures
    guest.send(b"g")
    return spent


def require_mode(log, expected_mode, slot):
    if f"mode {expected_mode} slot {slot:#x} " not in log:
        found = re.search(r"^mode .*", log, re.M)
        said = found.group(0) if found else "nothing"
        raise Failure(f"expected mode {expected_mode} slot {slot:#x}, the kernel says: {said}")


def consult(guest, run, expected_mode, slot, check=None):
    """About the probes, once; and what else the caller wants to ask of the machine then."""
    require_mode(guest.log, expected_mode, slot)
    probes = parse_probes(guest.log)
    require_probes(probes, expected_mode)

    def question():
        result = oracle.ask(guest, probes, expected_mode, slot)
        if check:
            check(guest, result)
        return result
    return answer(guest, run, question)


def consult_map(guest, run, expected_mode, slot):
    """About the mapper's map, at each of its stops."""
    require_mode(guest.log, expected_mode, slot)
    run.maps += 1
    return answer(guest, run, lambda: mapping.ask(guest, guest.log, slot))


def judge(run, status, expected_mode, memory):
    """After the end: does everything that was printed fit together?"""
    if status == 0:
        raise Failure("triple fault or reset: QEMU ended with status 0")
    match = LAST_LINE.fullmatch(last_text(run.log))
    if not match:
        if status != STATUS_SUCCESS:
            raise Failure(f"{last_text(run.log).removeprefix('boot: ') or 'no output'} (status {status})")
        raise Failure("the last line is missing")
    run.mode, run.passed, run.failed = match.group(1), int(match.group(2)), int(match.group(3))
    if run.mode != expected_mode:
        raise Failure(f"booted {run.mode}, expected {expected_mode}")
    failed_lines = len(re.findall(r"^FAIL ", run.log, re.M))
    if run.failed or failed_lines:
        raise Failure(f"{max(run.failed, failed_lines)} checks failed in the kernel")
    counted = sum(int(count) for count in re.findall(r"^ok .* checks=(\d+)$", run.log, re.M))
    if counted != run.passed:
        raise Failure(f"the last line says {run.passed} checks, the lines above add up to {counted}")
    if status != STATUS_SUCCESS:
        raise Failure(f"QEMU ended with status {status}, not {STATUS_SUCCESS}")
    if run.oracle_failures:
        raise Failure(f"{len(run.oracle_failures)} comparisons with QEMU failed")
    if run.maps != MAPS:
        raise Failure(f"the map was compared {run.maps} times, expected {MAPS}")
    if run.oracle_passed == 0:
        raise Failure("the oracle was not asked")
    coverage.require(run.log, memory, expected_mode, run.passed)


def boot(kernel, cpu, memory, append, expected_mode, slot=None, timeout=None, echo=None, start=None, check=None, keys=()):
    """Boots, asks the oracle, judges. `echo` is called with each line as it comes; `start` is Guest's, `check` consult's;
    `keys` are pairs: when a line holds this text, these bytes are typed."""
    run = Run()
    slot = DEFAULT_SLOT[expected_mode] if slot is None else slot
    spent = 0.0
    try:
        with Guest(kernel, cpu, memory, f"{append} oracle".strip(), timeout, start=start) as guest:
            try:
                while (line := guest.line()) is not None:
                    if echo:
                        echo(line)
                    if not keys and LOADER_STOPS.match(line):
                        raise Failure(line)
                    for text, typed in keys:
                        if text in line:
                            guest.send(typed)
                    if line == "oracle: ready":
                        spent += consult(guest, run, expected_mode, slot, check)
                    elif line.startswith("oracle: map "):
                        spent += consult_map(guest, run, expected_mode, slot)
                status, run.complaints = guest.finish()
            finally:
                run.log = guest.log
                run.seconds = time.monotonic() - guest.started - spent
        judge(run, status, expected_mode, memory)
    except Failure as failure:
        run.failure = str(failure)
        if run.complaints:
            run.failure += f"; QEMU says: {run.complaints.splitlines()[-1]}"
    return run


def refused(kernel, cpu, memory, append, expected_text, timeout=None):
    """Boots what must be refused: one line that says why, and the status for it."""
    run = Run()
    try:
        with Guest(kernel, cpu, memory, append, timeout) as guest:
            try:
                status, run.complaints = guest.finish()
            finally:
                run.log = guest.log
                run.seconds = time.monotonic() - guest.started
        last = last_text(run.log)
        if status != STATUS_REFUSED:
            raise Failure(f"expected a refusal (status {STATUS_REFUSED}), got status {status}: {last}")
        if not last.startswith("boot: ") or expected_text not in last:
            raise Failure(f"expected a line with {expected_text!r}, got: {last}")
        if LAST_LINE.search(run.log) or "exception" in run.log:
            raise Failure("a refusal must be the only outcome")
    except Failure as failure:
        run.failure = str(failure)
    return run
