// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <type_traits>

#include "heliofab/report/module_trace.hpp"
#include "heliofab/twin/record_columns.hpp"

namespace heliofab::report {

namespace {

using io::Json;

// A row under the names of its columns.
template <class Row>
Json columns_json(const Row& row) {
  Json json = Json::object();
  twin::for_each_column<Row>([&]<class T>(std::string_view name, T Row::*member) {
    const T& value = row.*member;
    if constexpr (std::is_same_v<T, SimTime>) {
      json.set(name, format_time(value));
    } else if constexpr (std::is_same_v<T, double>) {
      json.set(name, Json::number(value));
    } else if constexpr (std::is_enum_v<T>) {
      json.set(name, static_cast<std::int64_t>(value));
    } else {
      json.set(name, value);
    }
  });
  return json;
}

template <class Row>
Json optional_json(const std::optional<Row>& row) {
  return row ? columns_json(*row) : Json();
}

template <class Row>
Json list_json(const std::vector<Row>& rows) {
  return Json::array_of(rows, [](const Row& row) { return columns_json(row); });
}

}  // namespace

Json module_trace_json(const store::ModuleTrace& t) {
  Json json = Json::object({{"schema", "heliofab.module"}, {"schema_version", 1}});
  json.set("serial", t.serial);
  json.set("position_m", Json::number(t.position_m));
  json.set("length_m", Json::number(t.length_m));
  json.set("flash", optional_json(t.flash));
  json.set("module", optional_json(t.module));
  json.set("scrap", optional_json(t.scrap));
  json.set("in_process", optional_json(t.in_process));
  json.set("roll", optional_json(t.roll));
  json.set("product_modules", t.product_modules);
  json.set("comparison", Json::array_of(t.figures, [](const store::Comparison& c) {
             return Json::object({{"name", c.name},
                                  {"value", Json::number(c.value)},
                                  {"median", Json::number(c.median)},
                                  {"p10", Json::number(c.low)},
                                  {"p90", Json::number(c.high)}});
           }));
  json.set("median_module_losses", list_json(t.losses));
  json.set("passes", list_json(t.passes));
  json.set("visits", list_json(t.visits));
  json.set("charges", list_json(t.charges));
  json.set("readings", list_json(t.readings));
  json.set("alarms", list_json(t.alarms));
  json.set("events", Json::array_of(t.events, [](const store::ToolEvent& e) {
             return columns_json(e.event).set("position_m", Json::number(e.position_m));
           }));
  json.set("scrap_beside", list_json(t.beside));
  json.set("neighbours", Json::array_of(t.neighbours, [](const store::Neighbour& n) {
             return Json::object(
                 {{"module", columns_json(n.module)}, {"flash", optional_json(n.flash)}});
           }));
  return json;
}

}  // namespace heliofab::report
