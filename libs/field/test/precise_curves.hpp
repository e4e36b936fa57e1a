// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::field {

inline constexpr double kelvin = constants::boltzmann / constants::elementary_charge;  // [V/K]

struct Figures {
  double voc, isc, vmp, imp, pmp;
};

inline Diodes one(const Diode& d) {
  return {.photocurrent = {d.photocurrent},
          .saturation = {d.saturation},
          .conductance = {d.conductance},
          .thermal = {d.thermal},
          .series = d.series,
          .recombination = d.recombination,
          .builtin = d.builtin};
}

inline Figures of_lanes(const Diode& d) {
  const Diodes diodes = one(d);
  std::vector<double> voc(1), isc(1), v(1), i(1), p(1);
  open_circuit(diodes, voc);
  short_circuit(diodes, isc);
  maximum_power(diodes, {v, i, p});
  return {voc[0], isc[0], v[0], i[0], p[0]};
}

inline Figures of_plain(const Diode& d) {
  const OperatingPoint mpp = maximum_power(d);
  return {voltage_at(d, 0), current_at(d, 0), mpp.voltage, mpp.current, mpp.power};
}

inline io::CsvTable table_of(const std::string& name) {
  return io::read_csv(HELIOFAB_SOURCE_DIR "/libs/field/test/" + name);
}

/// A curve whose figures are known to 19 digits [ivcurves2022].
struct Precise {
  Diode diode;
  Figures wanted;
};

inline std::vector<Precise> precise_curves() {
  const io::CsvTable table = table_of("precise_curves.csv");
  std::vector<Precise> all;
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    const auto at = [&](std::string_view name) { return table.column(name)[i]; };
    all.push_back({{.photocurrent = at("photocurrent_A"),
                    .saturation = at("saturation_A"),
                    .conductance = 1 / at("shunt_ohm"),
                    .thermal = at("ideality") * at("cells") * kelvin * 298.15,
                    .series = at("series_ohm")},
                   {at("voc_V"), at("isc_A"), at("vmp_V"), at("imp_A"), at("pmp_W")}});
  }
  return all;
}

/// First Solar FS-495 with recombination, by PVsyst 6.7.2 as quoted in pvlib-python 6382338,
/// tests/test_singlediode.py.
inline constexpr PvsystModule fs495{.photocurrent = 1.5743233463848496,
                                    .saturation = 9.62e-10,
                                    .series = 4.6,
                                    .shunt = 5000,
                                    .dark_shunt = 12500,
                                    .shunt_exponent = 3.1,
                                    .cells = 108,
                                    .ideality = 1.48,
                                    .ideality_by_kelvin = 0.001,
                                    .current_by_kelvin = 0.00039,
                                    .gap_eV = 1.5,
                                    .recombination = 1.31,
                                    .builtin = 0.9};

/// A module whose translation pvlib-python 6382338 has in tests/test_pvsystem.py.
inline constexpr DeSotoModule translated_module{.photocurrent = 7.545,
                                                .saturation = 1.94e-9,
                                                .series = 0.094,
                                                .shunt = 15.72,
                                                .thermal = 0.473,
                                                .current_by_kelvin = 0.003};

}  // namespace heliofab::field
