// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/coater.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "heliofab/process/azo.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

namespace {

double azo_thickness_of(const Window& window) {
  return azo_thickness(window, tco_sheet_resistance(window));
}

// Rolls of their own from which charts learn.
constexpr std::int64_t first_sample_roll = 3'500'000;
constexpr std::int64_t sample_rolls = 36;  // much of what strays does so from roll to roll
constexpr double sample_length = 100;      // [m]

WatchClocks clocks_of(const LineMemory& memory) {
  return {.cds = memory.cds.time, .tco = memory.tco.time};
}

// Web that an alarm holds, from before its point to a place behind it.
Stretch held(const AlarmPolicy& policy, std::string_view station, double alarm, double to,
             double length) {
  const double from = std::max(0.0, alarm - policy.hold_before);
  return {from, std::min(length, to) - from, std::string(station), "held"};
}

void hold_around(const AlarmPolicy& policy, std::string_view station, const auto& alarms,
                 double length, std::vector<Stretch>& lost) {
  for (const auto& a : alarms) {
    if (a.alarm.reaction == Reaction::hold) {
      lost.push_back(held(policy, station, a.position, a.position + policy.hold_after, length));
    }
  }
}

}  // namespace

// Learned when a roll is first watched, once for all copies.
struct Coater::Charts {
  WebWatch watch;
  std::once_flag learned{};
};

CigsTool on_web(CigsTool tool, const CoatedWidth& width) {
  tool.evaporator.web_width = width.web;
  tool.evaporator.aperture_width = width.aperture;
  return tool;
}

Coater::Coater(const Recipe& recipe, const FilmPhysics& physics, const LineTools& tools,
               const LineSpeeds& speeds, const CoatedWidth& width, double p2_contact,
               std::uint64_t seed)
    : recipe_(recipe),
      physics_(physics),
      tools_(tools),
      speeds_(speeds),
      width_(width),
      seed_(seed),
      nominal_(nominal_film(recipe, physics, p2_contact)),
      cigs_(on_web(tools.cigs, width), recipe.absorber, speeds.cigs, width.aperture, seed),
      molybdenum_(tools.molybdenum, recipe.window.mo_thickness, speeds.molybdenum, seed,
                  "process.molybdenum"),
      tco_(tools.tco, azo_thickness_of(recipe.window), speeds.tco, seed, "process.tco"),
      charts_(charts_of(tools.cds, tools.tco)),
      bath_{bath_temperature(tools.cds, speeds.cds, recipe.window.cds_thickness), speeds.cds,
            tools.cds.dosing} {}

Coater::Coater(const Coater& tuned, const LineTools& tools)
    : recipe_(tuned.recipe_),
      physics_(tuned.physics_),
      tools_(tools),
      speeds_(tuned.speeds_),
      width_(tuned.width_),
      seed_(tuned.seed_),
      nominal_(tuned.nominal_),
      cigs_(tuned.cigs_, tools.cigs.straying, tools.cigs.xrf, tools.cigs.control),
      molybdenum_(tools.molybdenum, recipe_.window.mo_thickness, speeds_.molybdenum, seed_,
                  "process.molybdenum"),
      tco_(tools.tco, azo_thickness_of(recipe_.window), speeds_.tco, seed_, "process.tco"),
      charts_(charts_of(tools.cds, tools.tco)),
      bath_(tuned.bath_) {}

std::shared_ptr<Coater::Charts> Coater::charts_of(const BathTool& cds,
                                                  const ZincOxideTool& tco) const {
  return std::make_shared<Charts>(
      WebWatch(cds, tco, {recipe_, physics_, nominal_, speeds_.cds, speeds_.tco}, seed_));
}

const WebWatch& Coater::watch() const {
  std::call_once(charts_->learned, [&] { charts_->watch.learn(in_control()); });
  return charts_->watch;
}

