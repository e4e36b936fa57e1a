// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/cell_tables.hpp"

#include <cctype>
#include <numeric>
#include <type_traits>

#include <fmt/format.h>

#include "cell_values.hpp"

namespace heliofab::report {

namespace {

using device::CertifiedCurve;
using device::CertifiedPoint;
using device::ProfileRow;
using twin::AnalysisRequest;
using twin::CellAnalysis;

// A column of what `value` makes of each row.
template <class Rows, class Value>
CellColumn column(std::string name, const Rows& rows, Value value) {
  CellColumn result{std::move(name), {}, {}};
  for (const auto& row : rows) {
    if constexpr (std::is_convertible_v<decltype(value(row)), double>) {
      result.values.push_back(value(row));
    } else {
      result.words.push_back(value(row));
    }
  }
  return result;
}

CellColumn column_in(std::string name, const std::vector<double>& values, const Unit& unit) {
  return column(std::move(name), values, [&](double value) { return value / unit; });
}

// The name of a film within that of a column: "back contact, mo" is "back_contact_mo".
std::string column_name(std::string_view film) {
  std::string name;
  for (const char c : film) {
    const bool is_kept = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_kept || (!name.empty() && name.back() != '_')) {
      name += is_kept ? c : '_';
    }
  }
  return name;
}

void add_light(const CellAnalysis& a, std::vector<CellTable>& tables) {
  if (a.quantum_efficiency) {
    tables.push_back({"eqe",
                      {column_in("wavelength_nm", a.quantum_efficiency->wavelength, unit::nm),
                       {"external", a.quantum_efficiency->external, {}},
                       {"internal", a.quantum_efficiency->internal, {}}},
                      {}});
  }
  if (a.optics) {
    CellTable table{"optics",
                    {column_in("wavelength_nm", a.optics->wavelength, unit::nm),
                     {"reflected", a.optics->reflected, {}}},
                    {{"incident_mA_cm2", milliamperes_per_cm2(a.optics->incident_current)},
                     {"reflected_mA_cm2", milliamperes_per_cm2(a.optics->reflected_current)}}};
    for (std::size_t k = 0; k < a.optics->names.size(); ++k) {
      const std::string& film = a.optics->names[k];
      const std::string name = film == "transmitted" ? film : "absorbed_" + column_name(film);
      table.columns.push_back({name, a.optics->absorbed[k], {}});
      table.facts.emplace_back(name + "_mA_cm2", milliamperes_per_cm2(a.optics->currents[k]));
    }
    tables.push_back(std::move(table));
  }
}

CellTable profile_table(const CellAnalysis& a, std::size_t k) {
  const device::CellProfile& profile = a.profiles[k];
  CellTable table{fmt::format("bands-{}", name_of_profile(k)),
                  {},
                  {{"voltage_V", profile.voltage},
                   {"current_density_mA_cm2", milliamperes_per_cm2(profile.current_density)}}};
  const auto add = [&](std::string name, auto value) {
    table.columns.push_back(column(std::move(name), profile.rows, value));
  };
  add("depth_um", [](const ProfileRow& r) { return r.x / unit::um; });
  add("layer", [&](const ProfileRow& r) { return layer_name(a, r.layer); });
  add("conduction_eV", [](const ProfileRow& r) { return r.conduction_eV; });
  add("valence_eV", [](const ProfileRow& r) { return r.valence_eV; });
  add("fermi_n_eV", [](const ProfileRow& r) { return r.fermi_n_eV; });
  add("fermi_p_eV", [](const ProfileRow& r) { return r.fermi_p_eV; });
  add("potential_V", [](const ProfileRow& r) { return r.potential; });
  add("field_V_m", [](const ProfileRow& r) { return r.field; });
  add("n_per_cm3", [](const ProfileRow& r) { return r.n / unit::per_cm3; });
  add("p_per_cm3", [](const ProfileRow& r) { return r.p / unit::per_cm3; });
  add("jn_mA_cm2", [](const ProfileRow& r) { return milliamperes_per_cm2(r.jn); });
  add("jp_mA_cm2", [](const ProfileRow& r) { return milliamperes_per_cm2(r.jp); });
  add("charge_C_m3", [](const ProfileRow& r) { return r.charge; });
  add("generation_per_cm3_s", [](const ProfileRow& r) { return r.generation / unit::per_cm3_s; });
  add("radiative_per_cm3_s", [](const ProfileRow& r) { return r.radiative / unit::per_cm3_s; });
  add("auger_per_cm3_s", [](const ProfileRow& r) { return r.auger / unit::per_cm3_s; });
  add("shockley_read_hall_per_cm3_s", [](const ProfileRow& r) {
    return std::accumulate(r.levels.begin(), r.levels.end(), 0.0) / unit::per_cm3_s;
  });
  return table;
}

CellTable admittance_table(std::string name, const std::vector<device::AdmittancePoint>& points) {
  using device::AdmittancePoint;
  return {std::move(name),
          {column("voltage_V", points, [](const AdmittancePoint& p) { return p.voltage; }),
           column("frequency_Hz", points, [](const AdmittancePoint& p) { return p.frequency; }),
           column("capacitance_nF_cm2", points,
                  [](const AdmittancePoint& p) { return p.capacitance / nF_per_cm2; }),
           column("conductance_mS_cm2", points,
                  [](const AdmittancePoint& p) { return p.conductance / mS_per_cm2; })},
          {}};
}

void add_capacitance(const CellAnalysis& a, std::vector<CellTable>& tables) {
  using device::ProfilePoint;
  tables.push_back(admittance_table("cv", a.capacitance_voltage));
  tables.push_back(
      {"cv-doping",
       {column("voltage_V", a.doping, [](const ProfilePoint& p) { return p.voltage; }),
        column("width_um", a.doping, [](const ProfilePoint& p) { return p.width / unit::um; }),
        column("doping_per_cm3", a.doping,
               [](const ProfilePoint& p) { return p.doping / unit::per_cm3; })},
       {}});
  tables.push_back(admittance_table("cf", a.capacitance_frequency));
}

CellTable losses_table(const device::LossAnalysis& losses) {
  CellTable table{"losses",
                  {{"figure", {}, {}}, {"step", {}, {}}, {"amount", {}, {}}, {"unit", {}, {}}},
                  {{"gap_eV", losses.gap_eV}}};
  const auto add = [&](std::string_view figure, const device::Waterfall& w, const Unit& unit) {
    const auto row = [&](std::string_view step, double amount) {
      table.columns[0].words.emplace_back(figure);
      table.columns[1].words.emplace_back(step);
      table.columns[2].values.push_back(amount / unit);
      table.columns[3].words.emplace_back(unit.symbol);
    };
    row("Shockley-Queisser limit", w.start);
    for (const device::LossTerm& term : w.losses) {
      row(term.name, -term.amount);
    }
    row("cell", w.end);
  };
  add("current", losses.current, unit::mA_per_cm2);
  add("voltage", losses.voltage, unit::mV);
  add("fill factor", losses.fill_factor, unit::one);
  add("power", losses.power, unit::W_per_m2);
  return table;
}

CellTable temperature_table(const CellAnalysis& a) {
  const auto& curves = a.at_temperatures;
  CellTable table{
      "temperature",
      {{"temperature_K", a.temperatures, {}},
       column("jsc_mA_cm2", curves,
              [](const CertifiedCurve& c) { return milliamperes_per_cm2(c.jsc); }),
       column("voc_V", curves, [](const CertifiedCurve& c) { return c.voc; }),
       column("fill_factor", curves, [](const CertifiedCurve& c) { return c.fill_factor; }),
       column("efficiency", curves,
              [&](const CertifiedCurve& c) { return c.pmax() / a.irradiance; })},
      {}};
  if (a.coefficients) {
    table.facts = {{"jsc_per_K", a.coefficients->jsc},
                   {"voc_per_K", a.coefficients->voc},
                   {"fill_factor_per_K", a.coefficients->fill_factor},
                   {"efficiency_per_K", a.coefficients->pmax}};
  }
  return table;
}

CellTable suns_table(const CellAnalysis& a) {
  using device::SunsVocPoint;
  const auto& points = a.suns_voc->points;
  return {"suns-voc",
          {column("suns", points, [](const SunsVocPoint& p) { return p.suns; }),
           column("voc_V", points, [](const SunsVocPoint& p) { return p.voc; }),
           column("ideality", points, [](const SunsVocPoint& p) { return p.ideality; }),
           column("pseudo_current_density_mA_cm2", points,
                  [](const SunsVocPoint& p) { return milliamperes_per_cm2(p.pseudo_current); })},
          {{"pseudo_fill_factor", a.suns_voc->fill_factor},
           {"pseudo_efficiency", a.suns_voc->pmax / a.irradiance}}};
}

CellTable slopes_table(const CellAnalysis& a) {
  const std::vector<Elasticity> all = elasticities_of(a);
  return {
      "slopes",
      {column("input", all, [](const Elasticity& e) { return e.input; }),
       column("value", all, [](const Elasticity& e) { return e.number; }),
       column("unit", all, [](const Elasticity& e) { return e.unit; }),
       column("efficiency_elasticity", all, [](const Elasticity& e) { return e.efficiency; }),
       column("jsc_elasticity", all, [](const Elasticity& e) { return e.jsc; }),
       column("voc_elasticity", all, [](const Elasticity& e) { return e.voc; }),
       column("fill_factor_elasticity", all, [](const Elasticity& e) { return e.fill_factor; })},
      {}};
}

}  // namespace

