#!/usr/bin/env python3
"""`make fuzz`: runs libFuzzer targets, one after the other, and tells progress and findings.

Works on a copy of the corpus in memory, since libFuzzer writes a file for each input that it keeps, and puts it back into
build/ at the end; the seeds come from the tree. A finding is the exit status 1 and a
line that says how to replay it. Usage: run.py SECONDS BINARIES CORPORA SCRATCH TARGET... [--only TARGET]
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

# A file system in memory, where there is one.
FAST = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
LONGEST_INPUT = 96
PROGRESS = re.compile(r"^#(\d+)\s+(\w+)\s+cov: (\d+).*?corp: (\d+)")
SAVED = re.compile(r"Test unit written to (.*)")
TELLING = re.compile(r"FINDING:|  (bound|asked) |.*runtime error:|.*ERROR: |SUMMARY: ")
UNITS = re.compile(r"^stat::number_of_executed_units: (\d+)")


def run_target(target, seconds, binary, corpus, scratch):
    """Runs one target on the seeds and on what earlier runs found: (executions, findings). Findings of earlier runs are kept."""
    kept = scratch / "corpus"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="selfmap-fuzz-", dir=FAST) as folder:
        for source in (kept, corpus):
            shutil.copytree(source, folder, dirs_exist_ok=True)
        try:
            return run_on(target, seconds, binary, folder, scratch)
        finally:
            shutil.rmtree(kept)
            shutil.copytree(folder, kept)


def run_on(target, seconds, binary, folder, scratch):
    """Runs one target on the corpus in a folder, to which libFuzzer adds: (executions, findings)."""
    findings = scratch / "findings"
    findings.mkdir(exist_ok=True)
    # Entropic scheduling costs as much as these small targets do; without it they run half as fast again.
    command = [str(binary), f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", "-timeout=10", "-entropic=0",
               f"-artifact_prefix={findings}/", "-print_final_stats=1", str(folder)]
    started = time.monotonic()
    told = 0.0
    executions = 0
    coverage = 0
    told_lines = []
    found = []
    # The library has no heap: a small quarantine of freed memory loses nothing, and saves the page faults of a large one.
    environment = {"ASAN_OPTIONS": "quarantine_size_mb=1", **os.environ}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace", env=environment) as process:
        for line in process.stderr:
            progress = PROGRESS.match(line)
            if progress:
                executions, coverage = int(progress[1]), int(progress[3])
                elapsed = time.monotonic() - started
                if elapsed - told >= 5:
                    told = elapsed
                    print(f"{target}: {elapsed:4.0f} s, {executions} executions, cov {coverage}, "
                          f"corpus {progress[4]}, {executions / elapsed:.0f} executions/s", flush=True)
            if TELLING.match(line):
                told_lines.append(line.rstrip())
            found += SAVED.findall(line)
            units = UNITS.match(line)
            if units:
                executions = int(units[1])
    elapsed = time.monotonic() - started
    print(f"{target}: done after {elapsed:.0f} s, {executions} executions, cov {coverage}, "
          f"{executions / elapsed:.0f} executions/s", flush=True)
    for line in told_lines:
        print("  " + line)
    for path in found:
        print(f"{target}: finding saved, replay it with: {binary} {path}")
    if process.returncode != 0 and not found:
        print(f"{target}: ended with status {process.returncode} and saved no input; to see why: {' '.join(command)}")
    return executions, max(len(found), 1 if process.returncode != 0 else 0)


def main():
    arguments = sys.argv[1:]
    only = None
    if "--only" in arguments:
        at = arguments.index("--only")
        only = arguments[at + 1]
        del arguments[at:at + 2]
    seconds, binaries, corpora, scratch, *targets = arguments
    if not seconds.isdigit() or int(seconds) == 0:
        print(f"fuzz: SECONDS={seconds} is not a whole number of seconds: give for example SECONDS=60", file=sys.stderr)
        return 2
    if only:
        if only not in targets:
            print(f"fuzz: no such target {only}: give TARGET={' or TARGET='.join(targets)}", file=sys.stderr)
            return 2
        targets = [only]
    executions = 0
    findings = 0
    for target in targets:
        done, found = run_target(target, int(seconds), pathlib.Path(binaries) / target,
                                 pathlib.Path(corpora) / target, pathlib.Path(scratch) / target)
        executions += done
        findings += found
    print(f"fuzz: {len(targets)} targets, {executions} executions, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
