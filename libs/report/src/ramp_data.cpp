// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/report/ramp.hpp"

namespace heliofab::report {

namespace {

// "output_kW": a column by its name and the unit it is written in.
std::string key_of(const twin::RampColumn& column) {
  std::string unit = column.unit;
  if (unit == "%") {
    unit = "percent";
  } else if (unit == "USD/W") {
    unit = "usd";  // cost_per_W_usd
  }
  return unit.empty() ? std::string(column.key) : fmt::format("{}_{}", column.key, unit);
}

const twin::RampPath* longest(const twin::RampStudy& study) {
  const twin::RampPath* longest = nullptr;
  for (const twin::RampPath& path : study.paths) {
    if (longest == nullptr || path.months.size() > longest->months.size()) {
      longest = &path;
    }
  }
  return longest;
}

io::Json band_json(const twin::Band& band, double scale) {
  return io::Json::array({io::Json::number(band.low / scale), io::Json::number(band.median / scale),
                          io::Json::number(band.high / scale)});
}

io::Json months_json(const Ramp& ramp) {
  io::Json months = io::Json::array();
  const twin::RampPath* path = longest(ramp.study);
  std::vector<std::vector<twin::Band>> columns;
  for (const twin::RampColumn& column : twin::ramp_columns()) {
    columns.push_back(twin::bands(ramp.study, column.member));
  }
  for (std::size_t m = 0; path != nullptr && m < path->months.size(); ++m) {
    io::Json month = io::Json::object({{"month", date_text(path->months[m].month)}});
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const twin::RampColumn& column = twin::ramp_columns()[c];
      month.set(key_of(column), band_json(columns[c][m], column.scale));
    }
    months.push(std::move(month));
  }
  return months;
}

io::Json totals_json(const twin::RampTotals& t) {
  return io::Json::object({{"efficiency", t.efficiency},
                           {"line_yield", t.line_yield},
                           {"output_W", t.output_W},
                           {"cost_usd", t.cost_usd},
                           {"cost_usd_per_W", t.cost_usd_per_W}});
}

io::Json chance_json(const twin::RollSpread& chance) {
  return io::Json::object({{"rolls", chance.rolls},
                           {"efficiency", chance.efficiency},
                           {"line_yield", chance.line_yield},
                           {"output_W", chance.watts},
                           {"cost_usd_per_W", chance.watts}});
}

io::Json influences_json(const twin::RampStudy& study, double twin::RampTotals::*figure) {
  return io::Json::array_of(twin::influences(study, figure), [](const twin::Influence& i) {
    return io::Json::object(
        {{"input", i.path}, {"rank_correlation", i.correlation}, {"is_certain", i.is_certain}});
  });
}

io::Json estimate_json(const std::optional<Estimate>& e) {
  return e ? io::Json::object(
                 {{"value", io::Json::number(e->value)}, {"error", io::Json::number(e->error)}})
           : io::Json();
}

io::Json paths_json(const twin::RampStudy& study) {
  return io::Json::array_of(study.paths, [](const twin::RampPath& p) {
    io::Json path =
        io::Json::object({{"scenario", p.scenario},
                          {"problem", p.problem.empty() ? io::Json() : io::Json(p.problem)}});
    path.set("totals", totals_json(p.totals));
    path.set("quantiles", io::Json::array_of(p.quantiles, [](double q) { return io::Json(q); }));
    return path;
  });
}

io::Json inputs_json(const twin::RampStudy& study) {
  return io::Json::array_of(study.inputs, [](const twin::UncertainInput& u) {
    return io::Json::object({{"input", u.path}, {"value", u.value}, {"spread", u.spread}});
  });
}

void set_statistics(const Ramp& ramp, io::Json& json) {
  const twin::RampStudy& study = ramp.study;
  const auto pairs = twin::sums(study, &twin::RampTotals::output_W).size();
  json.set("rank_error", twin::rank_error(pairs))
      .set("chance_of_all", twin::chance_of_all(pairs, study.inputs.size()))
      .set("influences",
           io::Json::object(
               {{"efficiency", influences_json(study, &twin::RampTotals::efficiency)},
                {"line_yield", influences_json(study, &twin::RampTotals::line_yield)},
                {"cost_usd_per_W", influences_json(study, &twin::RampTotals::cost_usd_per_W)}}))
      .set("costs", io::Json::array_of(twin::cost_shares(study), [](const twin::CostShare& c) {
             return io::Json::object(
                 {{"step", c.step}, {"category", c.category}, {"usd_per_W", c.usd_per_W}});
           }));
}

}  // namespace

io::Json ramp_json(const Ramp& ramp) {
  io::Json json = io::Json::object({{"name", ramp.title},
                                    {"samples", ramp.request.samples},
                                    {"seed", static_cast<std::int64_t>(ramp.request.seed)},
                                    {"table_error", ramp.study.table_error},
                                    {"is_complete", ramp.study.is_complete}});
  json.set("months", months_json(ramp)).set("inputs", inputs_json(ramp.study));
  set_statistics(ramp, json);
  json.set("tornado", io::Json::array_of(ramp.tornado, [](const twin::TornadoBar& b) {
             return io::Json::object({{"input", b.path},
                                      {"spread", b.spread},
                                      {"low_usd_per_W", b.low},
                                      {"high_usd_per_W", b.high}});
           }));
  if (ramp.pool_error) {
    json.set("pool_error", io::Json::object({{"days", ramp.pool_error->days},
                                             {"pooled", totals_json(ramp.pool_error->pooled)},
                                             {"solved", totals_json(ramp.pool_error->solved)},
                                             {"chance", chance_json(ramp.pool_error->chance)}}));
  }
  json.set("variants", io::Json::array_of(ramp.variants, [](const RampVariant& v) {
             return io::Json::object({{"change", v.change},
                                      {"efficiency", estimate_json(v.efficiency)},
                                      {"line_yield", estimate_json(v.line_yield)},
                                      {"output_W", estimate_json(v.output_W)},
                                      {"cost_usd_per_W", estimate_json(v.cost_usd_per_W)}});
           }));
  json.set("paths", paths_json(ramp.study));
  return json;
}

std::string ramp_csv(const Ramp& ramp) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.cell("month");
  std::vector<std::vector<twin::Band>> columns;
  for (const twin::RampColumn& column : twin::ramp_columns()) {
    for (const char* end : {"_p10", "_p50", "_p90"}) {
      csv.cell(key_of(column) + end);
    }
    columns.push_back(twin::bands(ramp.study, column.member));
  }
  csv.end_row();
  const twin::RampPath* path = longest(ramp.study);
  for (std::size_t m = 0; path != nullptr && m < path->months.size(); ++m) {
    csv.cell(date_text(path->months[m].month));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const twin::Band& b = columns[c][m];
      for (const double value : {b.low, b.median, b.high}) {
        std::isfinite(value) ? csv.cell(value / twin::ramp_columns()[c].scale) : csv.blank();
      }
    }
    csv.end_row();
  }
  return out.str();
}

}  // namespace heliofab::report
