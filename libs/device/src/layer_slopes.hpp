// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "equations.hpp"

namespace heliofab::device {

/// Slopes by the properties at one depth of a layer; of the densities of states by their
/// logarithms.
struct PropertySlopes {
  materials::Semiconductor material;
  double doping = 0;
  std::vector<double> level_shares;  // empty: none

  PropertySlopes();
};

/// Pulls slopes by the numbers of the elements of one layer back to the numbers of the layer.
class LayerSlopes {
 public:
  /// @param slopes  of a layer of the same shape, zero; adds to it
  LayerSlopes(const Layer& layer, double temperature, Layer& slopes);

  /// Of an element from x to x + length within the layer [m].
  void add(const Element& e, const Element& d, double x);
  /// By log_n and log_p of a Trace at a depth.
  void add_bands(double by_log_n, double by_log_p, double depth);
  /// By the properties at a depth: the blend of two points, transposed.
  void spread(double depth, const PropertySlopes& p);

  /// Energies at a depth.
  struct Bands {
    double gap_eV = 0;
    double affinity_eV = 0;
  };
  Bands bands(double depth) const;
  /// By the logarithm of the temperature, so far.
  double warmth() const noexcept { return warmth_; }

 private:
  // The points between which properties run at a depth, and how far from the first.
  struct Between {
    const materials::Semiconductor* a = nullptr;
    const materials::Semiconductor* b = nullptr;
    std::size_t left = 0;  // of the grading
    double t = 0;
  };
  // Where a level is.
  struct Place {
    const Trace* trace = nullptr;
    Bands bands;
    double states = 1;  // of the level at this depth, over Level::density
  };
  struct Carrier;
  struct Transition;

  Between between(double depth) const;
  void add_middle(const Element& e, const Element& d, double depth);
  void add_carrier(const Carrier& c, const Element& e, const Element& d, const Between& at,
                   PropertySlopes& p);
  void add_end(const Element& e, const Element& d, std::size_t side, double depth);
  void add_trace(const Trace& d, double by_log_ni2, const Bands& bands, PropertySlopes& p);
  void add_rate(const Transition& which, const LevelRates& r, const LevelRates& d,
                const Place& place, PropertySlopes& p);
  void add_energy(const Transition& which, double slope, double level_eV, double gap_eV,
                  PropertySlopes& p);

  const Layer* layer_;
  double kt_;  // [eV]
  Layer* slopes_;
  double warmth_ = 0;
};

}  // namespace heliofab::device
