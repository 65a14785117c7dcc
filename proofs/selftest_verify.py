"""selftest_verify.py - gates that need more than one run: counts, stamps, lists of sources, stored results."""
import json
import os
import re
import shutil
import subprocess
import sys

import selftest as base

LAST = r"^verify: \d+ functions, (\d+) goals, \1 proved, 0 unproved, 0 assumed$"


def good_text():
    return (base.HERE / "fixtures" / "good.c").read_text()


def accepted(status, output, pattern=LAST):
    last = output.rstrip().splitlines()[-1]
    if status != 0 or not re.search(pattern, last):
        raise base.Failed("a good project was refused:\n" + base.tail(output))


SMALL = """/*@ terminates \\true; exits \\false; assigns \\nothing; ensures \\result == 1; */
int one(void)
{
    int r = 1;
    /*@ assert T1a_here: r == 1; */
    return r;
}
"""


def small_project(name, machdeps=("gcc_x86_64",)):
    """A small good project with its goal counts committed."""
    root = base.make_project(name, [("impl/a/one.c", SMALL)], (), machdeps)
    accepted(*base.verify(root, "--update-expected"))
    return root


def good_passes_and_stamp():
    root = base.make_project("good", [("impl/a/good.c", good_text())], ["bad_equal"], ["gcc_x86_64", "gcc_x86_32"])
    accepted(*base.verify(root, "--update-expected"))
    status, output = base.verify(root, "--if-changed")
    accepted(status, output)
    if "already" not in output:
        raise base.Failed("unchanged files were proved again under --if-changed")
    status, output = base.verify(root)
    accepted(status, output)
    if "already" in output or "not provable, as they must be: unit/bad_equal_check_must_fail_equal" not in output:
        raise base.Failed("a plain run did not prove, or did not list the negative witness\n" + base.tail(output))
    report = json.loads((root / "build/verify/report.json").read_text())
    ids = [(entry["id"], entry["modes"]) for entry in report["theorems"]]
    if report["goals"] != report["proved"] or ("T1b", ["pml4"]) not in ids or report["functions"] != 4:
        raise base.Failed(f"report.json is off: {report}")
    source = root / "impl/a/good.c"
    source.write_text(source.read_text().replace("p->b = 2;", "p->b = 3;"))
    base.refused(*base.verify(root, "--if-changed", "--timeout", "5"), ["unproved: set_pair_ensures_T1a_set"])


def vanished_goal():
    root = small_project("vanished_goal")
    (root / "impl/a/one.c").write_text(SMALL.replace("    /*@ assert T1a_here: r == 1; */\n", ""))
    base.refused(*base.verify(root), ["a vanished goal proves nothing"])


def uncommitted_goal():
    root = small_project("uncommitted_goal")
    (root / "impl/a/one.c").write_text(SMALL.replace("T1a_here: r == 1; */", "T1a_here: r == 1; */ /*@ assert r > 0; */"))
    base.refused(*base.verify(root), ["make verify UPDATE=1"])


def vanished_machdep():
    """Counts are per machdep: leaving one out is noticed."""
    root = small_project("vanished_machdep", ("gcc_x86_64", "gcc_x86_32"))
    units = root / "proofs/units.json"
    units.write_text(units.read_text().replace('"gcc_x86_64", ', ""))
    base.refused(*base.verify(root), ["proofs/expected.json counts unit/gcc_x86_64, and this run has no such unit"])


def partial_is_no_verdict():
    root = base.make_project("partial", [("impl/a/good.c", good_text())], ["bad_equal"])
    accepted(*base.verify(root, "--unit", "unit"), r"^verify: partial ")
    if (root / "build/verify/report.json").exists() or (root / "build/verify/stamp").exists():
        raise base.Failed("a partial run left a report or a stamp as if it were whole")


def unlisted_source():
    root = base.make_project("unlisted_source", [("impl/a/good.c", good_text())], ["bad_equal"])
    (root / "impl/a/forgotten.c").write_text("int forgotten(int n) { return n; }\n")
    base.refused(*base.verify(root), ["impl/a/forgotten.c: in no unit"])


