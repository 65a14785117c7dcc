"""framac.py - runs Frama-C on one unit, isolated from the user's configuration and from stored results."""
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import provers

TIMEOUT = 600        # seconds; so generous that a slow or busy machine meets the steps first
HEAP = "heap.cmxs"    # heap.ml, compiled
# A smoke test passes when nothing is found, so it would always spend its limit: a run of its own, with the quick Z3 alone, which has nothing
# more to match after some 20 000 steps and gives up. Of fourteen faults planted in the mapper's contracts it found the ten that CVC4 found with
# 40 000 steps and one more, in three of the ten more dead statements; three, not all of them contradictions, neither found. It takes a third of the time.
# No test behind each call: what a contradictory contract kills is found dead by the test of the statement that follows.
SMOKE = ["-wp-smoke-tests", "-wp-no-smoke-dead-call"]
SMOKE_PROVER = "quick"  # in place of all others: a second -wp-prover on one line adds to the first, it does not replace it
SMOKE_STEPS = provers.QUICK_STEPS
SMOKE_TIMEOUT = 20
SMOKE_ONLY = ",".join(f"-@{kind}" for kind in ("lemma", "requires", "assigns", "ensures", "assert", "variant", "invariant",
                                               "complete_behaviors", "disjoint_behaviors"))

KERNEL = ["-c11", "-kernel-warn-key", "annot:missing-spec=abort,annot-error=abort,ghost:bad-use=abort", "-no-unicode"]
WP = ["-wp", "-wp-warn-key", "pedantic-assigns=abort", "-wp-rte", "-rte-no-pointer-call", "-warn-unsigned-overflow",
      "-warn-unsigned-downcast", "-warn-signed-downcast", "-wp-model", "Typed+nocast", "-wp-check-memory-model",
      "-wp-cache", "none"]
# WP simplifies a goal before a prover sees it. These two steps of that cost more than the provers save by them: without, the
# mapper's units take half the time. Either way a goal counts as proved only when Qed or a prover says so.
FAST = ["-wp-no-pruning", "-wp-no-ground"]


# The allocator of Frama-C and the provers asks for 2 MB pages where the kernel has them, and for 32 MB at once: a fifth of a prover's
# time, and more of its start (Z3: 95 ms without, 33 with 16 MB, 26 with 32). Nothing else changes.
LARGE_PAGES = "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=33554432"

LIVE = set()  # Frama-C processes of this run


def end_all(*_):
    """A SIGTERM for verify ends what it started."""
    for process in list(LIVE):
        process.terminate()
    os._exit(143)


@dataclass
class Settings:
    smoke: bool = True
    steps: int = provers.STEPS
    timeout: int = TIMEOUT
    parallel: int = 1      # provers at once in one Frama-C
    first: bool = False    # stop at the first unproved goal
    only: tuple = ()       # while developing: these functions only; their callees' contracts are believed
    wp: tuple = ()         # fixtures weaken the line with this to show what a gate is for; never set by make verify


@dataclass
class Run:
    unit: object
    machdep: str
    folder: object
    foreign: tuple = ()    # functions with a body in a linked file, proved by another unit
    log: list = field(default_factory=list)
    status: int = 0
    seconds: float = 0.0
    stopped: str = ""      # the unproved goal at which the run was ended

    @property
    def label(self):
        return f"{self.unit.name}/{self.machdep}"


def environment(out, root):
    """No user configuration, no cache variables, a Why3 configuration made here. Frama-C trusts PWD."""
    home = out / "home"
    home.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("FRAMA", "WHY3", "XDG_"))}
    env.update(HOME=str(home), PWD=str(root), WHY3CONFIG=str(out / "why3.conf"), LC_ALL="C.UTF-8", GLIBC_TUNABLES=LARGE_PAGES)
    return env


