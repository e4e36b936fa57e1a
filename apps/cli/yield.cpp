// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/store/record_field.hpp"
#include "product_report.hpp"
#include "record_yields.hpp"
#include "sort_products.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

struct YieldOptions {
  std::vector<std::string> files;
  std::string run;   // whose modules are taken in place of nominal ones
  std::string sort;  // run whose modules are sorted over the files
  std::vector<std::string> overrides;
  ProductOptions product;
  ProductFiles written;
  bool records = false;
  bool json = false;
};

// The run by its file where rows go into it: the latest one may be another once they are found.
std::string run_of(const YieldOptions& o, const std::string& run) {
  return o.records ? store_of(run).string() : run;
}

// The key that a product manager would turn next.
std::string next_of(const YieldOptions& o, const SolvedProduct& p) {
  const char* const vary = p.space     ? "panel.front_emissivity=0.3:0.9:7"
                           : p.indoor  ? "indoor.illuminance=100:1000:10"
                           : p.charger ? "charger.converter.efficiency=0.8:0.95:4"
                                       : "installation.plane.tilt=0:90 deg:7";
  return fmt::format("heliofab sweep {} --vary '{}'", shell_word(o.files.front()), vary);
}

std::string report_of(const std::string& run) {
  return fmt::format("heliofab report {}", shell_word(run));
}

Exit solve_yield(const YieldOptions& o) {
  const io::Document document = read_input(o.files.front(), o.overrides);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const std::filesystem::path page = page_of(o.files.front(), o.written);
  check_writable(page, o.written);
  ProductOptions options = o.product;
  const std::string run = run_of(o, o.run);
  std::optional<ReadRun> read;
  if (!run.empty()) {
    read = read_run_plan(run, data);
    options.run.run = &*read;
  }
  catch_interrupts();
  std::optional<SolvedProduct> solved;
  {
    Progress progress;
    solved = solve_product(document, data, options, &progress, true);
  }
  if (!solved || (o.records && interrupted())) {
    tell("heliofab: interrupted; nothing is written");
    return Exit::interrupted;
  }
  write_product_files(*solved, {document, data, o.product.weather, options.run}, page, o.written);
  if (o.records) {
    store::record_field(run, {{yield_row(*solved, options.weather)}}, {});
  }
  if (o.json) {
    io::Json json = json_of(*solved);
    if (o.records) {
      json.set("recorded", run);
    }
    if (!page.empty()) {
      json.set("report", page.string());
    }
    if (!o.written.series.empty()) {
      json.set("series", o.written.series);
    }
    print_json(json);
    return Exit::done;
  }
  std::string text = text_of(*solved);
  if (!o.written.series.empty()) {
    text += "\n\nSeries: " + o.written.series;
  }
  if (!page.empty()) {
    text += (o.written.series.empty() ? "\n\nReport: " : "\nReport: ") + page.string();
  }
  if (o.records) {
    text += fmt::format("\n\nRecorded: a row of yields in {}", run);
  }
  print(text);
  suggest(o.records ? report_of(run) : page.empty() ? next_of(o, *solved) : opening(page));
  return Exit::done;
}

Exit sort_modules(const YieldOptions& o) {
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const std::string run = run_of(o, o.sort);
  catch_interrupts();
  std::optional<SortedRun> sorted;
  {
    Progress progress;
    sorted = sort_run(run, o.files, o.overrides, data, &progress);
  }
  if (!sorted) {
    tell("heliofab: interrupted; nothing is written");
    return Exit::interrupted;
  }
  if (o.records) {
    store::record_field(run, {}, destination_rows(*sorted));
  }
  if (o.json) {
    io::Json json = json_of(*sorted);
    if (o.records) {
      json.set("recorded", run);
    }
    print_json(json);
    return Exit::done;
  }
  print(text_of(*sorted));
  if (o.records) {
    print(fmt::format("\nRecorded: rows of destinations in {}", run));
    suggest(report_of(run));
  }
  return Exit::done;
}

