// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/module_files.hpp"

#include <sstream>

#include <fmt/format.h>

#include "heliofab/io/csv.hpp"

namespace heliofab::exchange {

namespace {

// A column of SAM's library: its name, its unit, SAM's own variable, and the module's value.
struct CecColumn {
  std::string_view name;
  std::string_view unit;
  std::string_view variable;
  std::string value;
};

std::string without_commas(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const bool is_blank = c == ',' || c == '"' || c == ' ';
    if (!is_blank) {
      plain += c;
    } else if (!plain.empty() && plain.back() != ' ') {
      plain += ' ';
    }
  }
  return plain;
}

std::string number(double value) { return fmt::format("{}", value); }

std::vector<CecColumn> cec_columns(const twin::ModuleSheet& s, const field::DeSotoModule& m,
                                   std::string_view version) {
  const field::ModuleFigures& f = s.rated;
  return {{"Name", "Units", "[0]", without_commas("Heliofab " + s.name)},
          {"Manufacturer", "", "lib_manufacturer", "Heliofab"},
          {"Technology", "", "cec_material", "CIGS"},
          {"Bifacial", "", "lib_is_bifacial", "0"},
          {"STC", "", "", number(f.power)},
          {"PTC", "", "", number(s.noon_power)},
          {"A_c", "m2", "cec_area", number(s.area())},
          {"Length", "m", "lib_length", number(s.length)},
          {"Width", "m", "lib_width", number(s.width)},
          {"N_s", "", "cec_n_s", fmt::format("{}", s.cells)},
          {"I_sc_ref", "A", "cec_i_sc_ref", number(f.isc)},
          {"V_oc_ref", "V", "cec_v_oc_ref", number(f.voc)},
          {"I_mp_ref", "A", "cec_i_mp_ref", number(f.power / f.vmp)},
          {"V_mp_ref", "V", "cec_v_mp_ref", number(f.vmp)},
          {"alpha_sc", "A/K", "cec_alpha_sc", number(m.current_by_kelvin)},
          {"beta_oc", "V/K", "cec_beta_oc", number(s.slopes.voc)},
          {"T_NOCT", "C", "cec_t_noct", number(s.noct / unit::degC)},
          {"a_ref", "V", "cec_a_ref", number(m.thermal)},
          {"I_L_ref", "A", "cec_i_l_ref", number(m.photocurrent)},
          {"I_o_ref", "A", "cec_i_o_ref", number(m.saturation)},
          {"R_s", "Ohm", "cec_r_s", number(m.series)},
          {"R_sh_ref", "Ohm", "cec_r_sh_ref", number(m.shunt)},
          {"Adjust", "%", "cec_adjust", number(100 * m.adjust)},
          {"gamma_pmp", "%/K", "cec_gamma_pmp", number(100 * s.slopes.power / f.power)},
          {"BIPV", "", "", s.is_building ? "Y" : "N"},
          {"Version", "", "", without_commas("Heliofab " + std::string(version))},
          {"Date", "", "", ""}};
}

void add_rows(std::span<const field::FigurePoint> points, std::string_view part,
              io::CsvWriter& csv) {
  for (const field::FigurePoint& p : points) {
    const field::ModuleFigures& f = p.figures;
    csv.cell(part).cell(p.irradiance).cell(p.temperature / unit::degC);
    csv.cell(f.power).cell(f.isc).cell(f.voc).cell(f.power / f.vmp).cell(f.vmp);
    const bool is_standard =
        part == "matrix" && field::is_in_iec61853({p.irradiance, p.temperature});
    csv.cell(static_cast<std::int64_t>(is_standard)).end_row();
  }
}

}  // namespace

std::string cec_library(const twin::ModuleSheet& sheet, const field::DeSotoModule& cec,
                        std::string_view version) {
  const std::vector<CecColumn> columns = cec_columns(sheet, cec, version);
  std::string names;
  std::string units;
  std::string variables;
  std::string values;
  for (const CecColumn& c : columns) {
    const std::string_view comma = names.empty() ? "" : ",";
    names += fmt::format("{}{}", comma, c.name);
    units += fmt::format("{}{}", comma, c.unit);
    variables += fmt::format("{}{}", comma, c.variable);
    values += fmt::format("{}{}", comma, c.value);
  }
  return fmt::format("{}\n{}\n{}\n{}\n", names, units, variables, values);
}

std::string matrix_csv(const twin::ModuleSheet& sheet, std::string_view version) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.comment("name: " + sheet.name);
  csv.comment(fmt::format("source: Heliofab {}, every point solved", version));
  for (const char* const name : {"part", "irradiance_W_m2", "temperature_degC", "pmp_W", "isc_A",
                                 "voc_V", "imp_A", "vmp_V", "is_in_iec61853_1"}) {
    csv.cell(name);
  }
  csv.end_row();
  add_rows(sheet.points, "matrix", csv);
  add_rows(sheet.table, "table", csv);
  return out.str();
}

}  // namespace heliofab::exchange
