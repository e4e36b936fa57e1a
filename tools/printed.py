# SPDX-License-Identifier: Apache-2.0
"""When two texts of a program are the same: processors differ in the last bits, so numbers need not be equal."""
import difflib
import re

NUMBER = re.compile(r"[-+]?\d[\d,]*\.?\d*(?:e[-+]?\d+)?")
BARS = re.compile(r"[█▉▊▋▌▍▎▏░▁▂▃▄▅▆▇#~\u2800-\u28ff]+")


def is_same(a, b):
    """Of two lines: the words are equal and stand where they stood, the numbers are nearly equal; bars and curves differ."""
    def plain(line):
        return re.sub(r"\s+", " ", BARS.sub(" ", NUMBER.sub("0", line))).strip()

    def length(line):
        return len(BARS.sub("", line).rstrip())

    def is_near(x, y):
        last = 10.0 ** -max(len(n.partition(".")[2]) if "e" not in n else 0 for n in (x, y))
        u, v = (float(n.replace(",", "")) for n in (x, y))
        return abs(u - v) <= max(0.01 * max(abs(u), abs(v)), 2.001 * last)
    return a == b or (plain(a) == plain(b) and (BARS.search(a) or abs(length(a) - length(b)) <= 2)
                      and all(map(is_near, NUMBER.findall(a), NUMBER.findall(b))))


def difference(old, new, name):
    """A diff of two lists of lines that are not the same; None when they are."""
    if len(old) == len(new) and all(map(is_same, old, new)):
        return None
    return "\n".join(difflib.unified_diff(old, new, name, "printed now", lineterm=""))
