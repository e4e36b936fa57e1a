// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

#include "heliofab/store/run_store.hpp"

namespace heliofab::exchange {

namespace fs = std::filesystem;

/// A run of two rolls of 4 m in a folder of its own, removed with it. Roll 1 has two lanes with
/// modules of 1 m from 0.25 m on, roll 3 one of 2 m from 1 m on and one that was not flashed.
class SampleRun {
 public:
  SampleRun() {
    std::string name = (fs::temp_directory_path() / "heliofab-exchange-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no scratch folder");
    }
    folder_ = name;
    twin::RunRecord r;
    r.provenance = {.name = "a sample", .seed = 18446744073709551615ULL, .version = "0.1.0"};
    for (const std::int64_t roll : {1, 3}) {
      r.rolls.push_back({.roll = twin::RollId{roll},
                         .started = SimTime(std::chrono::hours(24 * roll)),
                         .length_m = 4});
    }
    add_module(r, 1, 1, 0.25, 1, 0);
    add_module(r, 2, 1, 1.25, 1, 1);
    add_module(r, 3, 1, 2.25, 1, 0);
    add_module(r, 4, 3, 1, 2, 0);
    add_module(r, 5, 3, 3, 1, 0);
    r.flashes.pop_back();
    r.readings = {{twin::RollId{3}, "cigs", "cigs-1", "xrf", "cgi", 2.5, 0.87, 0.88}};
    r.is_complete = true;
    store::RunStore::create(file(), r.provenance).add(r);
  }
  ~SampleRun() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  SampleRun(const SampleRun&) = delete;
  SampleRun& operator=(const SampleRun&) = delete;

  const fs::path& folder() const { return folder_; }
  fs::path file() const { return folder_ / "run.sqlite"; }

 private:
  static void add_module(twin::RunRecord& r, std::int64_t serial, std::int64_t roll,
                         double position_m, std::int64_t length_m, std::int64_t lane) {
    twin::ModuleRow m{.serial = twin::Serial{serial}, .roll = twin::RollId{roll}};
    m.position_m = position_m;
    m.lane = lane;
    m.product = "strip, narrow";
    m.made = SimTime(std::chrono::hours(100 + serial));
    m.length_um = length_m * 1'000'000;
    m.cgi = 0.8 + 0.01 * static_cast<double>(serial);
    m.tco_ohm_sq = 10;
    r.modules.push_back(m);
    twin::FlashRow f{.serial = m.serial};
    f.aperture_efficiency = 0.1 + 0.01 * static_cast<double>(serial);
    f.bin = "größte";
    r.flashes.push_back(f);
  }

  fs::path folder_;
};

}  // namespace heliofab::exchange
