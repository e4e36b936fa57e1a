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
# Name, words, unit, factor of a sum over hours (None: the mean), unit of a row, factor of its difference.
STAGES = [
    ("zenith", "sun: zenith angle", "deg", None, "deg", 1), ("azimuth", "sun: azimuth, on the sphere", "deg", None, "deg", 1),
    ("sun", "sun: cosine of the zenith angle", "h", 1, "", 1), ("extra", "light outside the atmosphere, on the level", "kWh/m²", 1e-3, "W/m²", 1),
    ("perez_beam", "Perez: beam", "kWh/m²", 1e-3, "W/m²", 1), ("perez_sky", "Perez: sky", "kWh/m²", 1e-3, "W/m²", 1),
    ("perez_ground", "Perez: ground", "kWh/m²", 1e-3, "W/m²", 1), ("perez", "**Perez: light on the plane**", "kWh/m²", 1e-3, "W/m²", 1),
    ("physical", "behind a sheet", "kWh/m²", 1e-3, "W/m²", 1), ("martin_ruiz", "by Martin and Ruiz, diffuse light too", "kWh/m²", 1e-3, "W/m²", 1),
    ("spectral", "First Solar's factor times the light", "kWh/m²", 1e-3, "W/m²", 1), ("warmth", "Faiman: temperature", "K", None, "K", 1),
    ("cec", "**sheet, Faiman, CEC: energy**", "kWh", 1e-3, "W", 1), ("de_soto", "**Martin and Ruiz, Faiman, De Soto: energy**", "kWh", 1e-3, "W", 1),
    ("hay_davies", "Hay and Davies: light on the plane", "kWh/m²", 1e-3, "W/m²", 1), ("hay_davies_power", "**... and energy**", "kWh", 1e-3, "W", 1),
    ("rotation", "tracker: rotation", "deg", None, "deg", 1), ("tracked", "tracker: light by Perez", "kWh/m²", 1e-3, "W/m²", 1),
    ("tracked_power", "**tracker: energy**", "kWh", 1e-3, "W", 1),
]
ENERGIES = ("cec", "de_soto", "hay_davies_power", "tracked_power")
BAR = 2e-4          # of a year's energy
OTHERS = 5e-4       # of a year's sum of any other stage
MONTH = 1e-3        # of a month's energy
ANGLE = 1e-5        # deg, mean of a year
KEPT_DIGITS = 9


def python_environment():
    """Of a python3 that is to import pvlib."""
    folder = os.environ.get("HELIOFAB_PVLIB")
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path} if path else dict(os.environ)


def has_pvlib():
    return subprocess.run([sys.executable, "-c", "import pvlib, scipy"], env=python_environment(), capture_output=True).returncode == 0


def run_pvlib(program, parts, *weather):
    """What pvlib_year.py finds beside our rows."""
    with tempfile.TemporaryDirectory() as name:
        rows, answer = pathlib.Path(name) / "rows", pathlib.Path(name) / "answer.json"
        answer.write_text(subprocess.run([program, str(parts), rows], check=True, capture_output=True, text=True).stdout)
        script = ROOT / "tools/validation/pvlib_year.py"
        out = subprocess.run([sys.executable, script, rows, answer, *map(str, weather)], check=True, stdout=subprocess.PIPE, text=True, env=python_environment())
        return json.loads(out.stdout) | {"ours": json.loads(answer.read_text())["months"]}


