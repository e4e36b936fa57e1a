// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/line_tools.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

void check_sampling(const SamplingPlan& plan, const std::string& path,
                    std::vector<Diagnostic>& problems) {
  if (plan.heads.empty()) {
    problems.push_back({.code = "E4320",
                        .path = path + ".gauge.sampling.heads",
                        .message = "no head, wanted one or more"});
  }
}

// A gauge that watches can do no more about an alarm than `most`.
void check_policy(const AlarmPolicy& policy, Reaction most, const std::string& path,
                  std::vector<Diagnostic>& problems) {
  const auto check = [&](Reaction reaction, const char* key) {
    if (reaction != Reaction::none && reaction != most) {
      problems.push_back({.code = "E4341",
                          .path = fmt::format("{}.monitor.policy.{}", path, key),
                          .message = fmt::format("{}, wanted none{}", name_of(reaction),
                                                 most == Reaction::none ? "" : " or hold"),
                          .note = "this gauge watches: it moves no setting and stops no tool"});
    }
  };
  check(policy.beyond_limits, "beyond_limits");
  check(policy.run, "run");
  check(policy.ewma, "ewma");
  check(policy.cusum, "cusum");
  check(policy.blind, "blind");
}

}  // namespace

LineTools::LineTools() = default;

void check_watches(const LineTools& tools) {
  std::vector<Diagnostic> problems;
  const auto check = [&](const Gauge& gauge, const MonitorPlan& monitor, Reaction most,
                         const std::string& path) {
    check_sampling(gauge.sampling, path, problems);
    check_policy(monitor.policy, most, path, problems);
  };
  const auto check_watch = [&](const Watch& watch, const std::string& path) {
    check(watch.gauge, watch.monitor, Reaction::hold, path);
  };
  check_watch(tools.cds.transmission, "cds.transmission");
  check_watch(tools.cds.luminescence, "cds.luminescence");
  check_watch(tools.tco.transmission, "tco.transmission");
  check(tools.scribe.camera.gauge, tools.scribe.camera.monitor, Reaction::none, "scribe.camera");
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

LineTools without_straying(LineTools tools) {
  for (SputterTool* sputter : std::array<SputterTool*, 2>{&tools.molybdenum, &tools.tco}) {
    sputter->power = {};
  }
  tools.molybdenum.gas = {};
  tools.tco.gas = {};
  tools.cds.temperature = {};
  tools.cds.delivered = 1;
  CigsStraying& s = tools.cigs.straying;
  s = {.copper = {},
       .indium = {},
       .gallium = {},
       .selenium = {},
       .sodium = {},
       .control = {},
       .depletion = 0,
       .temperature = {},
       .web_speed = {}};
  for (Gauge* gauge :
       {&tools.molybdenum.four_point_probe, &tools.cigs.xrf, &tools.cds.transmission.gauge,
        &tools.cds.luminescence.gauge, &tools.tco.four_point_probe, &tools.tco.transmission.gauge,
        &tools.scribe.camera.gauge}) {
    *gauge = without_error(*gauge);
  }
  for (ScribePass* pass : {&tools.scribe.p1, &tools.scribe.p2, &tools.scribe.p3}) {
    pass->energy_spread = 0;
    pass->registration = 0;
    pass->encoder = 0;
    pass->wander = 0;
  }
  tools.busbar.temperature_spread = 0;
  tools.lamination.temperature_spread = 0;
  tools.defects.clear();
  tools.events = {.wrinkles = {}, .splice_spacing = 0, .end_length = 0};
  return tools;
}

}  // namespace heliofab::process
