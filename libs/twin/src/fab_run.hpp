// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "charge_book.hpp"
#include "film_shop.hpp"
#include "heliofab/plant/line_meter.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "heliofab/process/cut.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/learning.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/sensitivities.hpp"
#include "heliofab/twin/tester.hpp"
#include "line_books.hpp"
#include "line_log.hpp"
#include "orders.hpp"
#include "scribe_charts.hpp"
#include "web_books.hpp"

namespace heliofab::twin {

/// What a month came to, beside its rows.
struct ClosedMonth {
  market::MonthQuantities used;
  double staff = 0;                          // on the pay roll for the tools that produce
  std::vector<market::Delivery> deliveries;  // by segment
};

/// A fab in time: the one place where market, line, process and modules meet. Owns the state of a
/// run between two batches.
class FabRun {
 public:
  /// @param first_watts_per_area  of a flawless module, until modules have been flashed
  /// Learning moves numbers of the plan, which all parts read.
  FabRun(FabPlan& plan, FilmShop shop, const Tester& tester, double first_watts_per_area);
  FabRun(const FabRun&) = delete;
  FabRun& operator=(const FabRun&) = delete;

  SimTime end() const noexcept { return end_; }
  SimTime now() const { return line_.now(); }

  /// Runs to the end of the day, of the month or of the plan, whichever comes first.
  RunRecord next_day();
  /// What was begun and is not flashed; when nothing more is simulated.
  std::vector<InProcessRow> work_in_process() const;
  /// Closes the books of a month before its end, when a run is interrupted. Nothing to do at the
  /// end of a month.
  RunRecord close_books();

  /// The month whose books were closed last.
  const ClosedMonth& closed_month() const noexcept { return closed_; }
  /// All months whose books were closed.
  const std::vector<BookedMonth>& booked_months() const noexcept { return booked_; }

 private:
  struct Lot {  // what was cut from a roll
    std::size_t product = 0;
    std::size_t segment = 0;
    process::CutPlan plan;
    ExactCut pieces;
    std::vector<plant::Sheet> sheets;  // one for each footprint
    std::vector<ChargeRow> charges;
    CoatedRoll coated;
  };
  struct Piece {  // a module on its way to the flash test
    ModuleRow row;
    MadeModule made;
    plant::Sheet sheet;
    std::size_t segment = 0;
    std::size_t product = 0;
  };

  plant::Sheet sheet_of(std::size_t product, const process::Footprint& footprint) const;
  std::vector<plant::Sheet> cut(const plant::RollHistory& history);
  SimTime month_end() const;  // of its part that is simulated
  void open_month(RunRecord& batch);
  void close_month(RunRecord& batch);
  void release_rolls();
  void add_web(const plant::RollHistory& history, const Lot& lot, const WebMasses& masses,
               RunRecord& batch) const;
  Piece make_piece(const plant::RollHistory& history, const Lot& lot, const WebMasses& masses,
                   std::size_t index) const;
  void add_roll(const plant::RollHistory& history, RunRecord& batch);
  void add_departure(const plant::Departure& departure, RunRecord& batch);
  void add_scrapped(const plant::ScrappedModule& scrapped, RunRecord& batch);
  void learn();
  void note_lost(RunRecord& batch) const;
  market::MonthQuantities used(double duration) const;
  void note(RunRecord& batch, std::string who, std::string kind, std::string detail) const;

  FabPlan* plan_;
  FilmShop shop_;
  const Tester* tester_;
  Learner learner_;
  std::vector<market::MaterialUse> film_materials_;  // of a square metre of web
  std::uint64_t seed_;
  SimTime end_;
  SimTime month_;         // its first moment, or the plan's
  bool is_open_ = false;  // the books of the month
  std::size_t flash_;     // index of the station
  std::vector<std::size_t> product_of_segment_;
  OrderBook orders_;
  LineBooks books_;
  std::optional<ScribeCharts> scribe_charts_;  // where tools make each module
  ChargeBook charges_;
  LogWriter log_;
  plant::LineMeter meter_;
  std::int64_t months_ = 0;  // closed
  market::RampState ramp_;
  std::int64_t paid_crews_ = 1;
  std::vector<std::int64_t> tools_;
  std::vector<market::Arrival> qualifying_;
  std::int64_t rolls_cut_ = 0;
  std::int64_t released_ = 0;   // rolls, last midnight
  std::int64_t not_begun_ = 0;  // of those ever released what came into the line, less what began
  double laminated_ = 0;        // [m2] in the month
  MonthRow month_row_;
  market::PastMonth past_;
  ClosedMonth closed_;
  std::vector<BookedMonth> booked_;
  std::map<plant::RollId, Lot> lots_;       // cut, not yet in the record
  std::map<plant::SheetId, Piece> pieces_;  // made, not yet flashed
  plant::LineSimulator line_;               // last: its callback uses the rest
};

}  // namespace heliofab::twin
