# SPDX-License-Identifier: Apache-2.0
"""Reads a module's files with pvlib's own readers and prints maximum power at each point of the JSON's matrix, a line a point:
CEC, De Soto, PVsyst from JSON, PVsyst from PAN.

  run_pvlib.py LIBRARY.csv MODULE.PAN MODULE.json
"""
import json
import sys

import numpy as np
from pvlib import iotools, pvsystem


def power(parameters, **recombination):
    light, dark, series, shunt, thermal = parameters
    return pvsystem.max_power_point(light, dark, series, shunt, thermal, method="newton", **recombination)["p_mp"]


def from_pan(pan, light, warmth):
    """Light's and dark current follow from short and open circuit."""
    thermal = pan["Gamma"] * pan["NCelS"] * 1.380649e-23 / 1.602176634e-19 * (pan["TRef"] + 273.15)
    r, b = pan.get("D2MuTau", 0.0), 0.9 * pan["NCelS"]
    rows = [[1 - r / (b - v), -np.expm1(v / thermal)] for v in (pan["Isc"] * pan["RSerie"], pan["Voc"])]
    right = [pan["Isc"] * (1 + pan["RSerie"] / pan["RShunt"]), pan["Voc"] / pan["RShunt"]]
    light_ref, dark_ref = np.linalg.solve(rows, right)
    return power(
        pvsystem.calcparams_pvsyst(
            light, warmth, alpha_sc=pan["muISC"] / 1000, gamma_ref=pan["Gamma"], mu_gamma=pan["muGamma"], I_L_ref=light_ref,
            I_o_ref=dark_ref, R_sh_ref=pan["RShunt"], R_sh_0=pan["Rp_0"], R_s=pan["RSerie"], cells_in_series=pan["NCelS"],
            R_sh_exp=pan["Rp_Exp"], EgRef=1.03),
        d2mutau=r, NsVbi=b if r else np.inf)


def main():
    library, pan, module = sys.argv[1:]
    row = pvsystem.retrieve_sam(path=library).iloc[:, 0]
    module = json.load(open(module, encoding="utf-8"))
    pan = iotools.read_panond(pan)["PVObject_"]
    light = np.array([p["effective_irradiance"] for p in module["matrix"]], float)
    warmth = np.array([p["temp_cell"] for p in module["matrix"]], float)
    names = ["alpha_sc", "a_ref", "I_L_ref", "I_o_ref", "R_sh_ref", "R_s", "Adjust"]
    cec = power(pvsystem.calcparams_cec(light, warmth, **{name: float(row[name]) for name in names}))
    de_soto = power(pvsystem.calcparams_desoto(light, warmth, **module["desoto"]["arguments"]))
    pvsyst = module["pvsyst"]
    recombination = pvsyst["recombination"] if pvsyst["recombination"]["d2mutau"] else {}
    ours = power(pvsystem.calcparams_pvsyst(light, warmth, **pvsyst["arguments"]), **recombination)
    for values in zip(cec, de_soto, ours, from_pan(pan, light, warmth)):
        print(*(f"{float(value)!r}" for value in values))


main()