// Charts know tools as they are when nothing is set wrong, one roll after the other, read by gauges
// that are right but for what a calibration leaves and the drift since: each roll finds another
// one half way to the next.
std::vector<WatchedWeb> Coater::in_control() const {
  Coater right(*this);
  CigsStraying straying = tools_.cigs.straying;
  straying.offsets = {};
  straying.temperature_offset = 0;
  Gauge xrf = tools_.cigs.xrf;
  xrf.bias = 0;
  if (straying != tools_.cigs.straying || xrf != tools_.cigs.xrf) {
    right.cigs_ = CigsCoater(cigs_, straying, xrf, tools_.cigs.control);
  }
  BathTool& cds = right.tools_.cds;
  cds.delivered = 1;
  double interval = 0;
  for (Watch* watch : {&cds.transmission, &cds.luminescence, &right.tools_.tco.transmission}) {
    watch->gauge.bias = 0;
    interval = std::max(interval, watch->gauge.calibration_interval);
  }
  const WebWatch gauges = charts_of(cds, right.tools_.tco)->watch;
  std::vector<WatchedWeb> rolls;
  LineMemory memory = right.start();
  for (std::int64_t r = 0; r < sample_rolls; ++r) {
    memory.cds.time = memory.tco.time = (static_cast<double>(r) + 0.5) * interval;
    const std::int64_t roll = first_sample_roll + r;
    const CoatedWeb web = right.coat_unwatched(roll, sample_length, memory);
    rolls.push_back(gauges.read(roll, clocks_of(memory), web.map));
    memory = web.after;
  }
  return rolls;
}

LineMemory Coater::start() const {
  return {.cds = {.solution = use_bath(tools_.cds.bath, bath_, {}, tools_.cds.change_after / 2)}};
}

// After a length of web [m], fed by its pump as that is.
BathState Coater::used_bath(const BathState& before, double length) const noexcept {
  BathSettings fed = bath_;
  fed.dosing *= tools_.cds.delivered;
  return use_bath(tools_.cds.bath, fed, before, length * width_.web);
}

BathMemory Coater::after_bath(BathMemory before, double length) const noexcept {
  before.time += length / speeds_.cds;
  before.area += length * width_.web;
  if (before.area > tools_.cds.change_after) {
    before.area = 0;
    before.solution = {};
  } else {
    before.solution = used_bath(before.solution, length);
  }
  return before;
}

WebMap Coater::lay_down(const CigsPass& pass, const RollPart& part,
                        const LineMemory& before) const {
  WebMap map = even_map(part, nominal_);
  const WebGrid grid{map.first, frame_length, map.frames};
  cigs_.lay_down(pass, part.roll, physics_.sodium_optimum, map);

  const std::vector<double> mo = molybdenum_.thickness_ratios(before.molybdenum, part.roll, map);
  const std::vector<double> pressure =
      deviations(ScatterField(tools_.molybdenum.gas, seed_, "process.molybdenum.gas"), part.roll,
                 grid, map.zones);
  const MolybdenumTool& m = tools_.molybdenum;
  const double dense = molybdenum_resistivity(m.growth, m.pressure);
  const std::vector<double> tco = tco_.thickness_ratios(before.tco, part.roll, map);
  const std::vector<double> oxygen = deviations(
      ScatterField(tools_.tco.gas, seed_, "process.tco.gas"), part.roll, grid, map.zones);
  const double azo = azo_thickness_of(recipe_.window);
  const std::vector<double> warmer =
      deviations(ScatterField(tools_.cds.temperature, seed_, "process.cds.temperature"), part.roll,
                 grid, map.zones);

  BathState solution;  // where a frame runs through it
  for (std::size_t i = 0; i < map.films.size(); ++i) {
    Film& film = map.films[i];
    film.mo_sheet_resistance *=
        molybdenum_resistivity(m.growth, m.pressure * std::max(0.05, 1 + pressure[i])) / dense /
        mo[i];
    film.mo_thickness *= mo[i];
    film.azo_carriers = azo_carriers(tools_.tco.oxygen, recipe_.window,
                                     tools_.tco.oxygen.nominal * std::max(0.0, 1 + oxygen[i]));
    film.tco_sheet_resistance = azo_thickness(recipe_.window, film.azo_carriers, azo * tco[i]);
    if (i % map.zones == 0) {
      // The solution ages at the temperature it is kept at, whatever a place of it does.
      const double position = map.first + static_cast<double>(i / map.zones) * frame_length;
      solution = used_bath(before.cds.solution, position);
    }
    BathSettings here = bath_;
    here.temperature += warmer[i];
    const BathFilm cds = bath_film(tools_.cds.bath, here, solution);
    film.cds_thickness = cds.thickness;
    film.cds_pinholes = cds.pinholes;
  }
  return map;
}

