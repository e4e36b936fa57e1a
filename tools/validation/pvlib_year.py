# SPDX-License-Identifier: Apache-2.0
"""Runs pvlib beside rows that field_values wrote, and prints what it gives by months and where the two differ most.

  field_values hours ROWS > ANSWER && python3 pvlib_year.py ROWS ANSWER [WEATHER.epw]

With an EPW file pvlib reads the weather itself; otherwise it takes ours, as it must of minutes and shifted hours.
"""
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import pvlib
import pvlib_chain
from scipy import constants


def weather_of(path, ours):
    """pvlib's reading of an EPW file; its hours begin where its index says."""
    data, _ = pvlib.iotools.read_epw(path)
    time = (data.index.tz_convert("UTC").asi8 // 10**9).astype(float)
    if data.index.asi8[0] > 1e17 and getattr(data.index, "unit", "ns") != "ns":
        raise ValueError("an index in nanoseconds is wanted")
    w = {"time": time + 1800, "global": data["ghi"], "beam": data["dni"], "diffuse": data["dhi"], "air": data["temp_air"] + 273.15,
         "wind": data["wind_speed"], "humidity": data["relative_humidity"] / 100}
    w = {name: np.asarray(column, float) for name, column in w.items()}
    for name, column in w.items():
        if np.abs(column - ours[name]).max() > 1e-9 * np.abs(column).max():
            raise ValueError(f"{name} is read otherwise")
    return w


def by_month(column, month, hours):
    return [float(s) for s in np.bincount(month, column, 12) * hours]


def differences(name, ours, theirs, is_up):
    """The row where they are the furthest apart, with the sun up and with the sun down."""
    off = theirs[name] - ours[name]
    if name == "azimuth":
        off = ((off + 180) % 360 - 180) * np.sin(np.radians(ours["zenith"]))
    out = {}
    for key, rows in (("up", is_up), ("down", ~is_up)):
        where = np.flatnonzero(rows)
        worst = where[np.argmax(np.abs(off[where]))]
        out[key] = {"theirs_less_ours": float(off[worst]), "ours": float(ours[name][worst]), "row": int(worst),
                    "time": int(ours["time"][worst]), "zenith": float(ours["zenith"][worst])}
    return out


def low_suns():
    """pvlib's light of the suns of tests/peers/field_light.cpp."""
    zenith = np.array([80, 85, 88, 89.5, 90.5, 92])
    w = {"beam": np.full(6, 200.0), "diffuse": np.full(6, 40.0), "global": 40 + 200 * np.maximum(0, np.cos(np.radians(zenith)))}
    sun = zenith, np.full(6, 130.0), np.full(6, 1361.1)
    perez, hay = (pvlib_chain.plane(model, pvlib_chain.TILT, pvlib_chain.FACES, w, sun) for model in ("perez", "haydavies"))
    mass = pvlib.atmosphere.get_relative_airmass(zenith)
    return [{"zenith": float(zenith[i]), "air_mass": None if np.isnan(mass[i]) else float(mass[i]), "beam": float(perez["beam"][i]), "perez": float(perez["sky"][i]),
             "hay_davies": float(hay["sky"][i])} for i in range(6)]


def precise_curves():
    """pvlib's worst relative errors of each set of 32 precise curves, by its two ways."""
    c = pd.read_csv(pathlib.Path(__file__).resolve().parents[2] / "libs/field/test/precise_curves.csv", comment="#")
    thermal = c["ideality"] * c["cells"] * 298.15 * constants.k / constants.e
    out = []
    for half in (c.index < 32, c.index >= 32):
        d = c[half]
        module = [d[k].to_numpy() for k in ("photocurrent_A", "saturation_A", "series_ohm", "shunt_ohm")] + [thermal[half].to_numpy()]
        out.append({})
        for method in ("newton", "lambertw"):
            found = pvlib.pvsystem.singlediode(*module, method=method)
            wanted = {"isc": "isc_A", "voc": "voc_V", "vmp": "vmp_V", "imp": "imp_A", "pmp": "pmp_W"}
            out[-1][method] = {k: float(np.max(np.abs(np.asarray(found["i_sc" if k == "isc" else "v_oc" if k == "voc" else f"{k[0]}_mp"]) / d[column] - 1))) for k, column in wanted.items()}
    return out


def main():
    rows, answer = sys.argv[1:3]
    site = json.load(open(answer))
    ours = dict(zip(site["names"], np.fromfile(rows).reshape(len(site["names"]), -1)))
    w = weather_of(sys.argv[3], ours) if len(sys.argv) > 3 else ours
    month = pd.to_datetime(w["time"] + 3600 * site["zone_h"], unit="s").month.to_numpy() - 1
    theirs = pvlib_chain.stages(w, site)
    is_up = ours["zenith"] < 90
    default = pvlib_chain.stages(w, site, pvlib_chain.DEFAULTS)
    out = {"version": pvlib.__version__, "numpy": np.__version__, "rows": site["rows"],
           "months": {name: by_month(column, month, site["hours"]) for name, column in theirs.items()},
           "defaults": {name: float(default[name].sum() * site["hours"]) for name in ("perez", "cec", "tracked_power")},
           "low_sun": low_suns(), "curves": precise_curves(),
           "worst": {name: differences(name, ours, theirs, is_up) for name in theirs}}
    json.dump(out, sys.stdout, indent=1)


main()
