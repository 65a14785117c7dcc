#!/usr/bin/env python3
"""check.py - `make check`: every test of the project, one after the other, and one sum.

Each component is a make target whose last line reads `NAME: N passed, N failed`. A target that does not exist, a
last line of another shape, or an exit status that contradicts it counts as one failure. Logs stand in build/check/.
Arguments choose components by name; the last line is then `partial: N passed, N failed`.
"""
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPONENTS = ("lint", "verify", "verify-selftest", "audit", "model-test", "replay", "fuzz-selftest", "tool-test",
              "boot-test", "boot-selftest")
LAST = re.compile(r"(?:[\w-]+: )?(\d+) passed, (\d+) failed$")
VERIFY = re.compile(r"verify: \d+ functions, (\d+) goals, \1 proved, 0 unproved, 0 assumed(, smoke tests of \d+ of \d+ units)?$")


def command(component):
    if component == "verify":  # what this build folder has just proved from unchanged files is not proved again
        return [sys.executable, str(ROOT / "proofs" / "verify.py"), "--if-changed"]
    return ["make", "-j", str(os.cpu_count() or 1), "--no-print-directory", component]  # -j: for what the component is built from


def verdict(component, status, last):
    """(passed, failed, remark) from the exit status and the last line."""
    if component == "verify":
        good = status == 0 and VERIFY.match(last)
        return (1, 0, "") if good else (0, 1, "not proved")
    match = LAST.match(last)
    if match is None:
        return 0, 1, f"exit status {status}, and the last line is no 'N passed, N failed': {last}"
    passed, failed = int(match[1]), int(match[2])
    if passed + failed == 0:
        return 0, 1, "no test ran"
    if status != 0 and failed == 0:
        return passed, 1, f"all passed and yet the exit status is {status}"
    if status == 0 and failed != 0:
        return passed, failed, "failures and yet the exit status is 0"
    return passed, failed, ""


def run(component, out):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    log = out / f"{component}.log"
    with open(log, "w") as file:
        status = subprocess.run(command(component), cwd=ROOT, env=env, stdout=file, stderr=subprocess.STDOUT).returncode
    lines = log.read_text(errors="replace").rstrip().splitlines()
    # make itself adds a line of its own when a target fails
    words = [line for line in lines if not re.match(r"make(\[\d+\])?: ", line)] or lines
    return status, words[-1] if words else "", lines


def main():
    chosen = sys.argv[1:] or COMPONENTS
    out = ROOT / "build" / "check"
    out.mkdir(parents=True, exist_ok=True)
    passed = failed = 0
    for number, component in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {component} ...", flush=True)
        started = time.monotonic()
        status, last, lines = run(component, out)
        good, bad, remark = verdict(component, status, last)
        passed, failed = passed + good, failed + bad
        if bad:
            print("\n".join(f"    {line}" for line in lines[-40:]))
            print(f"    the whole log: build/check/{component}.log; again: make {component}")
        print(f"      {component}: {good} passed, {bad} failed, {time.monotonic() - started:.0f} s"
              + (f" ({remark})" if remark else ""), flush=True)
    print(f"{'partial: ' if sys.argv[1:] else ''}{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
