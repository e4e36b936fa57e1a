# SPDX-License-Identifier: Apache-2.0
"""Light on a plane and the ways into a module against printed figures of others."""
from .rows import Row, Section

SOURCE = "pvlib-python 6382338, tests/"
DIGIT = "half of the last digit printed"
SKIES = {
    "isotropic": ("35.728402", "104.601328", "54.777191"), "hay_davies": ("27.1775", "102.9949", "33.1909"),
    "reindl": ("27.941170", "104.131724", "34.166258"), "perez": ("31.46350770", "109.08433162", "45.45978964"),
}
PEREZ_PARTS = [("morning", "isotropic", "26.841386"), ("morning", "horizon", "4.622122"), ("noon", "isotropic", "41.621826"),
               ("noon", "circumsolar", "61.619987"), ("noon", "horizon", "5.842518"), ("evening", "isotropic", "31.726961"),
               ("evening", "circumsolar", "4.479664"), ("evening", "horizon", "9.253165")]
FIRST_SOLAR = ("0.97459190", "1.02821696", "1.05067895", "0.97529378", "1.02967497", "1.05289307", "0.97269159", "1.02730558", "1.05075651")
PVSPEC = (("1.0, 0.4", "1.01475834"), ("1.5, 0.6", "1.01143927"), ("2.0, 0.8", "1.00909094"), ("1.5, 1.4", "0.97852966"))


def half_digit(text, digits=1.0):
    return 0.5 * digits * 10.0 ** -len(text.partition(".")[2])


def printed(what, text, obtained, digits=1.0, why=DIGIT):
    return Row(what, text, obtained, half_digit(text, digits) * (1 + 1e-6), why)


def transposition(s, light):
    rows = []
    for model, figures in SKIES.items():
        for at, text in zip(("morning", "noon", "evening"), figures):
            digits, why = (2.0, "one of the last digit: inputs are printed to eight") if len(text.partition(".")[2]) > 4 else (2.0, "the last digit: PV_LIB for MATLAB 1.4")
            if model == "isotropic" or model == "reindl":
                digits, why = 20.0, "ten of the last digit: the zenith angle is printed to eight digits, beam and diffuse light to ten"
            if model == "perez":
                digits, why = 20.0, "ten of the last digit: inputs are printed to eight digits"
            rows.append(printed(f"{model}, {at}", text, light[model][at]["sky"], digits, why))
    s.add(rows, "Light of the sky on a plane")
    s.say("W/m², a south face at 40 deg; Tucson on 24 June 2014, sun at zenith angles of 82.9, 10.6 and 72.4 deg, light outside the atmosphere 1321.17 W/m². Source: " + SOURCE + "test_irradiance.py.")
    s.add([printed(f"Perez, {at}: {part}", text, light["perez"][at][part], 2.0, "the last digit") for at, part, text in PEREZ_PARTS])
    s.say("Perez by Driesse's form, with continuous coefficients (110.341 W/m² at noon), is not in the engine.")


def angles(s, module):
    rows = [printed(f"sheet, n 1.526, {angle} deg", text, got) for angle, text, got in zip((22.5, 45, 67.5), ("0.99926198", "0.98797788", "0.8893998"), module["physical"])]
    rows += [printed(f"sheet with a coating of n 1.29, {angle} deg", text, got) for angle, text, got in zip((22.5, 45, 67.5), ("0.99944171", "0.9917463", "0.91506158"), module["coated"])]
    rows.append(printed("Martin and Ruiz, a_r 0.16, 45 deg", "0.98986965", module["martin_ruiz"][0]))
    s.add(rows, "Incidence-angle modifiers")
    s.say("K 4 1/m, 2 mm. Source: " + SOURCE + "test_iam.py.")


def temperatures(s, t):
    rows = [printed(what, text, t[key]) for what, text, key in (
        ("Faiman, 25 and 6.84", "35.203", "faiman"), ("Faiman, 22 and 6", "37.308", "faiman_22_6"),
        ("Sandia, open rack, glass on glass: cell", "43.509", "sapm_cell"), ("... back", "40.809", "sapm_back"),
        ("PVsyst, 23.5 and 6.25", "33.315", "pvsyst_23_6"), ("Faiman with the sky, 0 W/m²", "-11.111", "faiman_sky_0"),
        ("... 100 W/m²", "-7.591", "faiman_sky_100"), ("... 400 W/m²", "2.969", "faiman_sky_400"))]
    rows.append(Row("Ross, NOCT 50 degC, 1000 W/m² and 30 degC of air", "67.5", t["ross_noct_50"], 1e-9, "closed form"))
    s.add(rows, "Temperature of the cells")
    s.say("degC; 900 W/m², 20 degC, 5 m/s; with the sky's longwave light 0 W/m², 0 degC, 0 m/s. Source: " + SOURCE + "test_temperature.py.")


def spectra(s, module):
    places = [f"air mass {m}, water {w} cm" for w in (1, 3, 5) for m in (1, 3, 5)]
    rows = [printed(f"First Solar, {place}", text, got) for place, text, got in zip(places, FIRST_SOLAR, module["first_solar"])]
    rows += [printed(f"PVSPEC, air mass and clearness {place}", text, got, 1.6, "half of the last digit, and the rounding of their power") for (place, text), got in zip(PVSPEC, module["pvspec"])]
    s.add(rows, "Spectral factors of CIGS")
    s.say("Source: " + SOURCE + "spectrum/test_mismatch.py. The spectral models of Caballero, Polo and the JRC, and King's polynomial, are not in the engine.")


def section(values):
    s = Section("Light and module, model by model")
    transposition(s, values["light"])
    angles(s, values["module"])
    temperatures(s, values["module"]["temperature"])
    spectra(s, values["module"])
    return s
