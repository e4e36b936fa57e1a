// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/run_difference.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

using Ink = Terminal::Ink;
using io::Json;

std::string shown_figure(double value, std::string_view unit) {
  return unit.empty() ? percent(value, 2) : four_digits(value);
}

// A difference of fractions is in points.
std::string change_text(double difference, std::string_view unit) {
  const std::string number = unit.empty() ? fixed(100 * difference, 2) : four_digits(difference);
  return difference > 0 ? "+" + number : number;
}

std::string interval_text(const FigureDifference& f) {
  return std::isnan(f.half_width) ? ""
         : f.unit.empty()         ? fixed(100 * f.half_width, 2)
                                  : four_digits(f.half_width);
}

std::string name_with_unit(const FigureDifference& f) {
  return f.unit.empty() || f.unit == "modules" ? f.name : f.name + ", " + f.unit;
}

void write_table(Terminal& out, std::string_view title, std::string_view remark,
                 const std::vector<FigureDifference>& figures) {
  if (figures.empty()) {
    return;
  }
  const bool has_intervals =
      std::ranges::any_of(figures, [](const auto& f) { return !std::isnan(f.half_width); });
  out.blank();
  out.heading(title, remark);
  out.plain_line(fmt::format("{:<36}{:>11}{:>11}{:>11}{:>11}", "", "A", "B", "B - A",
                             has_intervals ? "95 % +-" : ""),
                 Ink::dim);
  for (const FigureDifference& f : figures) {
    out.plain_line(fmt::format("  {}{:>11}{:>11}{:>11}{:>11}{}", to_width(name_with_unit(f), 34),
                               shown_figure(f.a, f.unit), shown_figure(f.b, f.unit),
                               change_text(f.difference, f.unit), interval_text(f),
                               f.is_beyond_chance ? " *" : ""),
                   f.is_beyond_chance ? Ink::bold : Ink::plain);
  }
}

std::string sentence_of(const FigureDifference& f) {
  const std::string change = change_text(std::abs(f.difference), f.unit).substr(1);
  const std::string_view unit = f.unit.empty() ? std::string_view("points") : f.unit;
  return fmt::format("{} is {} in B by {} {} (+- {}): {} against {}{}", f.name,
                     f.difference > 0 ? "higher" : "lower", change, unit, interval_text(f),
                     shown_figure(f.b, f.unit), shown_figure(f.a, f.unit),
                     f.unit.empty() ? "" : " " + f.unit);
}

void write_words(Terminal& out, const RunDifference& d) {
  std::size_t beyond = 0;
  std::size_t known = 0;
  std::size_t judged = 0;  // that differ in some roll
  out.blank();
  out.heading("What differs beyond chance");
  for (const auto* list : {&d.figures, &d.scrap}) {
    for (const FigureDifference& f : *list) {
      const bool has_interval = !std::isnan(f.half_width);
      const bool is_same = f.difference == 0 && f.half_width == 0;
      known += has_interval ? 1 : 0;
      judged += has_interval && !is_same ? 1 : 0;
      if (f.is_beyond_chance) {
        ++beyond;
        out.paragraph(sentence_of(f));
      }
    }
  }
  if (known == 0) {
    out.remark("nothing can be said: it takes two finished rolls of each run");
  } else if (judged == 0) {
    out.remark("nothing: every roll is the same in both runs");
  } else if (beyond == 0) {
    out.remark(
        fmt::format("nothing: chance explains all {} figures that differ in some roll", judged));
  } else {
    out.remark(fmt::format("of {} figures that differ in some roll, judged together at 5 % (Holm)",
                           judged));
  }
}

void write_inputs(Terminal& out, const RunDifference& d) {
  out.blank();
  out.heading("Inputs that differ", "A, B, grade");
  if (d.inputs.empty()) {
    out.remark("none");
  }
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("-") : clean(value);
  };
  for (const InputDifference& input : d.inputs) {
    out.plain_line("  " + clean(input.path));
    out.plain_line(
        fmt::format("    {}  ->  {}  [{}]", shown(input.a), shown(input.b), clean(input.grade)));
  }
}

std::string run_line(char letter, const SummarizedRun& run) {
  const twin::Provenance& p = run.record.provenance;
  return fmt::format("{}: {}, {}, {} to {}, seed {}, {} rolls{}", letter, clean(run.name),
                     clean(p.name), date_text(p.from), date_text(p.to), p.seed,
                     grouped(run.summary.rolls_finished),
                     run.summary.is_complete ? "" : ", interrupted");
}

Json difference_json(const FigureDifference& f) {
  return Json::object(
      {{"name", f.name},
       {"unit", f.unit},
       {"a", Json::number(f.a)},
       {"b", Json::number(f.b)},
       {"difference", Json::number(f.difference)},
       {"half_width", Json::number(f.half_width)},
       {"probability", std::isnan(f.half_width) ? Json() : Json::number(f.probability)},
       {"is_beyond_chance", f.is_beyond_chance},
       {"rolls_a", f.rolls_a},
       {"rolls_b", f.rolls_b}});
}

Json run_json(const SummarizedRun& run) {
  const twin::Provenance& p = run.record.provenance;
  return Json::object({{"run", run.name},
                       {"name", p.name},
                       {"seed", std::to_string(p.seed)},
                       {"from", format_time(p.from)},
                       {"to", format_time(p.to)},
                       {"version", p.version},
                       {"fingerprint", run.summary.fingerprint}});
}

}  // namespace

std::string run_difference_text(const SummarizedRun& a, const SummarizedRun& b,
                                const RunDifference& d, const TextStyle& style) {
  Terminal out(style);
  out.plain_line(run_line('A', a), Ink::bold);
  out.plain_line(run_line('B', b), Ink::bold);
  out.remark("the units are rolls: modules of one share its film and its stops");
  out.remark(d.is_paired ? "one seed: the same roll has the same draws, and is compared with itself"
                         : "two seeds: the rolls of both are two samples");
  if (a.record.provenance.version != b.record.provenance.version) {
    out.remark("two versions of the program made them");
  }
  write_words(out, d);
  write_inputs(out, d);
  write_table(out, "Figures, means over rolls", "* beyond chance", d.figures);
  write_table(out, "Scrap, share of the web of a roll", "* beyond chance", d.scrap);
  write_table(out, "Totals", "one number a run, no interval", d.totals);
  write_table(out, "OEE by station (SEMI E79)", "one number a run, no interval", d.oee);
  return out.text();
}

Json run_difference_json(const SummarizedRun& a, const SummarizedRun& b, const RunDifference& d) {
  Json json = Json::object({{"schema", "heliofab.difference"}, {"schema_version", 1}});
  json.set("a", run_json(a));
  json.set("b", run_json(b));
  json.set("unit_of_chance", "roll");
  json.set("is_paired", d.is_paired);
  json.set("inputs", Json::array_of(d.inputs, [](const InputDifference& input) {
             return Json::object({{"path", input.path},
                                  {"a", input.a.empty() ? Json() : Json(input.a)},
                                  {"b", input.b.empty() ? Json() : Json(input.b)},
                                  {"grade", input.grade}});
           }));
  json.set("figures", Json::array_of(d.figures, difference_json));
  json.set("scrap", Json::array_of(d.scrap, difference_json));
  json.set("totals", Json::array_of(d.totals, difference_json));
  json.set("oee", Json::array_of(d.oee, difference_json));
  return json;
}

}  // namespace heliofab::report
