// SPDX-License-Identifier: Apache-2.0
// The plant of a run: stations in the order of the line with their tools and settings.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "backend.hpp"

namespace heliofab::server {

namespace {

using io::Json;

// Inputs of the process that belong to a station whose name does not stand in their path.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> settings_elsewhere{
    {{"molybdenum", "fab.process.recipe.window.mo_"},
     {"cigs", "fab.process.recipe.absorber."},
     {"cds", "fab.process.recipe.window.cds_"},
     {"tco", "fab.process.recipe.window.izno_"},
     {"tco", "fab.process.recipe.window.azo_"},
     {"tco", "fab.process.recipe.window.sheet_resistance"},
     {"scribe", "fab.process.scribes."},
     {"lamination", "fab.process.cover"},
     {"flash", "fab.flash."}}};

struct Part {
  std::string name;
  std::map<std::string, std::string> values;  // of the settings that the plant itself needs
  Json settings = Json::array();
};

struct Plant {
  std::vector<Part> stations;
  std::vector<Part> products;
  std::vector<Part> segments;
};

// "cigs" of "fab.line.stations.cigs.kind" behind "fab.line.stations."; empty for other paths.
std::string_view name_behind(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix)
             ? path.substr(prefix.size(), path.find('.', prefix.size()) - prefix.size())
             : std::string_view();
}

Part* part_of(std::vector<Part>& parts, std::string_view name, bool is_added) {
  const auto found = std::ranges::find(parts, name, &Part::name);
  if (found != parts.end()) {
    return &*found;
  }
  return is_added ? &parts.emplace_back(Part{.name = std::string(name)}) : nullptr;
}

std::string_view station_of(std::string_view path) {
  for (const std::string_view prefix : {"fab.process.tools.", "fab.cost.steps."}) {
    if (const std::string_view name = name_behind(path, prefix); !name.empty()) {
      return name;
    }
  }
  const auto found = std::ranges::find_if(
      settings_elsewhere, [&](const auto& row) { return path.starts_with(row.second); });
  return found == settings_elsewhere.end() ? std::string_view() : found->first;
}

Plant plant_of(OpenRun& run) {
  Plant plant;
  std::vector<std::pair<std::string, Json>> others;  // may stand before the line in the plan
  store::Answer inputs = run.reader.ask(
      "SELECT path, value, grade, source, origin, location FROM inputs ORDER BY rowid",
      question_time);
  while (const auto* row = inputs.next()) {
    const auto text = [&](std::size_t column) { return std::get<std::string>(row->at(column)); };
    const std::string path = text(0);
    Json setting = Json::object({{"path", path},
                                 {"value", text(1)},
                                 {"grade", text(2)},
                                 {"source", text(3)},
                                 {"origin", text(4)},
                                 {"location", text(5)}});
    const std::array<std::pair<std::string_view, std::vector<Part>*>, 3> lists{
        {{"fab.line.stations.", &plant.stations},
         {"fab.products.", &plant.products},
         {"fab.market.segments.", &plant.segments}}};
    bool is_listed = false;
    for (const auto& [prefix, parts] : lists) {
      if (const std::string_view name = name_behind(path, prefix); !name.empty()) {
        Part& part = *part_of(*parts, name, true);
        part.values[path.substr(prefix.size() + name.size() + 1)] = text(1);
        part.settings.push(std::move(setting));
        is_listed = true;
        break;
      }
    }
    if (!is_listed && !station_of(path).empty()) {
      others.emplace_back(path, std::move(setting));
    }
  }
  for (auto& [path, setting] : others) {
    if (Part* station = part_of(plant.stations, station_of(path), false)) {
      station->settings.push(std::move(setting));
    }
  }
  return plant;
}

// As many as the plan has, and those that were bought later.
Json tools_of(const Part& station, const std::vector<std::pair<std::string, std::string>>& seen) {
  std::vector<std::string> names;
  const auto found = station.values.find("tools");
  const std::string text = found == station.values.end() ? "0" : found->second;
  int count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  for (int i = 1; i <= std::min(count, 1000); ++i) {
    names.push_back(fmt::format("{}-{}", station.name, i));
  }
  for (const auto& [of, tool] : seen) {
    if (of == station.name && std::ranges::find(names, tool) == names.end()) {
      names.push_back(tool);
    }
  }
  return Json::array_of(names, [](const std::string& name) { return Json(name); });
}

}  // namespace

Response answer_plant(Backend& backend, const Call& call) {
  const auto run = backend.readers.borrow(backend.runs.store_of(call.part("run")));
  Plant plant = plant_of(*run);
  std::vector<std::pair<std::string, std::string>> seen;
  store::Answer tools = run->reader.ask(
      "SELECT station, tool FROM states UNION SELECT station, tool FROM tool_times", question_time);
  while (const auto* row = tools.next()) {
    seen.emplace_back(std::get<std::string>((*row)[0]), std::get<std::string>((*row)[1]));
  }
  store::Answer head = run->reader.ask("SELECT name, begins, ends FROM run", question_time);
  const auto* row = head.next();
  const auto parts = [](std::vector<Part>& all, std::string_view name) {
    return Json::array_of(all, [&](const Part& part) {
      return Json::object({{std::string(name), part.name}, {"settings", part.settings}});
    });
  };
  return json_answer(Json::object(
      {{"name", std::get<std::string>(row->at(0))},
       {"begins", std::get<std::int64_t>(row->at(1))},
       {"ends", std::get<std::int64_t>(row->at(2))},
       {"stations", Json::array_of(plant.stations,
                                   [&](const Part& station) {
                                     const auto kind = station.values.find("kind");
                                     const bool is_web =
                                         kind != station.values.end() && kind->second == "web";
                                     return Json::object({{"station", station.name},
                                                          {"tools", tools_of(station, seen)},
                                                          {"moves", is_web ? "web" : "part"},
                                                          {"settings", station.settings}});
                                   })},
       {"products", parts(plant.products, "product")},
       {"segments", Json::array_of(plant.segments, [](const Part& segment) {
          const auto product = segment.values.find("product");
          return Json::object({{"segment", segment.name},
                               {"product", product == segment.values.end() ? "" : product->second},
                               {"settings", segment.settings}});
        })}}));
}

}  // namespace heliofab::server
