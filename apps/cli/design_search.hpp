// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "heliofab/report/optimum.hpp"
#include "varied_file.hpp"

namespace heliofab::cli {

/// What a design is for.
struct Goal {
  std::string figure;              // key; empty: the one of the kind of file
  bool is_least = false;           // the least of it is best
  std::optional<double> quantile;  // of a population, 0 to 1, in place of its mean
  std::string above;  // of a population: the share of it from here on; empty: not asked
};

struct DesignRequest {
  Goal goal;
  std::size_t starts = 1;
  std::uint64_t seed = 1;
  std::size_t most_points = 500;  // from each start
};

/// Searches the bounds of the file's variations for the design that serves the goal best, then
/// along each input through it; what is better there is where the search goes on.
///
/// @return the best so far when the user stops it; nothing when not even the file was solved by
/// then
/// @throws InputError  E6208 when the goal is no figure of the file, E6204 when it asks for a
///                     population and there is none; those of the file as it stands
/// @throws ModelError  when the file as it stands has no answer
std::optional<report::Optimum> find_design(const VariedFile& varied, const DesignRequest& request,
                                           const twin::ReferenceData& data);

/// Values of the best design, one for each variation.
std::vector<double> best_point(const report::Optimum& optimum);

}  // namespace heliofab::cli
