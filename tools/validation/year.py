# SPDX-License-Identifier: Apache-2.0
"""A year of weather through every stage, ours beside pvlib's: by months against pvlib's figures as kept in
tests/peers/pvlib_year.json, and row by row where pvlib can be imported."""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from .rows import Section

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests/peers/pvlib_year.json"
WEATHER = ROOT / "data/weather/thornton-synthetic.epw"
# Name, words, unit, factor of a sum over hours (None: the mean), unit of a row.
STAGES = [
    ("zenith", "sun: zenith angle", "deg", None, "deg"), ("azimuth", "sun: azimuth, on the sphere", "deg", None, "deg"),
    ("sun", "sun: cosine of the zenith angle", "h", 1, ""), ("extra", "light outside the atmosphere, on the level", "kWh/m²", 1e-3, "W/m²"),
    ("perez_beam", "Perez: beam", "kWh/m²", 1e-3, "W/m²"), ("perez_sky", "Perez: sky", "kWh/m²", 1e-3, "W/m²"),
    ("perez_ground", "Perez: ground", "kWh/m²", 1e-3, "W/m²"), ("perez", "**Perez: light on the plane**", "kWh/m²", 1e-3, "W/m²"),
    ("physical", "behind a sheet", "kWh/m²", 1e-3, "W/m²"), ("martin_ruiz", "by Martin and Ruiz, diffuse light too", "kWh/m²", 1e-3, "W/m²"),
    ("spectral", "First Solar's factor times the light", "kWh/m²", 1e-3, "W/m²"), ("warmth", "Faiman: temperature", "K", None, "K"),
    ("cec", "**sheet, Faiman, CEC: energy**", "kWh", 1e-3, "W"), ("de_soto", "**Martin and Ruiz, Faiman, De Soto: energy**", "kWh", 1e-3, "W"),
    ("hay_davies", "Hay and Davies: light on the plane", "kWh/m²", 1e-3, "W/m²"), ("hay_davies_power", "**... and energy**", "kWh", 1e-3, "W"),
    ("rotation", "tracker: rotation", "deg", None, "deg"), ("tracked", "tracker: light by Perez", "kWh/m²", 1e-3, "W/m²"),
    ("tracked_power", "**tracker: energy**", "kWh", 1e-3, "W"),
]
BAR = 2e-4     # of a year's energy
SAME = 1e-7    # of sums of a year and of a month: what two programs with one physics leave
MEAN = 1e-6    # deg and K, of the mean of a year
KEPT_DIGITS = 10


def python_environment():
    """Of a python3 that is to import pvlib."""
    folder = os.environ.get("HELIOFAB_PVLIB")
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path} if path else dict(os.environ)


def has_pvlib():
    return subprocess.run([sys.executable, "-c", "import pvlib, scipy"], env=python_environment(), capture_output=True).returncode == 0


def run_pvlib(program, kind, *weather):
    """What pvlib_year.py finds beside our rows."""
    with tempfile.TemporaryDirectory() as name:
        rows, answer = pathlib.Path(name) / "rows", pathlib.Path(name) / "answer.json"
        answer.write_text(subprocess.run([program, kind, rows], check=True, capture_output=True, text=True).stdout)
        script = ROOT / "tools/validation/pvlib_year.py"
        out = subprocess.run([sys.executable, script, rows, answer, *map(str, weather)], check=True, stdout=subprocess.PIPE, text=True, env=python_environment())
        return json.loads(out.stdout)


