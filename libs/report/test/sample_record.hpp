// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report::sample {

// A made-up record with the shape of a real one: three months, seven stations, two products. The
// figures are invented for tests of the views; no engine computes them.

using std::chrono::days;
using std::chrono::hours;
using twin::ToolState;

inline const SimTime start{std::chrono::sys_days(std::chrono::year(2010) / 5 / 12)};
inline constexpr int span_days = 92;
inline const std::vector<std::string> bins = {"8.5-9.5 %", "9.5-10.5 %", "10.5-11.5 %",
                                              "11.5-12.5 %"};

inline void add_inputs(twin::RunRecord& r) {
  r.inputs = {
      {"fab.seed", "20100512", "", "", "file", "fab2-2010.yaml:3", ""},
      {"fab.process.cigs.thickness", "2 um", "C", "ascent2009", "file", "fab2-2010.yaml:31", ""},
      {"fab.process.cigs.cgi", "0.88", "C", "", "default", "", ""},
      {"fab.process.film.lifetime", "2.1 ns", "D", "", "file", "fab2-2010.yaml:58",
       "median aperture efficiency"},
      {"fab.module.aperture_width", "143 mm", "A", "ascent2009", "file", "fab2-2010.yaml:12", ""},
      {"fab.line.cigs.web_speed", "0.3 m/min", "D", "", "option", "", ""}};
  r.targets = {
      {"median aperture efficiency", 0.105, 0.002, 0.1052, "", true, "press2010"},
      {"best aperture efficiency of the first 1,000", 0.119, 0.003, 0.1174, "", false, "press2010"},
      {"rate at three shifts", 5.1, 0.5, 4.31, "MW/yr", false, "taiyang2023"},
      {"fill factor, median", 0.63, 0.03, 0.624, "", false, "module_peers"}};
  r.losses = {{0, "Shockley-Queisser limit, 1.15 eV", 0.330, 0},
              {1, "reflection, TCO and CdS absorption", 0.268, 0.062},
              {2, "carrier collection", 0.249, 0.019},
              {3, "recombination", 0.155, 0.094},
              {4, "series resistance", 0.139, 0.016},
              {5, "shunts", 0.134, 0.005},
              {6, "scribe area", 0.122, 0.012},
              {7, "cells unlike each other", 0.113, 0.009},
              {8, "process defects", 0.105, 0.008}};
  r.variances = {{0, "all causes", 1.0, 0.105, 0.0058},
                 {1, "composition drift", 0.41, 0.108, 0.0037},
                 {2, "thickness across the web", 0.22, 0.110, 0.0027},
                 {3, "P2 contact", 0.14, 0.109, 0.0022},
                 {4, "hard shunts", 0.19, 0.111, 0.0025},
                 {5, "no causes", 0, 0.113, 0}};
}

