// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "product_report.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

struct YieldOptions {
  std::string file;
  std::vector<std::string> overrides;
  ProductOptions product;
  ProductFiles files;
  bool json = false;
};

// The key that a product manager would turn next.
std::string next_of(const YieldOptions& o, const SolvedProduct& p) {
  const char* const vary = p.space     ? "panel.front_emissivity=0.3:0.9:7"
                           : p.indoor  ? "indoor.illuminance=100:1000:10"
                           : p.charger ? "charger.converter.efficiency=0.8:0.95:4"
                                       : "installation.plane.tilt=0:90 deg:7";
  return fmt::format("heliofab sweep {} --vary '{}'", shell_word(o.file), vary);
}

Exit solve_yield(const YieldOptions& o) {
  const io::Document document = read_input(o.file, o.overrides);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const std::filesystem::path page = page_of(o.file, o.files);
  check_writable(page, o.files);
  catch_interrupts();
  std::optional<SolvedProduct> solved;
  {
    Progress progress;
    solved = solve_product(document, data, o.product, &progress, true);
  }
  if (!solved) {
    tell("heliofab: interrupted; nothing is written");
    return Exit::interrupted;
  }
  write_product_files(*solved, document, data, o.product.weather, page, o.files);
  if (o.json) {
    io::Json json = json_of(*solved);
    if (!page.empty()) {
      json.set("report", page.string());
    }
    if (!o.files.series.empty()) {
      json.set("series", o.files.series);
    }
    print_json(json);
    return Exit::done;
  }
  std::string text = text_of(*solved);
  if (!o.files.series.empty()) {
    text += "\n\nSeries: " + o.files.series;
  }
  if (!page.empty()) {
    text += (o.files.series.empty() ? "\n\nReport: " : "\nReport: ") + page.string();
  }
  print(text);
  suggest(page.empty() ? next_of(o, *solved) : opening(page));
  return Exit::done;
}

}  // namespace

void add_yield(CLI::App& app, Exit& status) {
  auto o = std::make_shared<YieldOptions>();
  CLI::App* command = app.add_subcommand(
      "yield",
      "What a product delivers where it is used: on a building, in a field, as a charger, in "
      "orbit. Its module is nominal: all of its film as the recipe wants it.\n\n"
      "Examples:\n"
      "  heliofab yield data/products/building.yaml\n"
      "  heliofab yield data/products/building.yaml --set \"installation.plane.tilt=90 deg\"\n"
      "  heliofab yield data/products/terrestrial.yaml --weather my.epw --years 20\n"
      "  heliofab yield data/products/portable.yaml --report charger.html\n"
      "  heliofab yield data/products/space.yaml --json | jq .specific_power_W_per_kg\n");
  command->add_option("file", o->file, "a product; - reads standard input")->required();
  command->add_option("--set", o->overrides, "key=value, laid over the file; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--weather", o->product.weather,
                      "file of weather in place of the product's: EPW, TMY2, TMY3, NSRDB, PVGIS");
  command
      ->add_option_function<double>(
          "--years", [o](const double& years) { o->product.years = years; },
          "of the weather or the mission, in place of the product's")
      ->check(CLI::Range(0.01, 100.0));
  command
      ->add_option_function<std::string>(
          "--report", [o](const std::string& file) { o->files.report = file; },
          "draw it as one HTML page [FILE.html of the input]")
      ->expected(0, 1);
  command->add_option("--series", o->files.series,
                      "write every row of the weather, or of one orbit, to this CSV file");
  command->add_flag("--json", o->json, "print the figures, months and losses as JSON");
  command->callback([o, &status] { status = solve_yield(*o); });
}

}  // namespace heliofab::cli
