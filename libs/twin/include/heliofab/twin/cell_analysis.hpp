// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/device/admittance.hpp"
#include "heliofab/device/cell_profile.hpp"
#include "heliofab/device/conditions.hpp"
#include "heliofab/device/losses.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "heliofab/device/sensitivity.hpp"
#include "heliofab/twin/cell_task.hpp"

// All that is worth knowing of a cell by its layers.
namespace heliofab::twin {

/// Where light of each wavelength goes, as shares of what falls on the cell, and all of its photons
/// as currents of one charge each.
struct CellOptics {
  std::vector<double> wavelength;             // [m]
  std::vector<double> reflected;              // [-]
  std::vector<std::string> names;             // of cover, coating, layers and what lies behind
  std::vector<std::vector<double>> absorbed;  // [-] by each of them, over the wavelengths
  double incident_current = 0;                // [A/m2] that of all photons
  double reflected_current = 0;               // [A/m2]
  std::vector<double> currents;               // [A/m2] of each of the names

  friend bool operator==(const CellOptics&, const CellOptics&) = default;
};

/// What one input does to the figures, to first order.
struct InputSlopes {
  std::string path;         // "cell.layers.cigs.thickness"
  double value = 0;         // [SI]
  Unit unit;                // it is described in
  device::FigureSlopes of;  // figures by the input [SI], by exact derivatives

  friend bool operator==(const InputSlopes&, const InputSlopes&) = default;
};

/// What to find out beyond the curve in light. Nothing of it is made of a dark cell but `bands`,
/// `dark` and `capacitance`.
struct AnalysisRequest {
  bool quantum_efficiency = false;  // with CellOptics; light by a spectrum only
  bool bands = false;
  bool capacitance = false;
  bool losses = false;  // light by a spectrum only
  bool conditions = false;
  bool slopes = false;
  double bias = 0;  // [V] of the quantum efficiency, in the light of the cell

  static AnalysisRequest all() { return {true, true, true, true, true, true}; }
  friend bool operator==(const AnalysisRequest&, const AnalysisRequest&) = default;
};

/// What came out. Parts that were not asked for, or that the light does not allow, are empty.
struct CellAnalysis {
  std::string name;
  double temperature = 0;  // [K]
  double irradiance = 0;   // [W/m2] of all suns
  std::vector<std::string> layers;
  device::CertifiedCurve light;                // without points in the dark
  device::CertifiedCurve dark;                 // may have doubts when there is light
  std::optional<device::CellCurve> terminals;  // of `light`, when the plan has resistances
  std::optional<CellOptics> optics;
  std::optional<device::QuantumEfficiency> quantum_efficiency;  // in the light of the cell
  double bias = 0;                                              // [V] of it
  std::vector<device::CellProfile> profiles;  // dark at 0 V; then in light at 0 V and Vmp
  std::vector<device::AdmittancePoint> capacitance_voltage;    // dark, at 100 kHz
  std::vector<device::AdmittancePoint> capacitance_frequency;  // dark, at 0 V
  std::vector<device::ProfilePoint> doping;                    // apparent, of the former
  std::optional<device::LossAnalysis> losses;
  std::vector<double> temperatures;                     // [K]
  std::vector<device::CertifiedCurve> at_temperatures;  // one each
  std::optional<device::TemperatureCoefficients> coefficients;
  std::optional<device::SunsVoc> suns_voc;
  std::vector<InputSlopes> slopes;  // in the order of the file

  double efficiency() const noexcept {
    return irradiance > 0 ? (terminals ? terminals->pmax() : light.pmax()) / irradiance : 0;
  }
};

/// The curve of a cell in its light and the analyses asked for.
///
/// @param observer  hears of each analysis; may be null. One that stops ends with what is there
/// @throws InputError as read_cell_data; ModelError E3203 with every doubt about the curve, E3202
CellAnalysis analyse_cell(const CellPlan& plan, const CellData& data,
                          const AnalysisRequest& request, Observer* observer = nullptr);

}  // namespace heliofab::twin
