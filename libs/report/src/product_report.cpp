// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/product_report.hpp"

#include <fmt/format.h>

#include "figures.hpp"
#include "format.hpp"
#include "html_page.hpp"
#include "markup.hpp"
#include "product_figures.hpp"

namespace heliofab::report {

namespace {

std::string_view market_of(const ProductView& p) {
  return twin::names_of(p.plan.market)[static_cast<std::size_t>(p.plan.market)];
}

std::string place_of(const ProductView& p) {
  if (p.indoor != nullptr) {
    return fmt::format("rooms of {:g} lux for {:g} h a day", p.plan.indoor.illuminance,
                       p.plan.indoor.lit / unit::h);
  }
  return p.space != nullptr
             ? fmt::format("an orbit of {:.0f} km, {:g} years",
                           p.plan.mission.orbit.altitude / 1000, p.plan.mission.years)
             : fmt::format("weather of {}, {} intervals of {:g} min", p.weather.place,
                           p.weather.size(), to_s(p.weather.step) / unit::min);
}

void add_indoor(const ProductDetails& details, std::vector<Section>& sections) {
  if (details.over_shunts) {
    sections.push_back({"indoor", "Indoors", indoor_section(details)});
  }
}

std::vector<Section> sections_of_market(const ProductView& p, const ProductDetails& details) {
  if (p.space != nullptr) {
    return {{"orbit", "Over an orbit", orbit_section(p, details.orbits)},
            {"mission", "Over the mission", mission_section(p)}};
  }
  if (p.charger != nullptr) {
    std::vector<Section> sections{{"months", "By month", charger_months_section(p)},
                                  {"days", "A clear and a cloudy day", charger_days_section(p)}};
    add_indoor(details, sections);
    return sections;
  }
  if (p.indoor != nullptr) {
    std::vector<Section> sections;
    add_indoor(details, sections);
    return sections;
  }
  std::vector<Section> sections{
      {"months", "By month", installed_months_section(p)},
      {"days", "A day in summer and in winter", installed_days_section(p)}};
  if (p.installed->alone && p.installed->alone->wanted > 0) {
    sections.push_back({"load", "What the load has of it", installed_load_section(p)});
  }
  sections.push_back({"years", "Years", installed_years_section(p)});
  return sections;
}

std::string inputs_of(const ProductDetails& details) {
  std::string html = inputs_section(details.inputs);
  if (!details.module_inputs.empty()) {
    html += fmt::format("<details><summary>{} inputs of the {}'s film and layout</summary>\n{}",
                        details.module_inputs.size(), details.modules ? "run" : "module",
                        inputs_table(details.module_inputs, "module-input-rows")) +
            "</details>\n";
  }
  return html;
}

void add_run(const ProductModules& modules, Table& table) {
  const twin::Provenance& run = modules.run;
  const std::vector<std::vector<std::string>> rows{
      {"modules", modules_text(modules)},
      {"plan of the run", run.name},
      {"times of the run",
       fmt::format("{} to {}, seed {}", date_text(run.from), date_text(run.to), run.seed)},
      {"hash of the run's plan", run.plan_hash},
      {"hash of the run's data", run.data_hash},
      {"version that made the run", run.version},
      {"fingerprint of all rows of the run", modules.fingerprint},
      {"command that repeats the run", run.command}};
  table.rows.insert(table.rows.end(), rows.begin(), rows.end());
}

std::string provenance_of(const ProductView& p, const ProductDetails& details,
                          std::string_view version, std::string_view command) {
  Table table{{{"what"}, {"value"}},
              {{"product", p.plan.name}, {"market", std::string(market_of(p))}}};
  if (details.modules) {
    add_run(*details.modules, table);
  } else {
    table.rows.push_back(
        {"module", fmt::format("{} {}", p.plan.module.file, p.plan.module.layout)});
  }
  if (p.weather.size() > 0) {
    const std::string_view label =
        field::names_of(p.weather.label)[static_cast<std::size_t>(p.weather.label)];
    table.rows.push_back({"weather", details.weather_file});
    table.rows.push_back({"times of the weather", fmt::format("the {} of each interval", label)});
  }
  table.rows.push_back({"error of the module's table", fmt::format("{:.2g}", p.power.table.error)});
  table.rows.push_back({"version", std::string(version)});
  table.rows.push_back({"command that repeats the page", std::string(command)});
  return html_table(table);
}

}  // namespace

std::string product_report(const ProductView& p, const ProductDetails& details,
                           std::string_view version, std::string_view command) {
  std::vector<Section> sections{{"answer", "In short", product_answer_section(p, details)}};
  if (details.modules && !details.modules->spreads.empty()) {
    sections.push_back({"modules", "Module by module", modules_section(details)});
  }
  const std::string remark = film_remark(p, details);
  for (Section& section : sections_of_market(p, details)) {
    section.html += remark;
    sections.push_back(std::move(section));
  }
  sections.push_back({"losses", "Where the energy goes", product_losses_section(p, details)});
  sections.push_back({"module", "The module in any light", product_module_section(p, details)});
  sections.push_back({"inputs", "Inputs", inputs_of(details)});
  sections.push_back({"provenance", "Provenance", provenance_of(p, details, version, command)});
  return html_page(
      {.title = p.plan.name,
       .subtitle =
           fmt::format("A {} product{}; {}. Solved by Heliofab {}.", market_of(p),
                       details.modules ? " of " + details.modules->text : "", place_of(p), version),
       .footer = "Every figure is of a simulated product in the weather or orbit named, not of a "
                 "real one.",
       .sections = std::move(sections),
       .json = details.json});
}

}  // namespace heliofab::report