def configure(out, root):
    """Writes out/why3.conf for the provers found, and compiles heap.ml. Returns the environment for Frama-C."""
    env = environment(out, root)
    provers.configure(out, env)
    shutil.copy(Path(__file__).with_name("heap.ml"), out)
    done = subprocess.run(["ocamlopt", "-shared", "-o", HEAP, "heap.ml"], cwd=out, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError("ocamlopt, which comes with Frama-C, does not compile proofs/heap.ml: run `make deps`\n" + done.stderr)
    return env


def command(out, files, machdep):
    return ["frama-c", "-load-module", str(out / HEAP), "-machdep", machdep, *KERNEL, "-cpp-extra-args=-Iimpl/include -I.", *files]


class Reader:
    """Units as Frama-C understands them: one C text with every contract. Each is printed once in a run."""

    def __init__(self, project, env):
        self.project, self.env, self.known = project, env, {}

    def text_of(self, unit, machdep, part=""):
        """(text, log) of the unit, of its own files (".own") or of its links (".links"); the text is None when Frama-C refuses."""
        key = (unit.name, machdep, part)
        if key not in self.known:
            files = {"": unit.files + unit.links, ".own": unit.files, ".links": unit.links}[part]
            self.known[key] = normalized(self.project, unit.name + part, files, machdep, self.env)
        return self.known[key]


def normalized(project, name, files, machdep, env):
    """The files as Frama-C understands them: one C text with every contract. Returns (text, log)."""
    path = project.out / f"{name}.{machdep}.i"
    path.unlink(missing_ok=True)
    done = subprocess.run([*command(project.out, files, machdep), "-print", "-ocode", str(path)], cwd=project.root, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    text = path.read_text() if done.returncode == 0 and path.exists() else None
    return text, done.stdout


def prove(project, run, settings, env, on_line):
    """Proves run.unit; fills run.log and run.status. Results land in run.folder, which is emptied first."""
    shutil.rmtree(run.folder, ignore_errors=True)
    run.folder.mkdir(parents=True)
    short = [f"{name}:{min(5, settings.timeout)}" for name in run.unit.must_fail]
    execute(project, run, env, on_line, settings.first, [
        *common(project, run, settings), "-wp-prover", provers.ORDER, "-wp-steps", str(settings.steps), "-wp-timeout", str(settings.timeout),
        *(["-wp-fct-timeout", ",".join(short)] if short else []),
        "-then", "-report", "-report-csv", str(run.folder / "report.csv")])


def smoke(project, run, settings, env, on_line):
    """The smoke tests, with a small limit; the goals left out here stay hypotheses, as in the proof itself."""
    run.folder.mkdir(parents=True)
    execute(project, run, env, on_line, False, [
        *common(project, run, settings), *SMOKE, "-wp-prover", SMOKE_PROVER, f"-wp-prop={SMOKE_ONLY}",
        "-wp-smoke-timeout", str(SMOKE_TIMEOUT), "-wp-steps", str(SMOKE_STEPS), "-wp-timeout", str(SMOKE_TIMEOUT)])


def common(project, run, settings):
    return [*command(project.out, [*run.unit.files, *run.unit.links], run.machdep), *WP, *FAST,
            *(["-wp-skip-fct", ",".join(run.foreign)] if run.foreign else []), *settings.wp,
            *(["-wp-fct", ",".join(settings.only)] if settings.only else []), "-wp-par", str(settings.parallel),
            "-wp-session", str(run.folder / "session"), "-wp-out", str(run.folder / "goals")]


def execute(project, run, env, on_line, first, arguments):
    process = subprocess.Popen(arguments, cwd=project.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, errors="replace")
    LIVE.add(process)
    try:
        with open(run.folder / "log", "w") as log:
            for line in process.stdout:
                log.write(line)
                run.log.append(line.rstrip("\n"))
                failed = on_line(run, line)
                if failed and first:
                    run.stopped = failed
                    break
        if run.stopped:
            process.terminate()
        run.status = process.wait()
    finally:
        LIVE.discard(process)
        if process.poll() is None:
            process.terminate()
    shutil.rmtree(run.folder / "goals", ignore_errors=True)