def shortened(value):
    if isinstance(value, dict):
        return {k: shortened(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shortened(v) for v in value]
    return float(f"{value:.{KEPT_DIGITS}g}") if isinstance(value, float) else value


def written(value, depth=0):
    """JSON with what is three levels deep on a line."""
    if depth == 3 or not isinstance(value, dict):
        return json.dumps(value)
    inner = ",\n".join(f"{' ' * (depth + 1)}{json.dumps(k)}: {written(v, depth + 1)}" for k, v in value.items())
    return "{\n" + inner + "\n" + " " * depth + "}"


def keep(program, version=None):
    """Runs pvlib over the hours and the minutes, and keeps what it gave."""
    hours, minutes, shifted = run_pvlib(program, "hours", WEATHER), run_pvlib(program, "minutes"), run_pvlib(program, "shifted")
    shifted = {name: sum(shifted["months"][name]) for name in ("perez", "below", "cec")}
    found = {"source": f"pvlib-python {version or hours['version']}, run on data/weather/thornton-synthetic.epw by tools/validate-field; numpy {hours['numpy']}",
            "licence": "figures of ours, Apache-2.0", "grade": "B", "hours": hours, "minutes": minutes, "shifted": shifted}
    KEPT.write_text(written(shortened(found)) + "\n")


def annual(months, stage, hours=8760):
    name, _, _, factor, _ = stage
    total = sum(months[name])
    return total / hours if factor is None else total * factor


def worst_month(ours, theirs, stage):
    if stage[3] is None:
        return None
    return max((abs(a / b - 1) for a, b in zip(ours[stage[0]], theirs[stage[0]])), default=0)


def moment(worst, unit):
    t = datetime.datetime.fromtimestamp(worst["time"], datetime.timezone.utc)
    return f"{worst['theirs_less_ours']:+.0e} {unit} ({t:%d %b %H:%M}, {worst['zenith']:.0f} deg)".replace("  ", " ")


def compare(s, what, ours, kept, shown=None):
    """A table of stages, all or those shown; misses are sums, months and rows that are too far apart."""
    rows = []
    for stage in STAGES:
        name, words, unit, factor, row_unit = stage
        a, b = annual(ours, stage), annual(kept["months"], stage)
        off, allowed, of = (a - b, MEAN, f" {unit}") if factor is None else (a / b - 1, SAME, "")
        month = worst_month(ours, kept["months"], stage)
        s.expect(abs(off) <= allowed, f"{what}: {words} is off by {off:.1e}")
        s.expect(month is None or month <= SAME, f"{what}: a month of {words} is off by {month}")
        worst = kept["worst"][name]
        s.expect(abs(worst["down"]["theirs_less_ours"]) <= 1e-5, f"{what}: {words} differs by {worst['down']} with the sun down")
        if shown and name not in shown:
            continue
        rows.append((words, unit, f"{b:.9g}", f"{a:.9g}", f"{off:+.0e}{of}", "" if month is None else f"{month:.0e}", moment(worst["up"], row_unit)))
    s.add_table(("stage", "unit", "pvlib", "ours", "ours over pvlib's less 1, or less pvlib's", "worst month", "pvlib less ours, worst row (universal time, zenith)"), rows)


def near_the_horizon(s, ours, theirs):
    rows = []
    for a, b in zip(ours, theirs):
        is_up = a["zenith"] < 90
        for key in ("beam", "perez", "hay_davies"):
            s.expect(not is_up or abs(a[key] - b[key]) <= 1e-6, f"{key} at {a['zenith']} deg: {a[key]}, pvlib {b[key]}")
        rows.append((f"{a['zenith']:.1f}", *(f"{b[k]:.3f} / {a[k]:.3f}" for k in ("beam", "perez", "hay_davies"))))
    s.add_table(("zenith, deg", "beam, W/m²", "sky by Perez", "sky by Hay and Davies"), rows)


def at_dawn(s, values, theirs):
    ours = {name: sum(values["shifted"]["months"][name]) for name in theirs}
    whole = sum(values["minutes"]["months"]["perez"]) / 1e3
    s.expect(abs(ours["perez"] / theirs["perez"] - 1) <= BAR, f"shifted hours: light on the roof is {ours['perez']}, pvlib {theirs['perez']}")
    nearer = "pvlib comes" if abs(theirs["perez"] / 1e3 - whole) < abs(ours["perez"] / 1e3 - whole) else "this engine comes"
    s.say("What that makes of a year: the minutes above, put together to hours from one half hour to the next, so that of some the sun is down in the middle as in measured weather. "
          f"Perez' light on the roof, kWh/m² a year; {nearer} nearer to the minutes:")
    s.add_table(("", "minute by minute", "pvlib, by hours", "ours, by hours"),
                [("hours with the sun down in the middle", f"{values['below']:.3f}", f"{theirs['below'] / 1e3:.3f}", f"{ours['below'] / 1e3:.3f}"),
                 ("all hours", f"{whole:.2f}", f"{theirs['perez'] / 1e3:.2f}", f"{ours['perez'] / 1e3:.2f}")])


def kept():
    """pvlib's figures as it gave them when it was last run."""
    return json.loads(KEPT.read_text())


def section(values):
    s = Section("A year beside pvlib")
    theirs = kept()
    year, hours = values["hours"], theirs["hours"]
    s.say(f"""`data/weather/thornton-synthetic.epw`, hour by hour, through every stage of both programs; pvlib reads the file by itself. A south roof at 30 deg, albedo 0.2; MiaSole Flex-01 210W by its row of the CEC's table [cec2015]; single-axis trackers with axes to the south, ±60 deg, coverage 0.35, backtracking.
Both take {year['pressure']:.0f} Pa and {year['temperature']:.0f} degC for refraction, a solar constant of 1361.1 W/m² and delta T by polynomials; the sun is that of the middle of the hour. Figures of {theirs['source']}; they are kept in `tests/peers/pvlib_year.json`, and a test (`peers.field`) compares with them.
The bar for a year's energy was {100 * BAR:g} %; the test holds sums of years and months to {SAME:g}, means to {MEAN:g} deg and K. With the sun down no row differs by more than 1e-5.""")
    compare(s, "hours", year["months"], hours)
    energies = ("cec", "de_soto", "hay_davies_power", "tracked_power")
    worst = max(abs(sum(year["months"][k]) / sum(hours["months"][k]) - 1) for k in energies)
    s.gist = f"energy of a year by pvlib, worst of four chains: {worst:.0e}", f"{BAR:g}"
    s.say("What is left of the sun is delta T: pvlib takes it for the middle of each month, so that it jumps on the first.")
    s.say("### By minutes\n\nThe same year in minutes, as `resample` makes them of the hours; pvlib takes these rows, since it has no such thing. The same stages are compared, those that matter are shown.")
    compare(s, "minutes", values["minutes"]["months"], theirs["minutes"], ("zenith", "perez", "physical", "warmth", "cec", "de_soto", "hay_davies_power", "tracked_power"))
    s.say("### Where the two differ\n\n**Below the horizon.** Weather files give light for hours in whose middle the sun is down. pvlib's beam then falls on the surface from below the horizon, its sky by Perez is nothing, since its air mass is no number there; here there is no beam, and air mass is that at the horizon. "
          "No row of the two years above is of this kind. Neither is physics: models of the sky about the sun have no answer for a sun that is not there, and give more than the 40 W/m² of the level. A beam of 200 W/m² and 40 W/m² of diffuse light, a sun in the azimuth 130 deg, the same roof; pvlib / ours:")
    near_the_horizon(s, values["light"]["low_sun"], hours["low_sun"])
    at_dawn(s, values, theirs["shifted"])
    energies = [(hours["defaults"][k] / sum(hours["months"][k]) - 1, words) for k, words in (("perez", "light on the roof"), ("cec", "energy of the roof"), ("tracked_power", "energy of trackers"))]
    s.say("**By pvlib's own choices**, where a user gives none: 1366.1 W/m² with the distance of the sun by the day of the year, delta T of 67 s, refraction by the pressure of the site's elevation. Against the above the year's " + ", ".join(f"{words} changes by {100 * off:+.4f} %" for off, words in energies) + ": Perez' brightness follows the light outside the atmosphere.")
    return s