def share_of_smoke():
    """A run with smoke tests for some units says so, is no full pass for a run with all, and these units' contradictions are found."""
    root = small_project("share_of_smoke")
    accepted(*base.verify(root, smoke="1/2"), LAST[:-1] + r", smoke tests of 0 of 1 units$")
    accepted(*base.verify(root, "--if-changed", smoke="1/2"), LAST[:-1] + r", smoke tests of 0 of 1 units$")
    status, output = base.verify(root, "--if-changed")
    accepted(status, output)
    if "already" in output:
        raise base.Failed("a run with a share of the smoke tests was taken for a full pass")
    accepted(*base.verify(root, smoke="0/2"))
    base.refused(*base.verify(root, "--update-expected", smoke="1/2"), ["unset SMOKE"])
    counts = root / "proofs/expected.json"  # a smoke test that vanished is noticed wherever they ran
    counts.write_text(re.sub(r'"smoke": \d+', '"smoke": 7', counts.read_text()))
    base.refused(*base.verify(root), ["7 smoke tests"])
    accepted(*base.verify(root, smoke="1/2"), LAST[:-1] + r", smoke tests of 0 of 1 units$")
    text = (base.HERE / "fixtures" / "contradictory_requires.c").read_text()
    contradictory = base.make_project("share_of_smoke_contradictory", [("impl/a/contradictory_requires.c", text)])
    base.refused(*base.verify(contradictory, smoke="0/2"), ["smoke test failed"])


