# SPDX-License-Identifier: Apache-2.0
"""pvlib's processor time for the rows of a benchmark of libs/field, in ms, and the sum of what it found.

  python3 pvlib_speed.py year|million ROWS

The year: sun (nrel_numpy), air mass, Perez, sheet, Faiman, CEC, maximum power of the rows in light. Light outside the
atmosphere is by the day of the year, and nights are left out of the last two: both are the quicker way.
"""
import sys
import time

import numpy as np
import pandas as pd
import pvlib_chain
from pvlib import irradiance, singlediode, solarposition

RUNS = 3


def year(rows):
    t, beam, diffuse, total, air, wind = rows.reshape(6, -1)
    index = pd.to_datetime(t, unit="s", utc=True)
    w = {"beam": beam, "diffuse": diffuse, "global": total, "air": air, "wind": wind}

    def work():
        at = solarposition.get_solarposition(index, 39.87, -104.97, 1630, pressure=101325, temperature=12, method="nrel_numpy")
        sun = at["apparent_zenith"].to_numpy(), at["azimuth"].to_numpy(), irradiance.get_extra_radiation(index, 1361.1).to_numpy()
        return pvlib_chain.behind(pvlib_chain.plane("perez", 30, 180, w, sun), w)[2].sum()
    return work


def million(rows):
    modules = pvlib_chain.diode(*rows.reshape(2, -1) - [[0], [273.15]])
    return lambda: singlediode.bishop88_mpp(*modules, method="newton")[2].sum()


def main():
    work = {"year": year, "million": million}[sys.argv[1]](np.fromfile(sys.argv[2]))
    best = np.inf
    for _ in range(RUNS):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    print(1e3 * best, found)


main()
