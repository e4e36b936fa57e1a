// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "heliofab/process/coat_cigs.hpp"
#include "heliofab/process/coat_contacts.hpp"
#include "heliofab/process/line_tools.hpp"
#include "heliofab/process/web_map.hpp"
#include "heliofab/process/web_watch.hpp"

namespace heliofab::process {

/// Web speeds of the tools [m/s].
struct LineSpeeds {
  double molybdenum = 1.8 / 60;
  double cigs = 0.3 / 60;
  double cds = 0.9 / 60;
  double tco = 0.9 / 60;

  friend bool operator==(const LineSpeeds&, const LineSpeeds&) = default;
};

/// The web that the tools coat.
struct CoatedWidth {
  double web = 0.33;       // [m] of the foil
  double aperture = 0.27;  // [m] used for modules, about the middle
};

/// The tool under a web of that width, which is not the tool's to say.
CigsTool on_web(CigsTool tool, const CoatedWidth& width);

/// What a bath tool knows when a roll begins.
struct BathMemory {
  BathState solution;
  double area = 0;  // [m2] that this filling has coated
  double time = 0;  // [s] since the gauges behind it were first calibrated

  friend bool operator==(const BathMemory&, const BathMemory&) = default;
};

/// What the tools know when a roll begins.
struct LineMemory {
  SputterMemory molybdenum;
  CigsMemory cigs;
  BathMemory cds;
  SputterMemory tco;

  friend bool operator==(const LineMemory&, const LineMemory&) = default;
};

/// A roll as the tools left it.
struct CoatedWeb {
  std::int64_t roll = 0;
  WebMap map;
  std::vector<Fault> faults;  // by position
  std::vector<Stretch> lost;  // wrinkles, splices, handling marks, what alarms held; by position
  std::vector<ChartPoint> points;  // of the CIGS tool's charts
  std::vector<ChartAlarm> alarms;
  XrfValues sigma{};  // as CigsPass has it
  SheetReading molybdenum;
  SheetReading tco;
  WatchedWeb watched;
  LineMemory after;  // what the tools know now
};

/// The coating tools of a line, tuned to a recipe. Immutable; rolls may be coated in any thread.
class Coater {
 public:
  /// @param p2_contact  of films under the recipe's scribes [ohm m]
  /// @throws InputError as CigsCoater and bath_temperature() do
  Coater(const Recipe& recipe, const FilmPhysics& physics, const LineTools& tools,
         const LineSpeeds& speeds, const CoatedWidth& width, double p2_contact, std::uint64_t seed);

  /// Tools tuned as `tuned` are, that stray, are read and are kept as `tools` say. Magnetrons,
  /// zones, sources and baths are those of `tuned`.
  Coater(const Coater& tuned, const LineTools& tools);

  /// Tools that have just been tuned: new targets, a bath that has come to rest.
  LineMemory start() const;

  /// A roll in the CIGS tool alone, which needs nothing that the other tools do to it.
  CigsPass run_cigs(std::int64_t roll, double length, const CigsMemory& before) const;

  /// Coats a roll: its film, its faults, what was read of it.
  CoatedWeb coat(std::int64_t roll, double length, const LineMemory& before) const;
  /// The same when it has been in the CIGS tool already, which knows `pass.after` since.
  CoatedWeb coat(std::int64_t roll, double length, const LineMemory& before, CigsPass pass) const;
  /// The same roll for those who want film and faults alone: nothing is watched, so that no charts
  /// have to be learned.
  CoatedWeb coat_unwatched(std::int64_t roll, double length, const LineMemory& before) const;

  /// The film of a stretch alone, as it is in the whole roll of a length [m], bit for bit.
  WebMap film(const RollPart& part, double length, const LineMemory& before) const;

 private:
  struct Charts;

  BathState used_bath(const BathState& before, double length) const noexcept;
  BathMemory after_bath(BathMemory before, double length) const noexcept;
  std::shared_ptr<Charts> charts_of(const BathTool& cds, const ZincOxideTool& tco) const;
  const WebWatch& watch() const;
  std::vector<WatchedWeb> in_control() const;
  CoatedWeb lay_web(std::int64_t roll, double length, const LineMemory& before,
                    CigsPass pass) const;
  WebMap lay_down(const CigsPass& pass, const RollPart& part, const LineMemory& before) const;

  Recipe recipe_;
  FilmPhysics physics_;
  LineTools tools_;
  LineSpeeds speeds_;
  CoatedWidth width_;
  std::uint64_t seed_;
  Film nominal_;
  CigsCoater cigs_;
  SputterRuns molybdenum_;
  SputterRuns tco_;
  std::shared_ptr<Charts> charts_;  // shared by copies, which have the same tools
  BathSettings bath_;               // at which a bath at rest gives the recipe's CdS
};

}  // namespace heliofab::process