def shortened(value):
    if isinstance(value, dict):
        return {k: shortened(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shortened(v) for v in value]
    return float(f"{value:.{KEPT_DIGITS}g}") if isinstance(value, float) else value


def keep(program, version=None):
    """Runs pvlib over the hours and the minutes, and keeps what it gave."""
    hours, minutes = run_pvlib(program, 1, WEATHER), run_pvlib(program, 60)
    hours.pop("ours")
    kept = {"source": f"pvlib-python {version or hours['version']}, run on data/weather/thornton-synthetic.epw by tools/validate-field; numpy {hours['numpy']}",
            "licence": "figures of ours, Apache-2.0", "grade": "B", "hours": hours, "minutes": minutes}
    text = json.dumps(shortened(kept), indent=1)
    KEPT.write_text(text + "\n")


def annual(months, stage, hours=8760):
    name, _, _, factor, _, _ = stage
    total = sum(months[name])
    return total / hours if factor is None else total * factor


def worst_month(ours, theirs, stage):
    if stage[3] is None:
        return None
    return max((abs(a / b - 1) for a, b in zip(ours[stage[0]], theirs[stage[0]])), default=0)


def tolerance(name, unit):
    return ANGLE if unit in ("deg", "K") else BAR if name in ENERGIES else OTHERS


def moment(worst):
    t = datetime.datetime.fromtimestamp(worst["time"], datetime.timezone.utc)
    return f"{worst['theirs_less_ours']:+.1e} ({t:%d %b %H:%M}, {worst['zenith']:.1f} deg)"


def compare(s, ours, kept):
    rows = []
    for stage in STAGES:
        name, words, unit = stage[:3]
        a, b = annual(ours, stage), annual(kept["months"], stage)
        off = a - b if stage[3] is None else a / b - 1
        allowed = tolerance(name, unit)
        s.expect(abs(off) <= allowed, f"a year's {words} is off by {off:.1e}")
        month = worst_month(ours, kept["months"], stage)
        if name in ENERGIES:
            s.expect(month <= MONTH, f"a month's {words} is off by {month:.1e}")
        worst = kept["worst"][name]
        rows.append((words, unit, f"{b:.6g}", f"{a:.6g}", f"{off:+.1e} {unit}" if stage[3] is None else f"{100 * off:+.5f} %",
                     f"{allowed:g} {unit}" if stage[3] is None else f"{100 * allowed:g} %", "" if month is None else f"{100 * month:.4f} %",
                     moment(worst["up"]), moment(worst["down"])))
    s.add_table(("stage", "unit", "pvlib", "ours", "off by", "tolerance", "worst month", "pvlib less ours, worst row with the sun up", "... with the sun down"), rows)


def by_minutes(s, minutes):
    s.say("### By minutes\n\nThe same year in minutes, as `resample` makes them of the hours; pvlib takes these rows, since it has no such thing.")
    rows = []
    for stage in STAGES:
        if stage[0] not in ("zenith", "perez", "warmth", *ENERGIES):
            continue
        a, b = annual(minutes["ours"], stage), annual(minutes["months"], stage)
        off = a - b if stage[3] is None else a / b - 1
        allowed = tolerance(stage[0], stage[2])
        s.expect(abs(off) <= allowed, f"a year of minutes' {stage[1]} is off by {off:.1e}")
        rows.append((*stage[1:3], f"{b:.6g}", f"{a:.6g}", f"{off:+.1e} {stage[2]}" if stage[3] is None else f"{100 * off:+.5f} %",
                     moment(minutes["worst"][stage[0]]["up"]), moment(minutes["worst"][stage[0]]["down"])))
    s.add_table(("stage", "unit", "pvlib", "ours", "off by", "pvlib less ours, worst row with the sun up", "... with the sun down"), rows)


def section(values):
    s = Section("A year beside pvlib")
    kept = json.loads(KEPT.read_text())
    ours, hours = values["year"]["months"], kept["hours"]
    s.say(f"""`data/weather/thornton-synthetic.epw`, hour by hour, through every stage of both programs; pvlib reads the file by itself. A south roof at 30 deg, albedo 0.2; MiaSole Flex-01 210W by its row of the CEC's table [cec2015]; single-axis trackers with axes to the south, ±60 deg, coverage 0.35,
backtracking. Both take {values['year']['pressure']:.0f} Pa and {values['year']['temperature']:.1f} degC for refraction, a solar constant of 1361.1 W/m² and delta T by polynomials. Figures of {kept['source']}; they are kept in `tests/peers/pvlib_year.json`, and a test (`peers.field`) compares with them.
The sun is that of the middle of the hour. Worst rows: W/m², W, K or deg; universal time, zenith angle.""")
    compare(s, ours, hours)
    by_minutes(s, kept["minutes"])
    return s
