# SPDX-License-Identifier: Apache-2.0
"""Orbits, bent modules, awnings and rooms: closed forms worked out here, apart from the engine. Nobody has published figures for them."""
import math

from .rows import Row, Section

ROUNDING = "closed form; rounding"
RADIUS, GRAVITY = 6378.14e3, 398600.44e9  # m, m3/s2
SUN, ALBEDO, EARTH, SIGMA = 1361.1, 0.30, 237, 5.670374419e-8  # W/m2, -, W/m2, W/m2/K4


def orbit_rows(orbits):
    for o in orbits:
        a = RADIUS + 1000 * o["km"]
        period = 2 * math.pi * math.sqrt(a**3 / GRAVITY)
        dark = math.asin(RADIUS / a) / math.pi * period  # a cylinder's shadow, the sun in the plane
        yield Row(f"{o['km']:.0f} km: period, min", period / 60, o["minutes"], 1e-6, ROUNDING)
        yield Row("... dark, min", dark / 60, o["dark_minutes"], 1e-6, ROUNDING)
        yield Row("... revolutions a year", 365.25 * 86400 / period, o["yearly"], 1e-4, ROUNDING)


def coat_rows(coats):
    view = (RADIUS / (RADIUS + 500e3)) ** 2
    for c in coats:
        emits = (c["emissivity"] + 0.85) * SIGMA
        earth = 0.85 * EARTH * view
        lit = SUN * (0.92 - 0.12) + earth
        for what, key, heat in (("over the point under the sun", "noon", lit + 0.85 * ALBEDO * SUN * view), ("without the Earth's light", "no_albedo", lit), ("in the shadow", "dark", earth)):
            yield Row(f"emissivity {c['emissivity']:.2f}, {what}", (heat / emits) ** 0.25 - 273.15, c[key], 1e-9, "closed form; the engine finds a root")


def in_orbit(s, space):
    s.add(orbit_rows(space["orbits"]), "Circular orbits")
    s.say("Kepler's law, radius 6378.14 km, 398600.44 km³/s², and a cylinder for a shadow, the sun in the orbit's plane; here by the arc sine of the shadow's half-angle, in the engine by the arc cosine of (9.2).")
    s.add(coat_rows(space["coats"]), "Steady temperatures at 500 km")
    s.say("degC. Front to the sun, back to the Earth; absorbs 0.92 of sunlight in front and 0.85 behind, 12 % become electricity; back emissivity 0.85.")
    cases = ((68, 355, "a foil of 68 g/m²"), (500, 340, "0.5 kg/m²"), (1500, 330, "1.5 kg/m²"))
    s.add([Row(f"{what}, 1000 J/kg/K at {t} K", heat / (4 * 1.7 * SIGMA * t**3), got, 1e-6, ROUNDING) for (heat, t, what), got in zip(cases, space["seconds"])], "Time constants, s")
    r = space["radiation"]
    rows = [Row("anchor: 10¹⁸ /cm² [jasenek2003]", "0.80", r["left"][-1], 0.005, "half of the digit printed"),
             Row("anchor: the same, three hours of one sun [jasenek2003]", "0.90", r["sunned"], 0.005, "half of the digit printed; the rate was fitted to it"),
             Row("anchor: no loss seen at 5·10¹⁵ /cm² [jasenek2001]", 1.0, r["left"][0], 0.005, "what such an experiment would not see")]
    s.add(rows, "Power after electrons of 1 MeV")
    s.say("Between the anchors the curve is ours (grade D), and there is nothing to hold it against.")


def bent(s, surfaces):
    rows = []
    for c in surfaces["cylinders"]:
        half = math.radians(c["arc"] / 2)
        rows.append(Row(f"{c['arc']:.0f} deg of arc: mean over apex", math.sin(half) / half, c["mean"], 1e-12, ROUNDING))
        rows.append(Row("... darkest strip over mean", half / math.tan(half), c["worst_over_mean"], 1e-12, ROUNDING))
    s.add(rows, "On a cylinder, the sun over its apex")
    rows = [Row("shadow of 0.8 m, edge 0.2 m above, sun at 45 deg ahead, m", 0.6, surfaces["shade_ahead"], 1e-12, ROUNDING),
            Row("... sun 60 deg aside, m", 1.4, surfaces["shade_aside"], 1e-12, ROUNDING),
            Row("sky below, as far down as it is deep", 0.5 / math.sqrt(2), surfaces["sky_below"], 1e-12, ROUNDING),
            Row("its mean over 2 m of wall, over 0.5", (math.hypot(0.8, 2.2) - math.hypot(0.8, 0.2)) / 2, surfaces["sky_share"], 1e-12, ROUNDING)]
    s.add(rows, "Under an overhang")


def maximum(photocurrent, shunt):
    """Power [W] of the cell of the table by a golden section on the diode voltage, where all is explicit."""
    a, series = 1.6 * 0.025693, 1.5
    saturation = 30e-3 / math.expm1(0.60 / a)

    def power(v):
        current = photocurrent - saturation * math.expm1(v / a) - v / shunt
        return current * (v - current * series)
    low, high, g = 0.0, 0.7, (math.sqrt(5) - 1) / 2
    for _ in range(90):
        x, y = high - g * (high - low), low + g * (high - low)
        low, high = (low, y) if power(x) > power(y) else (x, high)
    return power((low + high) / 2)


def in_rooms(s, indoor):
    why = "the same equation by a golden section"
    rows = []
    for c in indoor["cells"]:
        shunt = c["shunt"]
        rows += [Row(f"{shunt:.0f} ohm cm²: sun, %", maximum(30e-3, shunt) / 1e-3, c["sun_percent"], 1e-9, why),
                 Row("... 1000 lux, µW/cm²", maximum(0.129e-3, shunt) / 1e-6, c["uW_1000_lux"], 1e-9, why),
                 Row("... 200 lux, µW/cm²", maximum(0.0258e-3, shunt) / 1e-6, c["uW_200_lux"], 1e-9, why)]
    s.add(rows, "Indoors it is the shunt that counts")
    s.say("A cell of 1 cm²: 0.60 V at 30 mA, ideality 1.6, 1.5 ohm; 0.129 mA at 1000 lux. By efficiency in the sun these cells differ by 6 %, indoors by a factor of 25 and more.")
    current = indoor["mA_cm2_at_1000_lux"]
    s.add([Row("light of `data/spectra/led.csv`, lux", 1000.0, indoor["lux"], 5, "it was fitted to 1 %; the eye's curve is linear between rows of 5 nm"),
           Row("... photons at 1000 lux, mA/cm²", 0.1465, current, 0.0065, "the range of white diodes, 305 to 320 lm/W: 0.140 to 0.153")])


def section(values):
    s = Section("Where nobody has published figures")
    s.say("Orbits, bent modules, awnings and rooms are in none of the programs that this page compares with. Expected are closed forms that `tools/validation/space.py` works out, apart from the engine: they find slips, not wrong models.")
    in_orbit(s, values["space"])
    bent(s, values["surfaces"])
    in_rooms(s, values["indoor"])
    return s
