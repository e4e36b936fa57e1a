// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/process/alarm.hpp"
#include "heliofab/process/capability.hpp"
#include "heliofab/process/coat_contacts.hpp"
#include "heliofab/process/control_chart.hpp"
#include "heliofab/process/cut.hpp"
#include "heliofab/process/feedback.hpp"
#include "heliofab/process/gauge.hpp"
#include "heliofab/process/gauge_study.hpp"
#include "heliofab/process/run_length.hpp"
#include "heliofab/process/tune_evaporator.hpp"
#include "spc_cases.hpp"
#include "validation_rows.hpp"

// Settings that make no sense, and what is said of them.
namespace heliofab::process::validation_rows {
namespace {

struct BadSetting {
  std::string setting;
  std::string expected;  // the whole text
  std::function<void()> use;
};

// What came of it, with code, message and note apart for the table.
struct Complaint {
  std::string text, code, message, note;
};
Complaint complaint_of(const std::function<void()>& use) {
  try {
    use();
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics().front();
    return {error.what(), d.code, fmt::format("{}: {}", d.path, d.message), d.note};
  } catch (const ModelError& error) {
    const std::string text = error.what();
    return {text, error.code(), text.substr(0, text.find(" [")), {}};
  }
  return {};
}

EvaporationSource& source_of(Evaporator& e, std::string_view name) {
  return *std::ranges::find(e.sources, name, &EvaporationSource::name);
}

// The plans' tool, changed, tuned to the usual recipe.
std::function<void()> tuning(const std::function<void(Evaporator&)>& change,
                             double web_speed = 0.36 / 60) {
  return [change, web_speed] {
    Evaporator e;
    change(e);
    tune_evaporator(e, {}, web_speed);
  };
}

std::string path(std::string_view rest) { return fmt::format("error: evaporator.{}", rest); }

std::vector<BadSetting> bad_sources() {
  return {
      {"a source above the web",
       path("sources.turn_copper.distance: -150 mm, wanted above 0 [E4310]\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").distance = -0.15; })},
      {"a source whose zone is misspelt",
       path("sources.turn_copper.zone: no zone 'trun' [E4310]\n      note: did you mean 'turn'?\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").zone = "trun"; })},
      {"a source stated hotter than its crucible stands",
       path("sources.turn_copper.temperature: 1600 degC, wanted at most the crucible's limit of "
            "1550 degC [E4310]\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").temperature = 1600 * unit::degC; })},
      {"a source without nozzles",
       path("sources.turn_copper.nozzles: 0, wanted 1 or more [E4310]\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").nozzles = 0; })},
      {"an empty crucible", path("sources.turn_copper.charge: 0 g, wanted above 0 [E4310]\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").charge = 0; })},
      {"no share for gallium",
       path("sources: shares of all sources of gallium to be tuned add up to 0, wanted more "
            "[E4310]\n"),
       tuning([](Evaporator& e) {
         for (EvaporationSource& s : e.sources) {
           s.share = s.evaporant == Evaporant::gallium ? 0 : s.share;
         }
       })}};
}

std::vector<BadSetting> bad_tools() {
  return {
      {"two zones that overlap",
       path("zones.back.start: 100 mm, wanted 200 mm or more [E4310]\n"
            "      note: the zone before it reaches that far\n"),
       tuning([](Evaporator& e) { e.zones[1].start = 0.1; })},
      {"an aperture wider than the web",
       path("aperture_width: 400 mm, wanted above 0 and at most the web's 330 [E4310]\n"),
       tuning([](Evaporator& e) { e.aperture_width = 0.4; })},
      {"a web that stands", "error: web_speed: 0 m/min, wanted above 0 [E4310]\n",
       tuning([](Evaporator&) {}, 0)},
      {"a crucible that stands too little",
       path("sources.back_gallium: needs 1104 degC for the recipe, wanted at most the crucible's "
            "limit of 1000 degC [E4311]\n      note: wider or more nozzles, a slower web or a "
            "smaller share lower it\n"),
       tuning([](Evaporator& e) { source_of(e, "back_gallium").limit = 1000 * unit::degC; })},
      {"a stated temperature that brings too much",
       path("sources: sources of copper with a stated temperature bring 159.4 % of what the recipe "
            "wants, wanted at most 100 % [E4312]\n      note: lower their temperatures, or leave "
            "them out to have them tuned\n"),
       tuning([](Evaporator& e) { source_of(e, "turn_copper").temperature = 1545 * unit::degC; })},
      {"selenium to be tuned where no metal arrives",
       path("sources.lost: no metal arrives in its zone 'sodium', wanted some to tune the selenium "
            "to [E4313]\n      note: state its temperature\n"),
       tuning([](Evaporator& e) {
         EvaporationSource lost = source_of(e, "back_selenium");
         lost.name = "lost";
         lost.zone = "sodium";
         lost.position = 0.1;
         e.sources.push_back(lost);
       })},
      {"a bath with too little cadmium",
       "error: cds: a bath at rest gives 9.87 nm at most, at 95 degC; wanted 50 nm [E4330]\n"
       "      note: run the web slower, dose more or begin with more cadmium\n",
       [] {
         BathTool tool;
         tool.bath.cadmium /= 20;
         bath_temperature(tool, 0.9 * unit::m_per_min, 50e-9);
       }},
      {"a module of no length",
       "error: cut: roll of 300 m, module of 0 m, margin of 0.01 m; wanted lengths above 0 and a "
       "margin of 0 or more [E4301]\n",
       [] { cut(300, {}, 0, 0.01); }}};
}