CellTable curve_table(std::string name, const CertifiedCurve& curve) {
  CellTable table{std::move(name), {}, {}};
  const auto add = [&](std::string column_name, auto value) {
    table.columns.push_back(column(std::move(column_name), curve.points, value));
  };
  add("voltage_V", [](const CertifiedPoint& p) { return p.voltage; });
  using Evidence = std::pair<const char*, double CertifiedPoint::*>;
  for (const auto& [key, member] :
       {Evidence{"current_density_mA_cm2", &CertifiedPoint::current_density},
        Evidence{"mesh_error_mA_cm2", &CertifiedPoint::mesh_error},
        Evidence{"residual_mA_cm2", &CertifiedPoint::residual},
        Evidence{"spread_mA_cm2", &CertifiedPoint::spread},
        Evidence{"balance_mA_cm2", &CertifiedPoint::balance}}) {
    add(key,
        [member = member](const CertifiedPoint& p) { return milliamperes_per_cm2(p.*member); });
  }
  using device::LossCurrents;
  using Loss = std::pair<const char*, double LossCurrents::*>;
  for (const auto& [key, member] :
       {Loss{"radiative_mA_cm2", &LossCurrents::radiative},
        Loss{"auger_mA_cm2", &LossCurrents::auger},
        Loss{"shockley_read_hall_mA_cm2", &LossCurrents::shockley_read_hall},
        Loss{"interfaces_mA_cm2", &LossCurrents::interfaces},
        Loss{"front_contact_mA_cm2", &LossCurrents::front_contact},
        Loss{"back_contact_mA_cm2", &LossCurrents::back_contact}}) {
    add(key, [member = member](const CertifiedPoint& p) {
      return milliamperes_per_cm2(p.losses.*member);
    });
  }
  return table;
}

