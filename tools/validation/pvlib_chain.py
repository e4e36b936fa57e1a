# SPDX-License-Identifier: Apache-2.0
"""The stages of tests/peers/field_year.cpp by pvlib. Needs pvlib, and is run by programs of this folder alone."""
import numpy as np
import pandas as pd
from pvlib import atmosphere, iam, irradiance, pvsystem, singlediode, solarposition, spectrum, temperature, tracking

# The row of MiaSole Flex-01 210W in the CEC's table of 2015-06-30, libs/field/test/flex_module.hpp.
FLEX01 = {"alpha_sc": -0.000449, "a_ref": 1.1806, "I_L_ref": 10.800, "I_o_ref": 5.347e-10, "R_sh_ref": 27.96, "R_s": 0.260}
ADJUST = -4.577
TILT, FACES, ALBEDO = 30, 180, 0.2
OURS = {"solar_constant": 1361.1, "delta_t": None}
DEFAULTS = {"solar_constant": 1366.1, "delta_t": 67.0}


def sun(time, site, constants=OURS):
    """Zenith and azimuth as seen [deg], and light outside the atmosphere; by pvlib's own choices with DEFAULTS."""
    air = {} if constants is DEFAULTS else {"pressure": site["pressure"], "temperature": site["temperature"]}
    at = solarposition.get_solarposition(time, site["latitude"], site["longitude"], site["elevation"], method="nrel_numpy",
                                         delta_t=constants["delta_t"], **air)
    how = {"method": "spencer"} if constants is DEFAULTS else {"method": "nrel", "delta_t": 66.3, "solar_constant": 1361.1}
    extra = irradiance.get_extra_radiation(time, **how)
    return at["apparent_zenith"].to_numpy(), at["azimuth"].to_numpy(), np.asarray(extra, float)


def plane(model, tilt, faces, w, s):
    zenith, azimuth, extra = s
    mass = atmosphere.get_relative_airmass(zenith)
    total = irradiance.get_total_irradiance(tilt, faces, zenith, azimuth, w["beam"], w["global"], w["diffuse"], dni_extra=extra,
                                            airmass=mass, albedo=ALBEDO, model=model)
    light = {part: np.nan_to_num(np.asarray(total[f"poa_{name}"], float))
             for part, name in (("beam", "direct"), ("sky", "sky_diffuse"), ("ground", "ground_diffuse"))}
    light["total"] = light["beam"] + light["sky"] + light["ground"]
    light["aoi"] = np.nan_to_num(np.asarray(irradiance.aoi(tilt, faces, zenith, azimuth), float), nan=90)
    return light


def diode(light, warmth, adjust=ADJUST):
    return pvsystem.calcparams_cec(light, warmth, Adjust=adjust, **FLEX01)


def power(light, warmth, adjust=ADJUST):
    out = np.zeros_like(light)
    lit = light > 0
    out[lit] = singlediode.bishop88_mpp(*diode(light[lit], warmth[lit], adjust), method="newton")[2]
    return out


def behind(light, w):
    """Light inside a sheet, temperature [degC] and maximum power."""
    inside = light["beam"] * iam.physical(light["aoi"]) + light["sky"] + light["ground"]
    warmth = temperature.faiman(light["total"], w["air"] - 273.15, w["wind"])
    return inside, warmth, power(inside, warmth)


def through_martin_ruiz(light):
    sky, ground = iam.martin_ruiz_diffuse(TILT)
    return light["beam"] * iam.martin_ruiz(light["aoi"]) + light["sky"] * sky + light["ground"] * ground


def coloured(light, w, zenith, site):
    mass = atmosphere.get_absolute_airmass(atmosphere.get_relative_airmass(zenith), site["pressure"])
    water = atmosphere.gueymard94_pw(w["air"] - 273.15, 100 * w["humidity"])
    return np.nan_to_num(spectrum.spectral_factor_firstsolar(water, mass, module_type="cigs")) * light["total"]


def stages(w, site, constants=OURS):
    """Rows of every stage, named as ours; `w` holds rows of weather and their instants."""
    time = pd.to_datetime(w["time"], unit="s", utc=True)
    s = sun(time, site, constants)
    zenith, azimuth, extra = s
    height = np.maximum(0, np.cos(np.radians(zenith)))
    perez = plane("perez", TILT, FACES, w, s)
    inside, warmth, cec = behind(perez, w)
    hay = plane("haydavies", TILT, FACES, w, s)
    slanted = through_martin_ruiz(perez)
    turned = tracking.singleaxis(zenith, azimuth, axis_tilt=0, axis_azimuth=180, max_angle=60, backtrack=True, gcr=0.35)
    tracked = plane("perez", turned["surface_tilt"], turned["surface_azimuth"], w, s)
    return {"zenith": zenith, "azimuth": azimuth, "sun": height, "extra": extra * height, "perez_beam": perez["beam"],
            "perez_sky": perez["sky"], "perez_ground": perez["ground"], "perez": perez["total"], "physical": inside,
            "martin_ruiz": slanted, "spectral": coloured(perez, w, zenith, site), "warmth": warmth + 273.15, "cec": cec,
            "de_soto": power(slanted, warmth, 0), "below": perez["total"] * (zenith > 90), "hay_davies": hay["total"], "hay_davies_power": behind(hay, w)[2],
            "rotation": np.nan_to_num(turned["tracker_theta"]), "tracked": tracked["total"],
            "tracked_power": behind(tracked, w)[2]}