Exit run_yield(const YieldOptions& o) {
  const bool is_sort = !o.sort.empty();
  if (is_sort && (o.written.report || !o.written.series.empty())) {
    const bool is_page = o.written.report.has_value();
    throw InputError("E6204", is_page ? "--report" : "--series",
                     is_page ? "a page is of one product" : "rows are of one product",
                     "take --json: it says where each module goes");
  }
  if (o.records && !is_sort && o.run.empty()) {
    throw InputError("E6204", "--record", "there is no run to record it in",
                     "take --run or --sort with it");
  }
  if (is_sort) {
    return sort_modules(o);
  }
  if (o.files.size() > 1) {
    throw InputError("E6204", o.files[1], "a second product, wanted one",
                     "several are for --sort RUN, which says which module goes where");
  }
  return solve_yield(o);
}

// Of the weather, of a run's modules, of sorting. The options live as long as the command.
void add_options(CLI::App& command, YieldOptions& o) {
  CLI::Option* const weather = command.add_option(
      "--weather", o.product.weather,
      "file of weather in place of the product's: EPW, TMY2, TMY3, NSRDB, PVGIS");
  CLI::Option* const years =
      command
          .add_option_function<double>(
              "--years", [&o](const double& value) { o.product.years = value; },
              "of the weather or the mission, in place of the product's")
          ->check(CLI::Range(0.01, 100.0));
  CLI::Option* const run = command.add_option(
      "--run", o.run,
      fmt::format("take modules that a run made, with their own curves: {}", run_help));
  CLI::Option* const bin = command.add_option("--bin", o.product.run.bin,
                                              "of the run: modules of this bin, such as 9.5-10.5");
  bin->needs(run);
  CLI::Option* const serial = command.add_option_function<std::int64_t>(
      "--serial", [&o](const std::int64_t& value) { o.product.run.serial = value; },
      "of the run: this module alone");
  serial->needs(run)->excludes(bin);
  CLI::Option* const sort = command.add_option(
      "--sort", o.sort,
      fmt::format("say which good module of a run goes to which of some products, and what that "
                  "earns: {}",
                  run_help));
  sort->excludes(run)->excludes(weather)->excludes(years);
  command
      .add_flag("--record", o.records,
                "also write into the run what is found: its record then says what its modules "
                "deliver, or where they go")
      ->excludes(serial);
}

}  // namespace

void add_yield(CLI::App& app, Exit& status) {
  auto o = std::make_shared<YieldOptions>();
  CLI::App* command = app.add_subcommand(
      "yield",
      "What a product delivers where it is used: on a building, in a field, as a charger, in "
      "orbit. Its module is nominal, all of its film as the recipe wants it, or with --run one "
      "that a run made.\n\n"
      "Examples:\n"
      "  heliofab yield data/products/building.yaml\n"
      "  heliofab yield data/products/building.yaml --set \"installation.plane.tilt=90 deg\"\n"
      "  heliofab yield data/products/terrestrial.yaml --weather my.epw --years 20\n"
      "  heliofab yield data/products/portable.yaml --report charger.html\n"
      "  heliofab yield data/products/building.yaml --run latest --bin 9.5-10.5 --report\n"
      "  heliofab yield data/products/portable.yaml data/products/indoor.yaml --sort latest\n"
      "  heliofab yield data/products/portable.yaml --run latest --record\n"
      "  heliofab yield data/products/space.yaml --json | jq .specific_power_W_per_kg\n");
  command->add_option("file", o->files, "a product; - reads standard input; several with --sort")
      ->required();
  command->add_option("--set", o->overrides, "key=value, laid over the file; may be repeated")
      ->allow_extra_args(false);
  add_options(*command, *o);
  command
      ->add_option_function<std::string>(
          "--report", [o](const std::string& file) { o->written.report = file; },
          "draw it as one HTML page [FILE.html of the input]")
      ->expected(0, 1);
  command->add_option("--series", o->written.series,
                      "write every row of the weather, or of one orbit, to this CSV file");
  command->add_flag("--json", o->json, "print the figures, months and losses as JSON");
  command->callback([o, &status] { status = run_yield(*o); });
}

}  // namespace heliofab::cli