WebMap Coater::film(const RollPart& part, double length, const LineMemory& before) const {
  return lay_down(cigs_.run(part.roll, part.to, length, before.cigs), part, before);
}

CigsPass Coater::run_cigs(std::int64_t roll, double length, const CigsMemory& before) const {
  return cigs_.run(roll, length, length, before);
}

CoatedWeb Coater::coat(std::int64_t roll, double length, const LineMemory& before) const {
  return coat(roll, length, before, run_cigs(roll, length, before.cigs));
}

CoatedWeb Coater::coat_unwatched(std::int64_t roll, double length, const LineMemory& before) const {
  return lay_web(roll, length, before, run_cigs(roll, length, before.cigs));
}

CoatedWeb Coater::coat(std::int64_t roll, double length, const LineMemory& before,
                       CigsPass pass) const {
  CoatedWeb web = lay_web(roll, length, before, std::move(pass));
  const WebWatch& gauges = watch();
  web.watched = gauges.read(roll, clocks_of(before), web.map);
  for (std::size_t q = 0; q < watched_count; ++q) {
    hold_around(gauges.monitor(static_cast<Watched>(q)).policy, watched_sources[q].station,
                web.watched[q].alarms, length, web.lost);
  }
  std::ranges::stable_sort(web.lost, {}, &Stretch::position);
  return web;
}

CoatedWeb Coater::lay_web(std::int64_t roll, double length, const LineMemory& before,
                          CigsPass pass) const {
  CoatedWeb web{.roll = roll, .map = lay_down(pass, {roll, 0, length, width_.aperture}, before)};
  for (const DefectLaw& law : tools_.defects) {
    for (const PointDefect& d : make_point_defects(law, recipe_.absorber.thickness, seed_, roll,
                                                   {0, length, width_.aperture})) {
      if (d.conductance > 0) {
        web.faults.push_back({d.position, d.across, d.conductance});
      }
    }
  }
  std::ranges::stable_sort(web.faults, {}, &Fault::position);

  const double hottest = std::max(0.0, hottest_zone(tools_.cigs.evaporator)->temperature_offset);
  const auto temperature = [&](double position) {
    return web.map.at(position, width_.aperture / 2).substrate_temperature + hottest;
  };
  web.lost = make_web_events(tools_.events, temperature, seed_, roll, length);
  const AlarmPolicy& policy = tools_.cigs.control.monitor.policy;
  hold_around(policy, "cigs", pass.alarms, length, web.lost);
  for (const CigsStop& stop : pass.stops) {
    web.lost.push_back(held(policy, "cigs", stop.alarm, stop.position, length));
  }
  std::ranges::stable_sort(web.lost, {}, &Stretch::position);
  web.points = std::move(pass.points);
  web.alarms = std::move(pass.alarms);
  web.sigma = pass.sigma;
  web.molybdenum = molybdenum_.read(before.molybdenum, roll, web.map, &Film::mo_sheet_resistance,
                                    nominal_.mo_sheet_resistance);
  web.tco = tco_.read(before.tco, roll, web.map, &Film::tco_sheet_resistance,
                      nominal_.tco_sheet_resistance);
  web.after.cigs = pass.after;
  web.after.molybdenum =
      molybdenum_.after(before.molybdenum, length, web.molybdenum, nominal_.mo_sheet_resistance);
  web.after.tco = tco_.after(before.tco, length, web.tco, nominal_.tco_sheet_resistance);
  web.after.cds = after_bath(before.cds, length);
  return web;
}

}  // namespace heliofab::process
