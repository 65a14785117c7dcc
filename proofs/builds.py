"""builds.py - the compile and link commands that make would run, read from `make -n -B`."""
import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

COMPILERS = re.compile(r"(^|/)(gcc|clang|cc)(-\d+)?$")
LINKERS = re.compile(r"(^|/)(ld|ld\.lld|lld-link|ar)$")
GOALS = ("all", "fuzz", "replay")


@dataclass
class Command:
    words: list
    sources: list   # C files, relative to the project
    objects: list   # .o and .a files that go in
    output: str

    @property
    def compiles(self):
        return "-c" in self.words or bool(self.sources)

    @property
    def build(self):
        """Which build this output belongs to: i686, amd64, host, clang, fuzz, replay/gcc, ..."""
        parts = Path(self.output).parts
        parts = parts[parts.index("build") + 1:] if "build" in parts else parts
        if parts[:2] == ("fuzz", "replay"):
            return "/".join(parts[:3])
        return parts[0] if len(parts) > 1 else self.output


def dry_run(root, goal):
    """The commands of a goal, or None with make's complaint."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make", "-n", "-B", "--no-print-directory", goal], cwd=root, env=env, capture_output=True,
                          text=True)
    if done.returncode != 0:
        return None, done.stderr.strip()
    return [command for line in joined(done.stdout) for command in parse(line, root)], ""


def joined(text):
    return text.replace("\\\n", " ").splitlines()


def parse(line, root):
    found = []
    for part in re.split(r"&&|\|\||;|\bdo\b", line):
        try:
            words = shlex.split(part)
        except ValueError:
            continue
        if not words or not (COMPILERS.search(words[0]) or LINKERS.search(words[0])):
            continue
        sources = [relative(word, root) for word in words[1:] if word.endswith(".c")]
        objects = [relative(word, root) for word in words[1:] if re.search(r"\.[oa]$", word)]
        if "-o" in words[:-1]:
            output = words[words.index("-o") + 1]
        elif any(word.startswith("/out:") for word in words):
            output = next(word for word in words if word.startswith("/out:")).removeprefix("/out:")
        elif LINKERS.search(words[0]) and objects:
            output = objects[0]
        else:
            output = ""
        output = relative(output, root) if output else ""
        found.append(Command(words, sources, [name for name in objects if name != output], output))
    return found


def relative(path, root):
    full = Path(root, path)
    return os.path.relpath(full, root) if not path.startswith("$") else path


def everything(root):
    """All commands of all goals, and complaints about goals that make does not know."""
    commands, complaints = [], []
    for goal in GOALS:
        found, problem = dry_run(root, goal)
        if found is None:
            complaints.append(f"`make -n {goal}` fails: {problem}")
        else:
            commands += [command for command in found if command.words not in [old.words for old in commands]]
    return commands, complaints
