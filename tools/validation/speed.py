# SPDX-License-Identifier: Apache-2.0
"""Time beside pvlib in one run of the benchmark."""
import json
import os
import platform
import re
import subprocess
import sys

from .rows import Section
from .year import python_environment

TITLE = "Speed beside pvlib"
BARS = {"whole_year": ("a year of minutes: sun, air mass, Perez, sheet, Faiman, CEC, maximum power", 60),
        "million_powers": ("a million maximum power points", 40)}
AGREE = 1e-5  # of the sum of what both found: here pvlib takes the distance of the sun by the day of the year


def processor():
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*:\s*(.*)", info.read())
    return model.group(1).strip() if model else platform.machine()


def section(bench):
    """Runs the benchmark, which runs pvlib itself."""
    s = Section(TITLE)
    load = os.getloadavg()[0]
    environment = python_environment()
    environment.setdefault("HELIOFAB_PVLIB", environment.get("PYTHONPATH", ""))
    environment["PATH"] = os.pathsep.join((os.path.dirname(sys.executable), environment.get("PATH", "")))
    out = subprocess.run([bench, "--benchmark_filter=^(whole_year|million_powers)$", "--benchmark_format=json"], check=True, stdout=subprocess.PIPE, text=True, env=environment)
    rows = []
    for run in json.loads(out.stdout)["benchmarks"]:
        words, bar = BARS[run["name"]]
        if "pvlib_ms" not in run:
            raise RuntimeError(f"pvlib did not run beside {run['name']}: {run.get('error_message', 'HELIOFAB_PVLIB names no folder')}")
        ours, theirs = run["best_ms"], run["pvlib_ms"]
        s.expect(abs(run["off_pvlib"]) <= AGREE, f"{words}: the sums differ by {run['off_pvlib']:.1e}")
        rows.append((words, f"{ours:.1f}", f"{theirs:.0f}", f"{run['ratio_pvlib']:.0f}", f"{run['ratio_plain']:.0f}", bar, f"{ours / bar:.2f}" if ours <= bar else f"**{ours / bar:.2f}**", f"{run['off_pvlib']:+.1e}"))
    s.say(f"`field_bench` of the build `dev`, on one core; with `HELIOFAB_PVLIB` it starts pvlib on the same rows, so that both are of one run: {processor()}, load average {load:.1f} of {os.cpu_count()} cores before it. Shortest processor time of five and of three runs. "
          "pvlib's is spared what a user would not be: the nights in its last two stages, and NREL's distance of the sun, in place of which it takes the day of the year. The ratio to the plain form is that to our own, one point at a time.")
    s.add_table(("", "ours, ms", "pvlib, ms", "pvlib over ours", "plain over ours", "bar, ms", "ours over the bar", "our sum over pvlib's less 1"), rows)
    s.gist = gist_of(s.text)
    return s


def gist_of(text):
    """Ratios and times of the table."""
    cells = [[c.strip(" *") for c in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| a ")]
    return "; ".join(f"{c[0].partition(':')[0]}: {c[1]} ms, pvlib {c[3]} times that" for c in cells), " and ".join(f"{c[5]} ms" for c in cells)


def kept(page):
    """The section as the page has it; empty when it has none."""
    found = re.search(rf"^## {TITLE}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    if not found:
        return None
    text = found.group(1).rstrip("\n") + "\n"
    return Section(TITLE, text, gist=gist_of(text))
