// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/fab_plan.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/process/coat_contacts.hpp"
#include "heliofab/process/tune_evaporator.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/film_materials.hpp"
#include "heliofab/twin/sheet_tools.hpp"
#include "targets.hpp"

namespace heliofab::twin {

namespace {

using Problems = std::vector<Diagnostic>;

// Runs a check and keeps what it has to say. An engine knows its problems by a path of its own:
// `place` turns that into the path in the plan.
void collect(Problems& problems, const std::function<void()>& check,
             const std::function<std::string(const std::string&)>& place) {
  try {
    check();
  } catch (const InputError& error) {
    for (Diagnostic d : error.diagnostics()) {
      d.path = place(d.path);
      problems.push_back(std::move(d));
    }
  }
}

auto below(std::string root) {
  return [root = std::move(root)](const std::string& path) { return root + path; };
}
auto at(std::string path) {
  return [path = std::move(path)](const std::string&) { return path; };
}

void check_layout(Problems& problems, const Product& product, const module::Scribes& scribes,
                  double width, std::string path) {
  // The sheet resistances do not matter here.
  collect(
      problems, [&] { module::active_width(module_design(product, scribes, width, 1, 1)); },
      at(std::move(path)));
}

void check_products(Problems& problems, const FabPlan& plan) {
  if (plan.products.empty()) {
    problems.push_back(
        {.code = "E6103", .path = "fab.products", .message = "no product, wanted one or more"});
    return;  // that markets name what is not there follows
  }
  std::vector<std::string_view> names;
  for (const Product& p : plan.products) {
    names.push_back(p.name);
    check_layout(problems, p, plan.process.scribes, plan.process.aperture_width,
                 fmt::format("fab.products.{}.pitch", p.name));
    if (p.length + p.margin > plan.line.roll_length) {
      problems.push_back({.code = "E6104",
                          .path = fmt::format("fab.products.{}.length", p.name),
                          .message = fmt::format("{:.4g} m with its margin, wanted no more than a "
                                                 "roll of {:.4g} m",
                                                 p.length + p.margin, plan.line.roll_length)});
    }
  }
  for (const market::Segment& s : plan.market.segments) {
    if (!s.product.empty() && std::ranges::find(names, s.product) == names.end()) {
      const std::string_view near = nearest(s.product, names);
      problems.push_back({.code = "E6105",
                          .path = fmt::format("fab.market.segments.{}.product", s.name),
                          .message = fmt::format("no product '{}'", s.product),
                          .note = near.empty() ? "name one of fab.products"
                                               : fmt::format("did you mean '{}'?", near)});
    }
  }
}

void check_costs(Problems& problems, const FabPlan& plan) {
  for (const market::CostStep& step : plan.cost.steps) {
    collect(
        problems, [&] { plant::find_station(plan.line, step.name); },
        at("fab.cost.steps." + step.name));
  }
  for (const plant::Station& station : plan.line.stations) {
    if (std::ranges::find(plan.cost.steps, station.name, &market::CostStep::name) ==
        plan.cost.steps.end()) {
      problems.push_back({.code = "E6106",
                          .path = "fab.line.stations." + station.name,
                          .message = "a station without costs",
                          .note = "add it under fab.cost.steps, with zeros if it costs nothing"});
    }
  }
  for (const market::ToolPurchase& purchase : plan.ramp.purchases) {
    collect(
        problems, [&] { plant::find_station(plan.line, purchase.station); },
        at(fmt::format("fab.ramp.purchases.{}.station", purchase.name)));
  }
}

void check_shifts(Problems& problems, const FabPlan& plan) {
  if (plan.line.shifts.count > plan.ramp.max_shifts) {
    problems.push_back({.code = "E6115",
                        .path = "fab.line.shifts.count",
                        .message = fmt::format("{} shifts a day at the start, wanted at most "
                                               "ramp.max_shifts, {}",
                                               plan.line.shifts.count, plan.ramp.max_shifts)});
  }
  if (plan.line.shifts.length * static_cast<double>(plan.ramp.max_shifts) > 24 * 3600.0) {
    problems.push_back(
        {.code = "E6116",
         .path = "fab.line.shifts.length",
         .message = fmt::format("{} shifts of {:.4g} h do not fit into a day", plan.ramp.max_shifts,
                                plan.line.shifts.length / unit::h)});
  }
}

void check_flash(Problems& problems, const FabPlan& plan) {
  if (std::ranges::none_of(plan.line.stations, [](const plant::Station& s) {
        return s.name == flash_station && s.kind == plant::StationKind::sheet;
      })) {
    problems.push_back({.code = "E6112",
                        .path = "fab.line.stations",
                        .message = "no sheet station named 'flash', wanted one",
                        .note = "modules are measured there"});
  }
  if (plan.line.stations.empty() || plan.line.stations.front().kind != plant::StationKind::web) {
    problems.push_back({.code = "E6113",
                        .path = "fab.line.stations",
                        .message = "the first station takes no web, wanted one that does",
                        .note = "a fab begins with rolls"});
  }
  const std::vector<double>& edges = plan.flash.bin_edges;
  if (edges.empty() || !std::ranges::is_sorted(edges, std::less_equal<>())) {
    problems.push_back({.code = "E6107",
                        .path = "fab.flash.bin_edges",
                        .message = edges.empty() ? "no edge, wanted one or more"
                                                 : "edges out of order, wanted rising ones"});
  }
}

// What the flash has judged is judged, and it judges all.
void check_ways(Problems& problems, const plant::Line& line) {
  const auto flash = std::ranges::find(line.stations, flash_station, &plant::Station::name);
  for (auto s = flash; s != line.stations.end(); ++s) {
    const std::string path = "fab.line.stations." + s->name;
    if (s->rework.share > 0) {
      problems.push_back({.code = "E6135",
                          .path = path + ".rework.share",
                          .message = "modules go back that have been flashed, wanted none",
                          .note = "let them go back before the flash"});
    }
    if (s == flash && s->sample_every > 1) {
      problems.push_back(
          {.code = "E6135",
           .path = path + ".sample_every",
           .message = fmt::format("one module in {} is flashed, wanted each", s->sample_every),
           .note = "a module without a flash has no bin"});
    }
  }
  for (const plant::QueueLimit& limit : line.queue_limits) {
    const auto to = std::ranges::find(line.stations, limit.to, &plant::Station::name);
    if (flash < to && to != line.stations.end() && limit.when_late != plant::WhenLate::count) {
      problems.push_back({.code = "E6135",
                          .path = fmt::format("fab.line.queue_limits.{}.when_late", limit.name),
                          .message = "late modules that have been flashed are taken out, wanted "
                                     "them counted",
                          .note = "limits behind the flash can only count"});
    }
  }
}

// What markets say of bins fits those of the flash test.
void check_bins(Problems& problems, const FabPlan& plan) {
  const std::size_t bins = plan.flash.bin_edges.size();
  for (const market::Segment& s : plan.market.segments) {
    if (!s.bin_prices.empty() && s.bin_prices.size() != bins) {
      problems.push_back({.code = "E6139",
                          .path = fmt::format("fab.market.segments.{}.bin_prices", s.name),
                          .message = fmt::format("{} prices, wanted one for each of {} bins",
                                                 s.bin_prices.size(), bins)});
    }
    if (s.lowest_bin >= static_cast<std::int64_t>(std::max<std::size_t>(bins, 1))) {
      problems.push_back({.code = "E6139",
                          .path = fmt::format("fab.market.segments.{}.lowest_bin", s.name),
                          .message = fmt::format("bin {}, wanted 0 to {}", s.lowest_bin,
                                                 static_cast<std::int64_t>(bins) - 1)});
    }
  }
}

void check_widths(Problems& problems, const Process& process) {
  if (process.aperture_width > process.web_width) {
    problems.push_back({.code = "E6114",
                        .path = "fab.process.aperture_width",
                        .message = fmt::format("{:.4g} m, wanted no more than the web's {:.4g} m",
                                               process.aperture_width, process.web_width)});
  }
}

void check_film(Problems& problems, const process::Recipe& recipe,
                const process::FilmPhysics& physics, std::string_view root) {
  collect(
      problems, [&] { notch_depth(recipe.absorber); }, below(std::string(root)));
  if (!(physics.cgi_low < physics.cgi_high)) {
    problems.push_back({.code = "E6108",
                        .path = fmt::format("{}physics.cgi_low", root),
                        .message = "the window of CGI is empty, wanted cgi_low below cgi_high"});
  }
}

// A constant marked as fitted has a target that names it, and no two targets name the same: so
// there are never more fitted constants than fitted targets. A target whose constant was changed
// since, by a plan on top or an option, is fitted no longer: it is a prediction like the others.
void check_fits(Problems& problems, const FabPlan& plan,
                const std::vector<io::InputValue>& inputs) {
  std::set<std::string> named;
  for (const NamedTarget& target : targets_of(plan, {})) {
    const std::string& constant = target.target->fitted_by;
    if (constant.empty()) {
      continue;
    }
    const std::string at = fmt::format("fab.targets.{}.fitted_by", target.key);
    if (fitted_input(*target.target, inputs) == nullptr) {
      problems.push_back({.code = "E6109",
                          .path = at,
                          .message = fmt::format("no input '{}'", constant),
                          .note = "write the path below fab: process.physics.lifetime"});
    } else if (!named.insert("fab." + constant).second) {
      problems.push_back({.code = "E6110",
                          .path = at,
                          .message = fmt::format("'{}' was fitted to another target", constant),
                          .note = "one constant meets one target"});
    }
  }
  for (const io::InputValue& input : inputs) {
    if (input.is_fitted && !named.contains(input.path)) {
      problems.push_back({.code = "E6111",
                          .path = input.path,
                          .message = "marked as fitted, but no target names it",
                          .note = "name it under fab.targets, as fitted_by of the figure that it "
                                  "was adjusted to"});
    }
  }
}

// A line whose films follow from tools has them, and they can do what the recipe wants.
void check_tools(Problems& problems, const FabPlan& plan) {
  if (plan.process.film_from != FilmFrom::tools) {
    return;
  }
  // [m/s] none where the line lacks the station: its tool has nothing to be checked at.
  std::array<std::optional<double>, coating_stations.size()> speeds;
  for (std::size_t s = 0; s < coating_stations.size(); ++s) {
    collect(
        problems,
        [&] {
          speeds[s] =
              plan.line.stations[plant::find_station(plan.line, coating_stations[s])].web.web_speed;
        },
        at("fab.line.stations"));
  }
  const Process& p = plan.process;
  const process::CigsTool cigs = process::on_web(p.tools.cigs, {p.web_width, p.aperture_width});
  if (const auto speed = speeds[1]) {
    collect(
        problems, [&] { process::tune_evaporator(cigs.evaporator, p.recipe.absorber, *speed); },
        below("fab.process.tools.cigs."));
  }
  if (const auto speed = speeds[2]) {
    collect(
        problems,
        [&] { process::bath_temperature(p.tools.cds, *speed, p.recipe.window.cds_thickness); },
        at("fab.process.tools.cds"));
  }
  collect(
      problems, [&] { process::check_watches(p.tools); }, below("fab.process.tools."));
  collect(
      problems, [&] { SheetTools(p, 0); }, below("fab.process.tools."));
  std::set<std::string> without_price;
  for (const market::MaterialUse& use : film_material_names(plan)) {
    if (without_price.insert(use.material).second) {
      collect(
          problems, [&] { market::month_costs(plan.cost, {.uses = {use}}); }, below("fab."));
    }
  }
}

// Rolls of a fab begin for what is ordered. What arrives by itself is of a line alone.
void check_release(Problems& problems, const plant::Line& line) {
  if (line.arrivals.interval > 0) {
    problems.push_back({.code = "E6140",
                        .path = "fab.line.arrivals.interval",
                        .message = "rolls that arrive, in a fab whose orders release them",
                        .note = "delete arrivals; wip_limit holds back rolls before the cut"});
  }
}

Problems problems_of(const FabPlan& plan) {
  Problems problems;
  check_products(problems, plan);
  collect(
      problems, [&] { plant::check(plan.line); }, below("fab."));
  collect(
      problems, [&] { market::check(plan.market); }, below("fab."));
  collect(
      problems, [&] { market::check(plan.ramp); }, below("fab."));
  collect(
      problems, [&] { market::check(plan.cost); }, below("fab."));
  check_costs(problems, plan);
  check_shifts(problems, plan);
  check_flash(problems, plan);
  check_ways(problems, plan.line);
  check_release(problems, plan.line);
  check_bins(problems, plan);
  collect(
      problems, [&] { Learner learner(plan); }, below("fab."));
  collect(
      problems, [&] { uncertain_inputs(plan, {}); }, below("fab."));
  check_widths(problems, plan.process);
  check_tools(problems, plan);
  check_film(problems, plan.process.recipe, plan.process.physics, "fab.process.");
  std::ranges::move(gate_problems(plan.gates), std::back_inserter(problems));
  return problems;
}

}  // namespace

void check(const FabPlan& plan) {
  Problems problems = problems_of(plan);
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

io::Read<FabPlan> read_plan(const io::Document& document) {
  io::Read<FabPlan> plan = io::read<FabPlan>(document, "fab", [](const io::Read<FabPlan>& read) {
    Problems problems = problems_of(read.value);
    check_fits(problems, read.value, read.inputs);
    return problems;
  });
  plan.warnings = io::locate_all(document, warnings_of(plan.value));
  return plan;
}

Process process_of(const FilmPlan& plan) {
  return {.cover = plan.cover,
          .recipe = plan.recipe,
          .physics = plan.physics,
          .variation = process::no_variation()};
}

Process process_of(const ModulePlan& plan) {
  return {.web_width = plan.aperture_width,
          .aperture_width = plan.aperture_width,
          .cover = plan.cover,
          .recipe = plan.recipe,
          .physics = plan.physics,
          .scribes = plan.scribes,
          .variation = plan.variation,
          .defects = plan.defects};
}

io::Read<FilmPlan> read_film_plan(const io::Document& document) {
  io::Read<FilmPlan> plan =
      io::read<FilmPlan>(document, "film", [](const io::Read<FilmPlan>& read) {
        Problems problems;
        check_film(problems, read.value.recipe, read.value.physics, "film.");
        return problems;
      });
  plan.warnings = io::locate_all(document, warnings_of(plan.value));
  return plan;
}

io::Read<ModulePlan> read_module_plan(const io::Document& document) {
  io::Read<ModulePlan> plan =
      io::read<ModulePlan>(document, "module", [](const io::Read<ModulePlan>& read) {
        const ModulePlan& p = read.value;
        Problems problems;
        check_film(problems, p.recipe, p.physics, "module.");
        check_layout(problems, p.layout, p.scribes, p.aperture_width, "module.layout.pitch");
        if (p.laminate.bend.radius > 0) {
          problems.push_back({.code = "E6119",
                              .path = "module.laminate.bend",
                              .message = "a module by its recipe, wanted one by what its film does",
                              .note = "give sheets and film in place of the recipe"});
        }
        std::ranges::move(laminate_problems(with_recipe(p.laminate, p.recipe), "module.laminate"),
                          std::back_inserter(problems));
        return problems;
      });
  plan.warnings = io::locate_all(document, warnings_of(plan.value));
  return plan;
}

}  // namespace heliofab::twin