def driver_that_adds():
    """The drivers of the quick and the brief prover may take facts away, and nothing else: each of these could make a wrong goal provable."""
    root = base.make_project("driver_that_adds", [("impl/a/good.c", good_text())], ["bad_equal"])
    gate = root / "gate"
    gate.mkdir()
    for path in [*base.HERE.glob("*.py"), base.HERE / "heap.ml"]:
        shutil.copy(path, gate)
    for line in ('prelude "(assert false)"', '  syntax predicate eqmem "true"', '  remove prop eqb syntax predicate eqmem "true"',
                 '  meta "remove_logic" predicate eqmem', '(* *) prelude "(assert false)" (* *)', 'valid ".*"'):
        (gate / "lean.drv").write_text((base.HERE / "lean.drv").read_text() + line + "\n")
        done = subprocess.run([sys.executable, str(gate / "verify.py"), "--root", str(root)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        base.refused(done.returncode, done.stdout, ["a driver may only take facts away, and this line does something else"])


def unknown_unit():
    root = base.make_project("unknown_unit", [("impl/a/good.c", good_text())], ["bad_equal"])
    base.refused(*base.verify(root, "--unit", "nothing"), ["no unit"])
    units = root / "proofs/units.json"
    units.write_text(units.read_text().replace('"name": "unit"', '"name": "unit", "first": "z3"'))
    base.refused(*base.verify(root), [r"unknown field \['first'\]"])


def ghosts_and_doors():
    """What mappers are made of and every gate lets pass: a ghost machine, lemma functions, ghost arguments, a door."""
    text = (base.HERE / "fixtures" / "ghosts.c").read_text()
    root = base.make_project("ghosts", [("impl/a/ghosts.c", text)], trusted=["door_aim", "door_store"], scratch=["aim"])
    status, output = base.verify(root, "--update-expected")
    accepted(status, output)
    report = json.loads((root / "build/verify/report.json").read_text())
    if report["believed"] != ["door_aim", "door_store"] or report["functions"] != 3:
        raise base.Failed(f"doors believed, or lemma functions counted, otherwise than they stand there: {report}")
    if "believed, 2 contracts without a body (doors to the hardware): door_aim, door_store" not in output:
        raise base.Failed("the doors are not named\n" + base.tail(output))
    untrusted = base.make_project("ghosts_untrusted", [("impl/a/ghosts.c", text)], trusted=["door_aim"], scratch=["aim"])
    base.refused(*base.verify(untrusted), ["the contract of door_store is believed, and no unit proves its body"])


def stated_separation():
    """The memory model's hypothesis is accepted where the contract requires the same (refusals: fixtures/separation_*)."""
    text = (base.HERE / "fixtures" / "separation_stated.c").read_text()
    root = base.make_project("separation_stated", [("impl/a/stated.c", text)])
    accepted(*base.verify(root, "--update-expected"))
    if "Memory model hypotheses for function 'put'" not in (root / "build/verify/unit.gcc_x86_64/log").read_text():
        raise base.Failed("Frama-C does not warn of this file, so this test shows nothing")


def doors_alike():
    """Two units that believe different things of one door."""
    door = "/*@ terminates \\true; exits \\false; assigns \\nothing; ensures \\result == {}; */\nint door(void);\n"
    call = CALLEE.format("{0}").replace("callee", "{1}") + " {{ return door(); }}\n"
    root = base.make_project("doors_alike", [(f"impl/a/{name}.c", door.format(n) + call.format(n, name))
                                             for n, name in ((1, "one"), (2, "two"))], trusted=["door"])
    units = [{"name": name, "files": [f"impl/a/{name}.c"], "machdeps": ["gcc_x86_64"]} for name in ("one", "two")]
    (root / "proofs/units.json").write_text(json.dumps({"units": units, "trusted": ["door"]}))
    base.refused(*base.verify(root), ["two/gcc_x86_64: believes another contract of door"])


def door_elsewhere():
    """A second prototype adds to what is believed of a door, outside the files where a reader looks for it."""
    door = "/*@ terminates \\true; exits \\false; assigns \\nothing; ensures {}; */\nint door(void);\n"
    caller = CALLEE.format(1).replace("callee", "caller") + " { return door(); }\n"
    source = '#include "../door.h"\n' + door.format("\\result < 2") + caller
    root = base.make_project("door_elsewhere", [("impl/door.h", door.format("\\result > 0")), ("impl/a/caller.c", source)],
                             trusted=["door"])
    units = root / "proofs/units.json"
    units.write_text(units.read_text().replace(', "impl/a/caller.c"]}', "]}"))
    base.refused(*base.verify(root), [
        "impl/a/caller.c:\\d+: the contract of door is believed, and what is believed stands in impl/door.h only"])


CALLEE = "/*@ terminates \\true; exits \\false; assigns \\nothing; ensures \\result == {}; */\nint callee(void)"


def foreign_contract():
    """The caller's unit believes another contract than the one that the body was proved against."""
    caller = CALLEE.format(2) + ";\n" + CALLEE.format(2).replace("callee", "caller") + " { return callee(); }\n"
    root = base.make_project("foreign_contract", [("impl/a/callee.c", CALLEE.format(1) + " { return 1; }\n"),
                                                  ("impl/a/caller.c", caller)])
    units = [{"name": name, "files": [f"impl/a/{name}.c"]} for name in ("caller", "callee")]
    (root / "proofs/units.json").write_text(json.dumps({"units": units}))
    base.refused(*base.verify(root), ["the contract of callee is not the one that its body was proved against"])


def linked_project(name, caller, callee, both=True):
    root = base.make_project(name, [("impl/a/callee.c", callee), ("impl/a/caller.c", caller)])
    units = [{"name": "caller", "files": ["impl/a/caller.c"], "links": ["impl/a/callee.c"], "machdeps": ["gcc_x86_64"]}]
    units += [{"name": "callee", "files": ["impl/a/callee.c"], "machdeps": ["gcc_x86_64"]}] if both else []
    (root / "proofs/units.json").write_text(json.dumps({"units": units}))
    return root


CALLER = CALLEE.format(1) + ";\n" + CALLEE.format(1).replace("callee", "caller") + " { return callee(); }\n"


def linked_body():
    """A linked file's contracts are believed in one unit because its bodies are proved in another, and only then."""
    good, bad = CALLEE.format(1) + " { return 1; }\n", CALLEE.format(1) + " { return 2; }\n"
    accepted(*base.verify(linked_project("linked_good", CALLER, good), "--update-expected"))
    base.refused(*base.verify(linked_project("linked_bad", CALLER, bad), "--timeout", "5"),
                 ["callee/gcc_x86_64: unproved: callee_ensures"])
    base.refused(*base.verify(linked_project("linked_unproved", CALLER, bad, False)), ["callee.c: in no unit"])


def linked_lemma():
    """Leaving out the functions of linked files leaves lemmas out too, and WP assumes them: refused."""
    lemma = "/*@ lemma false_one: \\forall integer x; x == 3; */\n"
    root = linked_project("linked_lemma", lemma + CALLER, CALLEE.format(1) + " { return 1; }\n")
    base.refused(*base.verify(root, "--timeout", "5", "--unit", "caller"), ["lemma false_one is assumed here, and its goal was not generated"])


def linked_name_clash():
    helper = CALLEE.format(1).replace("callee", "helper").replace("*/\n", "*/\nstatic ") + " { return 1; }\n"
    root = linked_project("linked_name_clash", helper + CALLER, helper + CALLEE.format(1) + " { return helper(); }\n")
    base.refused(*base.verify(root), ["helper has a body in the unit and in a linked file"])


def proved_once():
    """A body proved under one machdep serves a caller under the other one where Frama-C reads both alike, and only there."""
    def project(name, prelude, value, caller=CALLER):
        root = base.make_project(name, [("impl/a/callee.c", prelude + CALLEE.format(1) + f" {{ return {value}; }}\n"),
                                        ("impl/a/caller.c", caller)])
        units = [{"name": name, "files": [f"impl/a/{name}.c"], "machdeps": [machdep]}
                 for name, machdep in (("caller", "gcc_x86_32"), ("callee", "gcc_x86_64"))]
        (root / "proofs/units.json").write_text(json.dumps({"units": units}))
        return root

    def alone(name, value):
        """Nobody's contracts rely on it: what the other kernel links is proved for it all the same."""
        root = base.make_project(name, [("impl/a/callee.c", CALLEE.format(1) + f" {{ return {value}; }}\n")])
        units = [{"name": "callee", "files": ["impl/a/callee.c"], "machdeps": ["gcc_x86_64"]}]
        (root / "proofs/units.json").write_text(json.dumps({"units": units}))
        return root

    accepted(*base.verify(project("proved_once", "typedef unsigned long long u64;\n", "(int)(u64)1"), "--update-expected"))
    base.refused(*base.verify(project("proved_once_long", "", "(int)(unsigned long)1")),
                 [r"callee: proved under one machdep, and Frama-C reads .*word32.* under gcc_x86_32 and .*word64"])
    base.refused(*base.verify(project("proved_once_size", "", "(int)sizeof(void *) > 1")),
                 [r"callee: 'sizeof\(void.*may be another number under another machdep"])
    base.refused(*base.verify(alone("proved_once_alone", "(int)(unsigned long)1")),
                 [r"callee: proved under one machdep, and Frama-C reads .*word32.* under gcc_x86_32 and .*word64"])
    base.refused(*base.verify(project("proved_once_other", "", "1", CALLER.replace("== 1", "== 2"))),
                 ["the contract of callee is not the one that its body was proved against"])


def poisoned_cache():
    """A cache that says 'valid' for a false goal is believed by WP, and not by verify."""
    text = (base.HERE / "fixtures" / "failed_goal.c").read_text()
    root = base.make_project("poisoned_cache", [("impl/a/failed_goal.c", text)])
    status, output = base.verify(root, "--timeout", "2")
    env = dict(os.environ, WHY3CONFIG=str(root / "build/verify/why3.conf"), PWD=str(root))
    session = root / ".frama-c" / "wp"
    line = ["frama-c", "-c11", "-wp", "-wp-rte", "-wp-model", "Typed+nocast", "-wp-prover", "cvc4,z3", "-wp-timeout", "2",
            "-wp-session", str(session), "-wp-cache", "update", "-wp-steps", "1000000", "impl/a/failed_goal.c"]
    subprocess.run(line, cwd=root, env=env, capture_output=True)
    entries = list(session.glob("**/*.json"))
    for path in entries:
        path.write_text(json.dumps({"prover": json.loads(path.read_text()).get("prover", "CVC4:1.8"),
                                    "verdict": "valid", "time": 0.01, "steps": 10}))
    fooled = subprocess.run(line, cwd=root, env=env, capture_output=True, text=True).stdout
    if not entries or not re.search(r"Proved goals:\s+(\d+) / \1\b", fooled):
        raise base.Failed("the poison does not work, so this test shows nothing:\n" + base.tail(fooled))
    shutil.copytree(session, root / "build/verify/unit.gcc_x86_64/session", dirs_exist_ok=True)
    poisoned = dict(os.environ, FRAMAC_WP_CACHE="replay", FRAMAC_WP_CACHEDIR=str(session / "cache"))
    base.refused(*base.verify(root, "--timeout", "2", env=poisoned), ["unproved: twice_ensures_T1a_twice"])


def tests():
    return {test.__name__: test for test in (
        share_of_smoke, driver_that_adds, good_passes_and_stamp, vanished_goal, uncommitted_goal, vanished_machdep, partial_is_no_verdict, unlisted_source, unknown_unit,
        foreign_contract, linked_body, linked_lemma, linked_name_clash, ghosts_and_doors, stated_separation,
        proved_once, doors_alike, door_elsewhere, poisoned_cache)}