std::vector<BadSetting> bad_gauges() {
  return {
      {"a gauge without heads",
       "error: sampling: 0 heads, a reading each 0 s, web at 0.005 m/s; wanted at least one head, "
       "and time and speed above 0 [E4320]\n",
       [] { reading_places({.interval = 0, .heads = {}}, 0.005, 10); }},
      {"a camera that is to stop the line",
       "error: scribe.camera.monitor.policy.beyond_limits: stop, wanted none [E4341]\n"
       "      note: this gauge watches: it moves no setting and stops no tool\n",
       [] {
         LineTools tools;
         tools.scribe.camera.monitor.policy.beyond_limits = Reaction::stop;
         check_watches(tools);
       }},
      {"seven values in subgroups of five",
       "error: chart: 7 values in subgroups of 5; wanted whole subgroups of 2 to 100 [E4321]\n",
       [] { subgroups(std::vector<double>(7, 1.0), 5, SpreadOf::range); }},
      {"values that do not differ",
       "error: chart: 7 values in subgroups of 1 that do not differ; wanted some that do "
       "[E4321]\n",
       [] { individuals(std::vector<double>(7, 1.0)); }},
      {"a chart without a sigma", "error: chart: sigma of 0; wanted one above 0 [E4321]\n",
       [] {
         MonitorState state;
         next_point(state, {}, {0.88, 0}, 0.88);
       }},
  };
}

std::vector<BadSetting> bad_studies() {
  return {
      {"limits in the wrong order",
       "error: capability: limits 20 and 8, sigma 2 within and 2 overall, confidence 0.95; wanted "
       "limits in order, one of them finite, sigmas above 0 and a confidence between 0 and 1 "
       "[E4322]\n",
       [] {
         capability({16, 2, 99, 2, 100}, {20, 8});
       }},
      {"a gauge study that lacks a value",
       "error: gauge study: 89 values of 10 parts, 3 appraisers, 3 trials; wanted 2 to 100 of each "
       "and one value for every trial [E4323]\n",
       [] {
         GaugeStudy study = spc_cases::aiag_study();
         study.values.pop_back();
         anova(study);
       }},
      {"the run length of all eight of Nelson's rules",
       "error: rules: rules that no zone decides, or none; wanted zone rules alone [E4324]\n"
       "      note: simulate trends and alternating points\n",
       [] { run_length(nelson(), 0); }},
      {"the run length of an EWMA of weight 1e-5",
       "the run length of the EWMA chart has not converged with 1024 nodes: its limits are "
       "1.34e+03 steps apart [E4325]",
       [] { run_length(EwmaChart{.weight = 1e-5, .width = 3}, 0); }},
      {"two actuators that do the same",
       "error: feedback: sensitivities have no inverse; wanted targets that actuators move "
       "independently [E4326]\n",
       [] {
         Feedback({}, {2e-6, 1}, {1e-6, 1e-6, 0.5, 0.5});
       }},
      {"two targets, three sensitivities",
       "error: feedback: 3 sensitivities of 2 targets; wanted as many actuators as targets "
       "[E4326]\n",
       [] {
         Feedback({}, {1, 1}, {1, 0, 0});
       }}};
}

}  // namespace

std::string setting_table() {
  std::string out = "| setting | code | message |\n|---|---|---|\n";
  for (const std::vector<BadSetting>& some :
       {bad_sources(), bad_tools(), bad_gauges(), bad_studies()}) {
    for (const BadSetting& bad : some) {
      const Complaint complaint = complaint_of(bad.use);
      EXPECT_EQ(complaint.text, bad.expected) << bad.setting;
      out += fmt::format("| {} | {} | {}{} |\n", bad.setting, complaint.code, complaint.message,
                         complaint.note.empty() ? "" : "; " + complaint.note);
    }
  }
  return out;
}

}  // namespace heliofab::process::validation_rows
