# SPDX-License-Identifier: Apache-2.0
"""The module as one diode against curves of arbitrary precision, and figures of PVsyst."""
from .rows import Row, Section
from .year import kept

BAR = 1e-13
NAMES = (("isc", "short circuit"), ("voc", "open circuit"), ("vmp", "voltage at maximum power"), ("imp", "current at maximum power"), ("pmp", "maximum power"))


def curves(s, diode, theirs):
    s.say(f"{diode['curves']} curves of 72 and 140 cells at 25 degC by arithmetic of 40 digits [ivcurves2022], in two sets of 32; they stand in `libs/field/test/precise_curves.csv`, and seven points of each in `precise_points.csv`. "
          f"Worst error over a set, relative to the figure; of the points, the current's over that of the short circuit. The bar is {BAR:g}: some hundred roundings of the 2·10⁻¹⁶ that a double holds.")
    rows = []
    for key, what in NAMES:
        figures = [diode["sets"][k][form][key] for k in (0, 1) for form in ("lanes", "plain")]
        pvlib = [max(x[way][key] for x in theirs["hours"]["curves"]) for way in ("newton", "lambertw")]
        rows.append((what, *(f"{f:.1e}" for f in figures + pvlib)))
        s.expect(max(figures) <= BAR, f"{what} of a precise curve is off by {max(figures):.1e}")
    points = [x["points"] for x in diode["sets"]]
    s.expect(max(points) <= BAR, f"a point of a precise curve is off by {max(points):.1e}")
    rows.append(("points along the curves", f"{points[0]:.1e}", "", f"{points[1]:.1e}", "", "", ""))
    s.add_table(("worst of 32", "set 1, arrays", "set 1, plain", "set 2, arrays", "set 2, plain", "pvlib, Newton", "pvlib, Lambert's W"), rows)
    s.say(f"The last two columns are the worst of both sets by pvlib's `singlediode`: its way by Lambert's W finds the maximum by a golden section, which knows a flat top to half of the digits. Figures of {theirs['source']}.")
    worst = max(diode["sets"][k][form][key] for k in (0, 1) for form in ("lanes", "plain") for key, _ in NAMES)
    s.gist = f"worst of {diode['curves']} precise curves: {worst:.0e} of the figure; points along them {max(points):.0e}", f"{BAR:g}"


def programs(s, diode):
    film, rated, t = diode["fs495"], diode["fs495_rated"], diode["translated"]
    four = "1e-4, as the test it is taken from: four digits, and constants of two programs"
    plate = "0.05 % and 0.04, as there: a nameplate"
    s.add([Row("recombination, 888 W/m², 55 degC: power, W", "76.262", film["pmp"], 1e-4 * 76.262 + 1e-4, four),
           Row("... short circuit, A", "1.3868", film["isc"], 1e-4 * 1.3868 + 1e-4, four),
           Row("... open circuit, V", "79.292", film["voc"], 1e-4 * 79.292 + 1e-4, four),
           Row("rated: power, W", "94.99", rated["pmp"], 5e-4 * 94.99 + 0.04, plate),
           Row("... short circuit, A", "1.55", rated["isc"], 5e-4 * 1.55, plate),
           Row("... open circuit, V", "86.5", rated["voc"], 5e-4 * 86.5 + 0.04, plate)], "PVsyst's thin film")
    s.say("First Solar FS-495 of PVsyst 6.7.2, as quoted in pvlib-python 6382338, tests/test_singlediode.py. Its other figure there (79.723 W) is with the breakdown of cells in reverse and without recombination: the engine's diode has no breakdown, and it is left out. So are "
          "the figures of Huld's model (77.086 and 77.723 W of a CIS module, versions of PVGIS 5 and 6): the engine has no such model, as its tables are of the module itself.")
    s.add([Row("De Soto, 800 W/m², 50 degC: light current, A", "6.096", t["photocurrent"], 5e-4, "half of the last digit"),
           Row("... saturation current, A", "9.455e-8", t["saturation"], 1e-11, "the last digit"),
           Row("... shunt, ohm", "19.65", t["shunt"], 5e-3, "half of the last digit"),
           Row("... thermal voltage, V", "0.5127", t["thermal"], 5e-5, "half of the last digit"),
           Row("CEC, adjustment 10.6 %: light current, A", "6.0896", t["photocurrent_cec"], 5e-5, "half of the last digit")], "Translation")
    s.say("Source: pvlib-python 6382338, tests/test_pvsystem.py.")


def section(values):
    s = Section("The module as one diode")
    curves(s, values["diode"], kept())
    programs(s, values["diode"])
    return s
