# SPDX-License-Identifier: Apache-2.0
"""Rows that hold a figure against another: what a section of a validation page is made of."""
import dataclasses
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from markdown_table import table  # noqa: E402

HEAD = ("what", "expected", "obtained", "off by", "tolerance", "why this tolerance")


@dataclasses.dataclass
class Row:
    """`expected` is a text where its printed digits count, else a number."""
    what: str
    expected: str | float
    obtained: float
    tolerance: float
    why: str
    is_relative: bool = False  # off by and tolerance are shares of what is expected

    @property
    def off(self):
        off = self.obtained - float(self.expected)
        return off / abs(float(self.expected)) if self.is_relative else off

    @property
    def is_met(self):
        return abs(self.off) <= self.tolerance

    def cells(self):
        size = self.tolerance * (abs(float(self.expected)) if self.is_relative else 1)
        printed = len(self.expected.partition(".")[2]) if isinstance(self.expected, str) else 0
        digits = max(printed, min(10, 1 - math.floor(math.log10(size))))
        expected = self.expected if isinstance(self.expected, str) else f"{self.expected:.{digits}f}"
        off = "0" if self.off == 0 else f"{self.off:+.1e}"
        return self.what, expected, f"{self.obtained:.{digits}f}", off if self.is_met else f"**{off}**", f"{self.tolerance:.1e}", self.why


@dataclasses.dataclass
class Section:
    """A part of the page: its text, and what in it is not as it should be."""
    title: str
    text: str = ""
    misses: list = dataclasses.field(default_factory=list)
    gist: tuple = ()  # what was found, in a line, and the bar

    def say(self, text):
        self.text += f"\n{text}\n"

    def add(self, rows, title=None):
        """A table of rows; those beyond their tolerance are misses."""
        if title:
            self.say(f"### {title}")
        self.text += "\n" + table(HEAD, [row.cells() for row in rows])
        self.misses += [f"{self.title}: {row.what}: {row.obtained!r}, expected {row.expected} within {row.tolerance:g}" for row in rows if not row.is_met]

    def add_table(self, head, rows):
        self.text += "\n" + table(head, rows)

    def expect(self, holds, what):
        if not holds:
            self.misses.append(f"{self.title}: {what}")

    def page(self):
        return f"\n## {self.title}\n{self.text}"