inline void add_rolls(twin::RunRecord& r, int rolls, int modules_per_roll) {
  const Stream noise(20100512, "report.sample");
  std::int64_t serial = 1;
  for (int k = 0; k < rolls; ++k) {
    const auto entity = static_cast<std::uint64_t>(k);
    const auto roll = twin::RollId{k + 1};
    const SimTime begin = start + hours(24 * (span_days - 6) * k / std::max(rolls, 1));
    const double pitch = 0.31;  // [m] of a module down the web
    const double length = pitch * modules_per_roll / 2 + 8;
    r.rolls.push_back(
        {roll, begin, begin + days(3), length, 0.27, length - 8, 8, modules_per_roll});
    r.scrap.push_back({roll, 0, 5, 5 * 0.27, "cigs", "leader"});
    r.scrap.push_back({roll, length / 2, 3, 3 * 0.27, k % 3 == 0 ? "tco" : "cigs",
                       k % 3 == 0 ? "wrinkle" : "stop"});
    const double roll_mean = 0.1055 + 0.003 * noise.normal(entity, 0);
    for (int m = 0; m < modules_per_roll; ++m, ++serial) {
      const auto id = static_cast<std::uint64_t>(serial);
      const int place = m / 2;
      double position = 5 + place * pitch;
      position += position > length / 2 - pitch ? 3 : 0;
      const double drift = 0.004 * (position / length - 0.5);
      const bool is_dead = noise.uniform(id, 2) < 0.015;
      const double efficiency =
          is_dead ? 0.03 * noise.uniform(id, 3) : roll_mean - drift + 0.0035 * noise.normal(id, 1);
      const double area = 0.0429;
      twin::ModuleRow module;
      module.serial = twin::Serial{serial};
      module.roll = roll;
      module.position_m = position;
      module.lane = m % 2;
      module.product = k % 4 == 3 ? "building strip" : "standard";
      module.segment = k % 4 == 3 ? "building" : "portable";
      module.made = begin + days(3) + std::chrono::seconds(90 * m);
      module.cells = 26;
      module.aperture_m2 = area;
      module.thickness_um = 2 + 0.05 * noise.normal(id, 4);
      module.cgi = 0.88 + 0.01 * noise.normal(id, 5);
      module.ggi = 0.30 + 0.01 * noise.normal(id, 6);
      module.aperture_efficiency = efficiency;
      module.fill_factor = is_dead ? 0.28 : 0.62 + 0.01 * noise.normal(id, 7);
      module.voc_V = is_dead ? 4 : 15.6 + 0.1 * noise.normal(id, 8);
      module.pmax_W = efficiency * 1000 * area;
      module.isc_A = module.pmax_W / module.voc_V / module.fill_factor;
      r.modules.push_back(module);
      twin::FlashRow flash;
      flash.serial = module.serial;
      flash.flashed = module.made + hours(8);
      flash.irradiance_W_m2 = 1000;
      flash.temperature_K = 298.15;
      flash.aperture_efficiency = efficiency * (1 + 0.005 * noise.normal(id, 9));
      flash.pmax_W = flash.aperture_efficiency * 1000 * area;
      flash.fill_factor = module.fill_factor;
      flash.voc_V = module.voc_V;
      flash.isc_A = module.isc_A;
      flash.is_good = flash.aperture_efficiency >= 0.085;
      if (flash.is_good) {
        const double step = (flash.aperture_efficiency - 0.085) / 0.01;
        flash.bin = bins[std::min<std::size_t>(static_cast<std::size_t>(step), bins.size() - 1)];
      } else {
        flash.cause = is_dead ? "open circuit" : "below the lowest bin";
      }
      r.flashes.push_back(flash);
    }
  }
}

inline void add_plant(twin::RunRecord& r) {
  struct Tool {
    std::string station, name;
    std::array<int, 6> percent;  // by state, from productive to non-scheduled
  };
  const std::vector<Tool> tools = {{"mo", "mo-1", {21, 38, 2, 4, 2, 33}},
                                   {"cigs", "cigs-1", {43, 6, 3, 8, 7, 33}},
                                   {"cigs", "cigs-2", {39, 9, 3, 8, 8, 33}},
                                   {"cds", "cds-1", {18, 42, 1, 4, 2, 33}},
                                   {"tco", "tco-1", {27, 29, 2, 5, 4, 33}},
                                   {"scribe", "scribe-1", {31, 28, 2, 3, 3, 33}},
                                   {"lamination", "laminator-1", {24, 37, 1, 3, 2, 33}},
                                   {"flash", "flash-1", {9, 57, 0, 1, 0, 33}}};
  const std::array<std::string, 6> reasons = {"running",     "starved", "trial",
                                              "roll change", "repair",  "shift end"};
  for (const Tool& tool : tools) {
    SimTime from = start;
    for (std::size_t i = 0; i < 6; ++i) {
      const SimTime to = from + hours(24 * span_days) * tool.percent.at(i) / 100;
      r.states.push_back(
          {tool.station, tool.name, static_cast<ToolState>(i + 1), from, to, reasons.at(i)});
      from = to;
    }
  }
}

inline void add_money(twin::RunRecord& r) {
  using std::chrono::year;
  const std::array<SimTime, 4> months = {SimTime(std::chrono::sys_days(year(2010) / 5 / 1)),
                                         SimTime(std::chrono::sys_days(year(2010) / 6 / 1)),
                                         SimTime(std::chrono::sys_days(year(2010) / 7 / 1)),
                                         SimTime(std::chrono::sys_days(year(2010) / 8 / 1))};
  const std::vector<std::pair<std::string, double>> steps = {
      {"substrate", 0.35}, {"mo", 0.22},         {"cigs", 0.95},  {"cds", 0.18},  {"tco", 0.36},
      {"scribe", 0.21},    {"lamination", 0.62}, {"flash", 0.08}, {"plant", 0.71}};
  const std::vector<std::pair<std::string, double>> categories = {
      {"materials", 0.38}, {"labour", 0.22},      {"depreciation", 0.24},
      {"power", 0.05},     {"maintenance", 0.07}, {"fixed", 0.04}};
  for (std::size_t m = 0; m < months.size(); ++m) {
    for (const auto& [step, usd] : steps) {
      for (const auto& [category, share] : categories) {
        r.costs.push_back({months.at(m), step, category, 500 * usd * share});
      }
    }
    const double scale = static_cast<double>(m + 1);
    r.demands.push_back(
        {months.at(m), "portable", "standard", 500 * scale, 480 * scale, 40 * scale, 4.5});
    r.demands.push_back(
        {months.at(m), "building", "building strip", 300 * scale, 150 * scale, 150 * scale, 3.2});
    r.months.push_back({months.at(m), 2, 400, 120, 110, 630 * scale});
  }
}

