"""provers.py - which provers are asked, in which order and with which limits, and Why3's configuration that says so."""
import re
import subprocess
from pathlib import Path

STEPS = 4_000_000    # a goal's resource limit, the same on every machine: the verdict is this one's
MEMORY = 6000        # MB per prover; Z3 dies at Why3's default of 1000
# Nearly every goal is found in a few steps or not at all by the prover that is asked. So a quick Z3 first, then a brief CVC4, then a short run of
# Z3 as it is by itself; then both with the quarter of the steps that gates.near_limit allows, CVC4 first: where neither finds the goal soon it is
# nearly always CVC4's, and Z3 may take half a minute to miss it. CVC4 with all steps last: what it alone finds is near the limit, and refused.
# One after the other, never a race: the answer does not depend on the machine's load.
# The quick Z3 matches quantified facts against the terms at hand and looks for no models; with its older arithmetic and with goals
# in the order of relevance it proves nine goals of ten, in half the time that CVC4 takes for them.
QUICK_STEPS = 400_000
QUICK = "auto_config=false smt.mbqi=false smt.arith.solver=2 smt.case_split=3"
BRIEF_STEPS = 120_000
SHORT_STEPS = 400_000
ORDER = "quick,brief,short,long,quarter,cvc4"
SEEDS = "sat.random_seed=42 nlsat.randomize=false smt.random_seed=42"  # Why3's own for Z3
SECTION = """
[prover]
alternative = "{name}"
command = "{timed}"
command_steps = "{counted}"
driver = "{driver}"
editor = ""
in_place = false
interactive = false
name = "{prover}"
shortcut = "{name}"
version = "{version}"
"""
DRIVERS = {"lean_cvc4": "cvc4_17", "lean_z3": "z3_471"}  # Why3's own for these provers
# lean.drv takes facts of WP's own library away from the quick and the brief prover, and may do nothing else: a driver that adds facts, or
# says how a symbol is written, could make a wrong goal provable.
WEAKENS = re.compile(r"theory [\w.]+|  remove (prop \w+|allprops)|end|\(\* [^*]* \*\)|")


class Refused(Exception):
    pass


def configure(out, env):
    """Writes out/why3.conf for the provers found, with enough memory, and out/lean.drv."""
    path = out / "why3.conf"
    path.unlink(missing_ok=True)
    done = subprocess.run(["why3", "config", "detect", "-C", str(path)], env=env, capture_output=True, text=True)
    text = path.read_text() if path.exists() else ""
    if done.returncode != 0 or 'name = "CVC4"' not in text or 'name = "Z3"' not in text:
        raise RuntimeError("why3 finds no CVC4 and Z3: run `make deps`\n" + done.stdout + done.stderr)
    lines = [f"memlimit = {MEMORY}" if line.startswith("memlimit") else line for line in text.splitlines()]
    drivers = {}
    for name, own in DRIVERS.items():
        drivers[name] = out / f"{name}.drv"
        drivers[name].write_text(lean_driver(Path(__file__).with_name("lean.drv").read_text(), own, env))
    path.write_text("\n".join(lines) + "\n" + cvc4("brief", BRIEF_STEPS, drivers["lean_cvc4"]) + cvc4("long", STEPS // 4, "cvc4_17")
                    + z3("quick", QUICK_STEPS, drivers["lean_z3"], " " + QUICK) + z3("short", SHORT_STEPS, "z3_471")
                    + z3("quarter", STEPS // 4, "z3_471"))


def cvc4(name, steps, driver):
    """A section of Why3's configuration: CVC4 under this name, within these steps."""
    return SECTION.format(name=name, driver=driver, prover="CVC4", version="1.8",
                          timed="/usr/bin/cvc4 --stats --tlimit-per=%t000 --lang=smt2 %f",
                          counted=f"/usr/bin/cvc4 --stats --rlimit={steps} --lang=smt2 %f")


def z3(name, steps, driver, options=""):
    """The same of Z3, with more options."""
    return SECTION.format(name=name, driver=driver, prover="Z3", version="4.8.12",
                          timed=f"/usr/bin/z3 -smt2 -T:%t {SEEDS}{options} -st %f",
                          counted=f"/usr/bin/z3 -smt2 {SEEDS}{options} -st rlimit={steps} %f")


def lean_driver(text, own, env):
    """Why3's driver `own`, less what `text` removes."""
    for number, line in enumerate(text.splitlines(), 1):
        if not WEAKENS.fullmatch(line):
            raise Refused(f"proofs/lean.drv:{number}: a driver may only take facts away, and this line does something else: {line}")
    data = subprocess.run(["why3", "--print-datadir"], env=env, capture_output=True, text=True).stdout.strip()
    return f'import "{data}/drivers/{own}.drv"\n{text}'
