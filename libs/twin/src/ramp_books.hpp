// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fab_run.hpp"
#include "heliofab/twin/ramp.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// What a ramp keeps of the batches of a run: figures of months, not rows of modules.
class RampBooks {
 public:
  explicit RampBooks(const FabPlan& plan) : plan_(&plan) {}

  void add(const RunRecord& batch);
  /// @param batch  that closed the month
  void close_month(const RunRecord& batch, const ClosedMonth& closed);
  RampPath take_path();

 private:
  struct Flashed {
    std::vector<std::pair<double, double>> efficiencies;  // [-] with apertures [m2]
    double good_W = 0;
    double good_m2 = 0;
    double web_m2 = 0;  // aperture width, of rolls by their flashed share

    void add(const Flashed& other);
    double efficiency() const;
    double line_yield() const { return web_m2 > 0 ? good_m2 / web_m2 : 0; }
  };

  struct OfRoll {
    double web_of_module = 0;  // [m2]
    double modules = 0;        // [-] flashed
    double efficiency = 0;     // [-] of these, the sum
    double good_W = 0;
    double good_m2 = 0;
  };
  RollSpread spread() const;

  const FabPlan* plan_;
  std::map<RollId, OfRoll> rolls_;
  Flashed month_;
  Flashed whole_;
  std::map<std::pair<std::string, std::string>, double> costs_;  // [USD] by step and category
  RampPath path_;
};

}  // namespace heliofab::twin