inline twin::RunRecord record(int rolls = 12, int modules_per_roll = 40) {
  twin::RunRecord r;
  r.provenance = {"FAB 2, 2010",
                  20100512,
                  start,
                  start + days(span_days),
                  "0a1b2c3d4e5f6071",
                  "8899aabbccddeeff",
                  "0.1.0 (1a2b3c4d)",
                  "heliofab run fab2-2010.yaml --seed 20100512"};
  add_inputs(r);
  add_rolls(r, rolls, modules_per_roll);
  add_plant(r);
  add_money(r);
  r.is_complete = true;
  return r;
}

inline double quantile(std::vector<double> sample, double p) {
  std::ranges::sort(sample);
  return sample.empty()
             ? 0
             : sample[static_cast<std::size_t>(p * static_cast<double>(sample.size() - 1))];
}

/// The summary that goes with `record`: what the views show is compared with these figures.
inline twin::Summary summary(const twin::RunRecord& r) {
  twin::Summary s;
  std::vector<double> sample;
  double sum = 0;
  for (const std::string& bin : bins) {
    s.bins.push_back({bin});
  }
  for (const twin::FlashRow& flash : r.flashes) {
    sample.push_back(flash.aperture_efficiency);
    sum += flash.aperture_efficiency;
    if (flash.is_good) {
      ++s.modules_good;
      s.power_good_W += flash.pmax_W;
      auto& bin = *std::ranges::find(s.bins, flash.bin, &twin::BinCount::bin);
      ++bin.modules;
      bin.power_W += flash.pmax_W;
    }
  }
  s.modules_made = static_cast<std::int64_t>(sample.size());
  s.aperture_efficiency = {sample.empty() ? 0 : sum / static_cast<double>(sample.size()),
                           quantile(sample, 0.5),
                           0.0058,
                           quantile(sample, 0.1),
                           quantile(sample, 0.9),
                           quantile(sample, 1)};
  s.line_yield = 0.8125;
  s.fill_factor_median = 0.624;
  s.voc_per_cell_median_V = 0.6001;
  s.power_shipped_W = 6300;
  for (const twin::CostRow& cost : r.costs) {
    s.cost_usd += cost.usd;
  }
  s.cost_usd_per_W = s.power_good_W > 0 ? s.cost_usd / s.power_good_W : 0;
  s.oee_e79 = 0.5958;
  s.bottleneck = "cigs";
  s.fingerprint = "5f2c81d09be7a346";
  s.rolls_finished = static_cast<std::int64_t>(r.rolls.size());
  s.web_finished_m2 = 312.4;
  s.backlog_W = 760;
  s.area_losses = {{"cigs", "stop", 0, 22.5, 0.072},
                   {"cigs", "leader", 0, 12.5, 0.04},
                   {"flash", "below the lowest bin", 31, 9.4, 0.03},
                   {"tco", "wrinkle", 0, 7.8, 0.025},
                   {"flash", "open circuit", 12, 6.4, 0.0205}};
  s.stations = {{"mo", 0.94, 0.36, 0.97, 1.0, 0.328, 0.37},
                {"cigs", 0.86, 0.83, 0.98, 0.852, 0.5958, 0.86},
                {"cds", 0.92, 0.33, 0.99, 1.0, 0.30, 0.31},
                {"tco", 0.90, 0.50, 0.98, 0.975, 0.43, 0.48},
                {"scribe", 0.93, 0.53, 0.98, 0.995, 0.48, 0.53},
                {"lamination", 0.95, 0.40, 0.97, 1.0, 0.37, 0.40},
                {"flash", 0.99, 0.14, 1.0, 0.95, 0.13, 0.14}};
  s.is_complete = r.is_complete;
  return s;
}

}  // namespace heliofab::report::sample
