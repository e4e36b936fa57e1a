// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/uneven.hpp"
#include "heliofab/twin/module_power.hpp"

// A module partly shaded or bent, by the module engine, in place of the rule of its darkest stripe.
namespace heliofab::twin {

/// How light varies over the cells of a module.
enum class Unevenness : std::uint8_t {
  edge_along,   // a shadow's edge runs along the stripes: whole stripes are dark, in series
  edge_across,  // it crosses all of them: each is dark over the same share of its length
  bend_along,   // each stripe of a bent module has a light of its own, from dark to bright
};

/// Temperature [K] at which tables are made: of cells in the light in which shades count. What uneven
/// light leaves changes by 0.01 over 30 K, and by 0.1 where few stripes are in deep shade.
inline constexpr double uneven_warmth = 45 * unit::degC;

/// A part of a module under one light.
struct LitPart {
  double light = 0;   // [W/m2] that enters
  double amount = 0;  // [-] of the stripes, or of the length of all stripes
};

/// A nominal module at one temperature whose places have light of their own. The device engine has
/// solved its film in lights a factor of 1.6 apart; between them currents are linear in light, as
/// superposition has them. Immutable; may be used from many threads.
class UnevenModule {
 public:
  /// @throws ModelError E3203
  UnevenModule(const NominalModule& module, const ReferenceData& data,
               double temperature = uneven_warmth);

  const module::ModuleDesign& design() const noexcept { return design_; }
  /// A stripe in a light [W/m2].
  module::StripCell stripe(double light) const;
  /// Maximum power [W] of stripes in series, in any order; of several maxima the highest.
  /// @throws ModelError E4201
  double series_power(std::span<const LitPart> parts) const;
  /// Of parts side by side, each with all stripes over its share of their length.
  /// @throws ModelError E4201
  double parallel_power(std::span<const LitPart> parts) const;
  /// Under one light.
  double even_power(double light) const;

 private:
  module::ModuleDesign design_;
  std::vector<double> lights_;              // [W/m2] rising
  std::vector<module::StripCell> stripes_;  // one of each
};

/// The parts of a module at a place of its table. A bend's stripes rise as a power of their rank,
/// by the share.
std::vector<LitPart> lit_parts(Unevenness kind, const module::ModuleDesign& design,
                               const field::UnevenPoint& point);

/// What uneven light leaves of the power of the same light spread evenly, as a table with its
/// error.
/// @throws ModelError E4201
field::UnevenTable make_uneven_table(const UnevenModule& module, Unevenness kind);

/// What kind of table an installation wants: none where its light is even, or where each cell has
/// the mean of a bend's.
std::optional<Unevenness> unevenness_of(const field::Installation& installation);

}  // namespace heliofab::twin
