// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "heliofab/plant/equipment_time.hpp"
#include "validation_rows.hpp"

// Lines whose buffers are full now and then. The first station is never out of work, the last never
// blocked. Times in units of the mean service time.
namespace heliofab::plant::validation_lines {

struct Buffered {
  std::int64_t places;
  double out;
  double inside = 0;  // 0: not known
  double cycle = 0;
};

inline void add_buffered(Rows& rows, std::size_t stations, bool is_unreliable,
                         const std::vector<Buffered>& list) {
  for (const Buffered& b : list) {
    const std::string name = std::to_string(stations) +
                             (is_unreliable ? " unreliable stations, " : " stations, ") +
                             std::to_string(b.places) + (b.places == 1 ? " place" : " places");
    const std::string formula = stations == 2 && !is_unreliable ? "(4)" : "chain";
    Case c{tandem(stations, b.places, is_unreliable), 2e4, {}};
    c.rows = {{name + ": modules out", b.out, throughput, formula}};
    if (b.inside > 0) {
      c.rows.push_back({"... modules inside", b.inside, wip, "chain"});
    }
    if (b.cycle > 0) {
      c.rows.push_back({"... cycle time", b.cycle, cycle_time, "chain"});
    }
    rows.cases.push_back(std::move(c));
  }
}

inline const std::vector<Buffered>& two_stations() {
  static const std::vector<Buffered> list{{0, 2.0 / 3}, {1, 0.75},      {2, 0.8},
                                          {5, 0.875},   {10, 0.923077}, {20, 0.956522}};
  return list;
}
inline const std::vector<Buffered>& two_unreliable() {
  static const std::vector<Buffered> list{
      {0, 0.626699, 1.6580, 2.6457},  {1, 0.701299, 2.2364, 3.1889},
      {2, 0.746267, 2.7836, 3.7300},  {5, 0.815225, 4.3560, 5.3433},
      {10, 0.862149, 6.9053, 8.0094}, {20, 0.897973, 11.943, 13.300}};
  return list;
}
inline const std::vector<Buffered>& three_unreliable() {
  static const std::vector<Buffered> list{{0, 0.523802, 2.3368, 4.4613},
                                          {1, 0.617264, 3.4960, 5.6636},
                                          {2, 0.673516, 4.5902, 6.8152},
                                          {5, 0.761965, 7.7327, 10.148},
                                          {10, 0.824989, 12.829, 15.551}};
  return list;
}

inline Rows buffered_lines() {
  Rows rows{"Lines with few places", {}};
  add_buffered(rows, 2, false, two_stations());
  for (const auto& [places, out] :
       {std::pair{0, 0.630996}, {1, 0.709218}, {5, 0.824417}, {10, 0.865918}}) {
    Case c{tandem(2, places), 2e4, {}};
    c.line.stations[1].sheet.handling = 1 / 0.9;
    c.rows = {{"2 stations of rates 1 and 0.9, " + std::to_string(places) + " places", out,
               throughput, "(5)"}};
    rows.cases.push_back(std::move(c));
  }
  add_buffered(rows, 3, false,
               {{0, 0.564103},
                {1, 0.670466, 3.5318},
                {2, 0.734017, 4.6335},
                {5, 0.830759, 7.7817},
                {10, 0.894419, 12.872}});
  add_buffered(rows, 4, false, {{0, 0.514775}});
  add_buffered(rows, 5, false, {{0, 0.485798}});
  add_buffered(rows, 6, false, {{0, 0.466713}});
  return rows;
}

inline Rows unreliable_lines() {
  Rows rows{"Lines that break down", {}};
  rows.cases.push_back(
      {tandem(1, 0, true),
       2e4,
       {{"one unreliable station: operational uptime", 1 / 1.05,
         [](const EventLog& log, double) {
           return equipment_ratios(state_times(log.states, 0), 1, 1).operational_uptime;
         },
         "(6)"}}});
  add_buffered(rows, 2, true, two_unreliable());
  add_buffered(rows, 3, true, three_unreliable());
  Case uneven{tandem(2, 5, true), 2e4, {}};
  uneven.line.stations[1].sheet.handling = 1 / 0.9;
  uneven.line.stations[1].breakdowns = {.mtbf = 50, .mttr = 10};
  Case reversed = uneven;
  std::swap(reversed.line.stations[0], reversed.line.stations[1]);
  uneven.rows = {{"2 unlike unreliable stations, 5 places", 0.6858822, throughput, "chain"}};
  reversed.rows = {{"... the other way round", 0.6858822, throughput, "chain"}};
  rows.cases.push_back(std::move(uneven));
  rows.cases.push_back(std::move(reversed));
  rows.cases.push_back({testing_lines::line_12(),
                        2e4,
                        {{"12 unreliable stations, 10 places", 0.75117, throughput, "runs"}}});
  return rows;
}

}  // namespace heliofab::plant::validation_lines
