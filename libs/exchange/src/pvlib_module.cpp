// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "heliofab/exchange/module_files.hpp"
#include "heliofab/field/spectral.hpp"

namespace heliofab::exchange {

namespace {

using io::Json;

Json de_soto_arguments(const field::DeSotoModule& m) {
  return Json::object({{"alpha_sc", m.current_by_kelvin},
                       {"a_ref", m.thermal},
                       {"I_L_ref", m.photocurrent},
                       {"I_o_ref", m.saturation},
                       {"R_sh_ref", m.shunt},
                       {"R_s", m.series},
                       {"EgRef", m.gap_eV},
                       {"dEgdT", m.gap_slope}});
}

Json cec_arguments(const field::DeSotoModule& m) {
  return de_soto_arguments(m).set("Adjust", 100 * m.adjust);
}

Json pvsyst_arguments(const field::PvsystModule& m) {
  return Json::object({{"alpha_sc", m.current_by_kelvin},
                       {"gamma_ref", m.ideality},
                       {"mu_gamma", m.ideality_by_kelvin},
                       {"I_L_ref", m.photocurrent},
                       {"I_o_ref", m.saturation},
                       {"R_sh_ref", m.shunt},
                       {"R_sh_0", m.dark_shunt},
                       {"R_s", m.series},
                       {"cells_in_series", m.cells},
                       {"R_sh_exp", m.shunt_exponent},
                       {"EgRef", m.gap_eV}});
}

// A model, the functions of pvlib that take its arguments, and how far it is off.
Json model(std::string_view function, Json arguments, const field::FitError& error) {
  return Json::object({{"function", function},
                       {"arguments", std::move(arguments)},
                       {"fit_error", fit_json(error)}});
}

// A function of pvlib and what it is to be called with beside light and weather.
Json call(std::string_view function, std::vector<Json::Member> arguments) {
  return Json::object({{"function", function}, {"arguments", Json::object(std::move(arguments))}});
}

Json temperature_of(const field::Installation& i) {
  switch (i.heat) {
    case field::HeatModel::ross:
      return call("pvlib.temperature.ross", {{"k", i.ross.by_irradiance}});
    case field::HeatModel::sapm:
      return call("pvlib.temperature.sapm_cell",
                  {{"a", i.sapm.a}, {"b", i.sapm.b}, {"deltaT", i.sapm.drop}});
    case field::HeatModel::pvsyst:
      return call("pvlib.temperature.pvsyst_cell", {{"u_c", i.pvsyst.still},
                                                    {"u_v", i.pvsyst.windy},
                                                    {"module_efficiency", i.pvsyst.efficiency},
                                                    {"alpha_absorption", i.pvsyst.absorption}});
    case field::HeatModel::faiman:
      break;
  }
  return call("pvlib.temperature.faiman", {{"u0", i.faiman.still}, {"u1", i.faiman.windy}});
}

Json iam_of(const field::Installation& i) {
  switch (i.iam) {
    case field::IamModel::physical: {
      std::vector<Json::Member> sheet{
          {"n", i.glass.index}, {"K", i.glass.extinction}, {"L", i.glass.thickness}};
      if (i.glass.coating != 1) {
        sheet.emplace_back("n_ar", i.glass.coating);
      }
      return call("pvlib.iam.physical", std::move(sheet));
    }
    case field::IamModel::ashrae:
      return call("pvlib.iam.ashrae", {{"b", i.ashrae.b}});
    case field::IamModel::martin_ruiz:
      break;
  }
  return call("pvlib.iam.martin_ruiz", {{"a_r", i.reflection}});
}

Json spectrum_of(const field::Installation& i) {
  const auto coefficients = [](const auto& all) {
    return std::vector<Json::Member>{
        {"coefficients", Json::array_of(all, [](double c) { return Json(c); })}};
  };
  switch (i.spectrum) {
    case field::SpectrumModel::pvspec:
      return call("pvlib.spectrum.spectral_factor_pvspec", coefficients(field::PvspecSpectrum{}.a));
    case field::SpectrumModel::first_solar:
      return call("pvlib.spectrum.spectral_factor_firstsolar",
                  coefficients(field::FirstSolarSpectrum{}.c));
    case field::SpectrumModel::none:
      break;
  }
  return nullptr;
}

Json spread_json(const field::Spread& spread) {
  return Json::object({{"rms", spread.rms}, {"worst", spread.worst}});
}

Json figures_json(const field::FigurePoint& p) {
  const field::ModuleFigures& f = p.figures;
  return Json::object({{"effective_irradiance", p.irradiance},
                       {"temp_cell", p.temperature / unit::degC},
                       {"p_mp", f.power},
                       {"i_sc", f.isc},
                       {"v_oc", f.voc},
                       {"i_mp", f.power / f.vmp},
                       {"v_mp", f.vmp},
                       {"is_in_iec61853_1", field::is_in_iec61853({p.irradiance, p.temperature})}});
}

Json description_of(const twin::ModuleSheet& s) {
  return Json::object({{"Technology", "CIGS"},
                       {"N_s", s.cells},
                       {"length_m", s.length},
                       {"width_m", s.width},
                       {"A_c", s.area()},
                       {"mass_kg", s.mass > 0 ? Json(s.mass) : Json()},
                       {"STC", s.rated.power},
                       {"PTC", s.noon_power},
                       {"T_NOCT", s.noct / unit::degC},
                       {"I_sc_ref", s.rated.isc},
                       {"V_oc_ref", s.rated.voc},
                       {"I_mp_ref", s.rated.power / s.rated.vmp},
                       {"V_mp_ref", s.rated.vmp},
                       {"alpha_sc", s.slopes.isc},
                       {"beta_oc", s.slopes.voc},
                       {"gamma_pmp", 100 * s.slopes.power / s.rated.power}});
}

}  // namespace

io::Json fit_json(const field::FitError& error) {
  return Json::object(
      {{"pmp", spread_json(error.power)},
       {"pmp_from_400_W_m2", spread_json(error.bright)},
       {"isc", spread_json(error.isc)},
       {"voc", spread_json(error.voc)},
       {"pmp_by_irradiance", Json::array_of(error.by_light, [](const field::LightSpread& l) {
          return Json::object(
              {{"irradiance_W_m2", l.irradiance}, {"rms", l.power.rms}, {"worst", l.power.worst}});
        })}});
}

io::Json pvlib_module(const twin::ModuleSheet& sheet, const ModuleFits& fits,
                      std::string_view version) {
  Json pvsyst = model("pvlib.pvsystem.calcparams_pvsyst", pvsyst_arguments(fits.pvsyst.module),
                      fits.pvsyst.error);
  const field::PvsystModule& m = fits.pvsyst.module;
  pvsyst.set("recombination",
             Json::object({{"d2mutau", m.recombination}, {"NsVbi", m.builtin * m.cells}}));
  return Json::object(
      {{"name", sheet.name},
       {"source", fmt::format("Heliofab {}: simulated, not measured", version)},
       {"module", description_of(sheet)},
       {"desoto", model("pvlib.pvsystem.calcparams_desoto", de_soto_arguments(fits.de_soto.module),
                        fits.de_soto.error)},
       {"cec",
        model("pvlib.pvsystem.calcparams_cec", cec_arguments(fits.cec.module), fits.cec.error)},
       {"pvsyst", std::move(pvsyst)},
       {"temperature", temperature_of(sheet.installation)},
       {"iam", iam_of(sheet.installation)},
       {"spectrum", spectrum_of(sheet.installation)},
       {"matrix", Json::array_of(sheet.points, figures_json)}});
}

}  // namespace heliofab::exchange
