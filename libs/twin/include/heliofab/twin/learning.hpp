// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/core/field.hpp"

namespace heliofab::twin {

struct FabPlan;

/// What experience is counted in.
enum class LearningClock : std::uint8_t { months, rolls };
constexpr std::array<std::string_view, 2> names_of(LearningClock) { return {"months", "rolls"}; }

/// A number of the plan that experience moves, and why. Values are text because their unit is that
/// of the key.
struct Learning {
  std::string name;                          // of what is learned: "sources of flakes"
  std::string key;                           // below `fab`: "process.tools.defects.flakes.density"
  std::string first;                         // "0.6 1/m2", at the start of the run
  std::string last;                          // "0.08 1/m2", in the end
  LearningClock by = LearningClock::months;  // since the start of the run
  double constant = 6;                       // [-] months or rolls that leave 1/e of the way
  std::string cause;                         // in words

  friend bool operator==(const Learning&, const Learning&) = default;
};

template <class Visit>
void describe(Visit& visit, Learning& l) {
  visit(l.name, {"name", "of what is learned"});
  visit(l.key, {"key", "that moves, below fab"});
  visit(l.first, {"first", "its value at the start of the run, with a unit"});
  visit(l.last, {"last", "its value in the end, with a unit"});
  visit(l.by, {"by", "what experience is counted in: months, or rolls that were cut", "D"});
  visit(l.constant, {"constant", unit::one, 0.01, 1e6,
                     "months or rolls after which 1/e of the way is left", "D"});
  visit(l.cause, {"cause", "in words"});
}

/// How far experience goes [-]: 1 at the start, exp(-x / constant) after x months or rolls.
double way_left(const Learning& learning, double months, double rolls) noexcept;

/// Moves the numbers of a plan as experience grows; theory/twin.md (11).
class Learner {
 public:
  /// @throws InputError E6130, E6136 and E6137 with all that is wrong, at paths below `fab`
  explicit Learner(const FabPlan& plan);

  /// Sets every learned number of `plan`, which has the shape of the plan of the constructor.
  /// @return true when a number of the film or its tools moved by more than 1e-9 of itself
  bool learn(FabPlan& plan, double months, double rolls) const;
  bool learns() const noexcept { return !curves_.empty(); }

 private:
  struct Curve {
    Learning learning;
    std::size_t number = 0;  // index in io::numbers_in(plan)
    double first = 0;        // [SI]
    double last = 0;         // [SI]
    bool is_of_film = false;
  };
  std::vector<Curve> curves_;
};

}  // namespace heliofab::twin