std::vector<CellTable> cell_tables(const CellAnalysis& a, const AnalysisRequest& request) {
  std::vector<CellTable> tables;
  if (!a.light.points.empty()) {
    tables.push_back(curve_table("jv", a.light));
  }
  tables.push_back(curve_table("jv-dark", a.dark));
  if (request.quantum_efficiency) {
    add_light(a, tables);
  }
  for (std::size_t k = 0; request.bands && k < a.profiles.size(); ++k) {
    tables.push_back(profile_table(a, k));
  }
  if (request.capacitance) {
    add_capacitance(a, tables);
  }
  if (request.losses && a.losses) {
    tables.push_back(losses_table(*a.losses));
  }
  if (request.conditions && !a.temperatures.empty()) {
    tables.push_back(temperature_table(a));
  }
  if (request.conditions && a.suns_voc) {
    tables.push_back(suns_table(a));
  }
  if (request.slopes && !a.slopes.empty()) {
    tables.push_back(slopes_table(a));
  }
  return tables;
}

std::vector<LeftOut> left_out(const CellAnalysis& a, const AnalysisRequest& request) {
  const bool is_dark = a.light.points.empty();
  const std::string needs_spectrum =
      is_dark ? "the cell is dark" : "the light of the cell has no spectrum";
  std::vector<LeftOut> parts;
  if (request.quantum_efficiency && !a.quantum_efficiency) {
    parts.push_back({"quantum efficiency", needs_spectrum});
  }
  if (request.losses && !a.losses) {
    parts.push_back({"losses", needs_spectrum});
  }
  if (request.conditions && a.temperatures.empty()) {
    parts.push_back({"temperatures and lights", "the cell is dark"});
  }
  if (request.slopes && a.slopes.empty()) {
    parts.push_back({"slopes", "the cell is dark"});
  }
  for (const std::string& doubt : a.dark.doubts) {
    parts.push_back({"certificate in the dark", doubt});
  }
  return parts;
}

}  // namespace heliofab::report
