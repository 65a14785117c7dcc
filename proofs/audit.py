#!/usr/bin/env python3
"""audit.py - what kernels, fuzzers, replay and the host library link is compiled from the files that verify reads.

    proofs/audit.py                       every check, one line each
    proofs/audit.py --compile-commands    writes build/compile_commands.json from the same command lines

Works from `make -n -B`, so it sees what make would run now, not what an old build folder holds.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import builds
import project as projects

INCLUDES = ("impl/include", ".")
# Builds that must compile every source of impl/ (replay binaries do so in one command each).
WHOLE = ("host", "clang", "i686", "amd64", "fuzz", "fuzz/replay/gcc", "fuzz/replay/clang", "fuzz/replay/gcc32")
KERNELS = ("build/kernel-i686.elf", "build/kernel-amd64.elf")
# The UEFI loaders link what they need: the way out of the boot services, the memory map, the words of the command line.
LOADERS = ("build/BOOTX64.EFI", "build/BOOTIA32.EFI")
IN_LOADERS = ("impl/firmware/", "impl/memmap/", "impl/pagemap/boot_params.c", "impl/rtl/status.c")
SWITCH = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif|else|pragma|include_next|import)\b(.*)$|\b_Pragma\b|\b__has_include\b")


def is_impl(path):
    return path.startswith("impl/") and path.endswith(".c")


def switches(text):
    """Lines with a preprocessor switch, but for the guard around a header."""
    lines = text.splitlines()
    guard = re.search(r"^#ifndef (\w+)\n#define \1$", text, re.M)
    guard_line = text[:guard.start()].count("\n") if guard else None
    return [(number + 1, line.strip()) for number, line in enumerate(lines)
            if SWITCH.search(line) and number != guard_line]


def no_switches(root):
    return [f"{path.relative_to(root)}:{number}: {line}: no switch between what is proved and what is built"
            for path in sorted(root.glob("impl/**/*.[ch]")) for number, line in switches(path.read_text())]


def flags_alike(commands):
    """No macro from the command line, the same include folders, nothing included by force."""
    complaints = []
    for command in commands:
        if not any(is_impl(source) for source in command.sources):
            continue
        folders = []
        for index, word in enumerate(command.words):
            if re.match(r"-[DU]", word) or word in ("-include", "-imacros", "-iquote", "-isystem", "-idirafter", "-Xclang",
                                                   "-include-pch") or word.startswith(("-Wp,", "-iquote", "-isystem", "@")):
                complaints.append(f"{command.output}: compiled with {word}")
            if word == "-I":
                folders.append(command.words[index + 1])
            elif word.startswith("-I"):
                folders.append(word[2:])
        if tuple(folders) != INCLUDES:
            complaints.append(f"{command.output}: include folders {folders}, and verify reads {list(INCLUDES)}")
    return complaints


def sources_proved(commands, listed):
    """Every source below an impl/ folder is one that a unit of verify proves."""
    return [f"{command.output}: {source} is in no unit of proofs/units.json" for command in commands
            for source in command.sources if "impl" in Path(source).parts and source not in listed]


def builds_whole(commands, wanted):
    """Each build compiles every proved source of impl/, and from that very path."""
    complaints = []
    for build in WHOLE:
        have = {source for command in commands if command.build == build for source in command.sources}
        complaints += [f"build {build} does not compile {source}" for source in sorted(wanted - have)]
    return complaints


def links(commands, programs, wanted):
    """Each program links, for every wanted source, the object compiled from it, and no second object named impl/."""
    made = {command.output: command.sources for command in commands if command.sources}
    complaints = []
    for program in programs:
        lines = [command for command in commands if command.output == program]
        if not lines:
            complaints.append(f"make would not link {program}")
        for command in lines:
            linked = [source for name in command.objects for source in made.get(name, [])]
            complaints += [f"{program} does not link {source}" for source in sorted(wanted - set(linked))]
            complaints += [f"{program} links {name}, and nobody knows its source" for name in command.objects
                           if "/impl/" in name and name not in made]
    return complaints


def project_tokens(root, words, source):
    """The tokens of project files after the preprocessor; system headers differ between compilers and are left out."""
    done = subprocess.run(words + ["-E", source], cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        return None, done.stderr.strip().splitlines()[-1:]
    ours, kept = False, []
    for line in done.stdout.splitlines():
        mark = re.match(r'#\s*(?:line\s+)?\d+ "([^"]*)"', line)
        if mark:
            ours = re.sub(r"^\./", "", mark.group(1)).startswith(("impl/", "spec/"))
        elif ours and not line.startswith("#"):
            kept.append(line)
    return normalized(re.findall(r"[A-Za-z_]\w*|\d\w*|\"(?:\\.|[^\"\\])*\"|\S", "\n".join(kept))), ""


def normalized(tokens):
    """UINT64_MAX and its like are spelled differently by each stdint.h: literals become value and signedness."""
    plain = []
    for token in tokens:
        match = re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)([uU]?)[lL]{0,2}", token)
        plain.append(f"{int(match[1], 0)}{match[2].upper()}" if match else token)
        if len(plain) >= 3 and plain[-3] == "(" and plain[-1] == ")" and plain[-2][0].isdigit():
            plain[-3:] = [plain[-2]]
    return plain


def preprocess_words(command):
    words, skip = [], False
    for word in command.words:
        if skip or word in ("-c", "-MMD", "-MP") or word.endswith((".c", ".o")):
            skip = False
        elif word == "-o":
            skip = True
        else:
            words.append(word)
    return words


def proof_words(root, machdep):
    """How Frama-C preprocesses: its own libc, its own macros."""
    share = subprocess.run(["frama-c", "-print-share-path"], capture_output=True, text=True).stdout.strip()
    macro = "__FC_MACHDEP_" + machdep.upper()
    return ["gcc", "-std=c11", "-nostdinc", f"-I{share}/libc", "-D__FRAMAC__", f"-D{macro}",
            "-m32" if machdep.endswith("32") else "-m64", "-Iimpl/include", "-I."]


def same_text(root, commands, wanted):
    """After the preprocessor, every build and the proof see the same tokens."""
    ways = {}
    for command in commands:
        if any(is_impl(source) for source in command.sources):
            ways.setdefault(tuple(preprocess_words(command)), command.build)
    complaints = []
    for source in sorted(wanted):
        reference, problem = project_tokens(root, proof_words(root, "gcc_x86_64"), source)
        others = {"the proof for gcc_x86_32": proof_words(root, "gcc_x86_32")}
        others.update({f"build {build}": list(words) for words, build in ways.items()})
        if not reference:
            complaints.append(f"{source}: the preprocessor refuses it: {problem}")
            continue
        for name, words in others.items():
            tokens, problem = project_tokens(root, words, source)
            if tokens != reference:
                complaints.append(f"{source}: {name} sees other text than the proof: "
                                  + (str(problem) if tokens is None else first_difference(reference, tokens)))
    return complaints


def first_difference(one, other):
    for index, (left, right) in enumerate(zip(one, other)):
        if left != right:
            return f"'{' '.join(one[index:index + 6])}' against '{' '.join(other[index:index + 6])}'"
    return f"{len(one)} tokens against {len(other)}"


def compile_commands(root, commands):
    entries = {}
    for command in commands:
        for source in command.sources:
            words = [word for word in preprocess_words(command)]
            entries.setdefault(source, {"directory": str(root), "file": source,
                                        "arguments": words + ["-c", source, "-o", command.output]})
    path = root / "build" / "compile_commands.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(list(entries.values()), indent=1) + "\n")
    return path, len(entries)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", default=str(Path(__file__).resolve().parent.parent))
    parser.add_argument("--compile-commands", action="store_true")
    args = parser.parse_args()
    root = Path(args.root).resolve()
    commands, problems = builds.everything(root)
    if args.compile_commands:
        path, count = compile_commands(root, commands)
        print(f"{path.relative_to(root)}: {count} sources")
        return 0
    try:
        listed = {path for unit in projects.load(root, root / "build").units for path in unit.files}
    except projects.Refused as error:
        listed, problems = set(), problems + [str(error)]
    wanted = {str(path.relative_to(root)) for path in root.glob("impl/**/*.c")}
    needed = {path for path in wanted if path.startswith(IN_LOADERS)}
    checks = [
        ("make knows the builds", problems),
        ("every source of impl/ is in a unit of verify", [f"{path} is not" for path in sorted(wanted - listed)]),
        ("impl/ has no preprocessor switch but include guards", no_switches(root)),
        ("no -D, -U, -include; the same include folders", flags_alike(commands)),
        ("everything compiled below an impl/ folder is proved", sources_proved(commands, listed)),
        ("every build compiles every proved source", builds_whole(commands, wanted)),
        ("both kernels link the objects of the proved sources", links(commands, KERNELS, wanted)),
        ("both UEFI loaders link those that they need", links(commands, LOADERS, needed)),
        ("after the preprocessor all builds and the proof see the same tokens", same_text(root, commands, wanted)),
    ]
    for title, complaints in checks:
        print(f"{'FAIL' if complaints else 'ok':5} {title}")
        for complaint in complaints[:10]:
            print(f"        {complaint}")
    failed = sum(bool(complaints) for _, complaints in checks)
    print(f"audit: {len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
