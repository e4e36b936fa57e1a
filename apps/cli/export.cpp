// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/exchange/maps.hpp"
#include "heliofab/exchange/tables.hpp"
#include "product_export.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

struct ExportOptions {
  std::string what;
  std::string csv;
  std::string jsonl;
  std::string hdf5;
  std::vector<std::string> overrides;
  ModuleFiles product;

  bool has_run_files() const { return !csv.empty() || !jsonl.empty() || !hdf5.empty(); }
};

// A run is a folder, "latest" or a store, whatever its name; any other file is an input.
bool is_input(const std::string& what) {
  namespace fs = std::filesystem;
  if (what == "-" || fs::path(what).extension() == ".yaml") {
    return true;
  }
  std::error_code ignored;
  if (!fs::is_regular_file(what, ignored)) {
    return false;
  }
  constexpr std::string_view store = "SQLite format 3";
  std::string head(store.size(), ' ');
  std::ifstream(what, std::ios::binary)
      .read(head.data(), static_cast<std::streamsize>(head.size()));
  return head != store;
}

void export_tables(const std::filesystem::path& run, const std::string& folder,
                   exchange::TableFormat format) {
  make_folder(folder);
  for (const exchange::WrittenTable& table : exchange::write_tables(run, folder, format)) {
    print(fmt::format("{}  {} rows", table.file.string(), table.rows));
  }
  print((std::filesystem::path(folder) / "datapackage.json").string());
}

void export_run(const ExportOptions& o) {
  const std::filesystem::path run = store_of(o.what);
  if (!o.csv.empty()) {
    export_tables(run, o.csv, exchange::TableFormat::csv);
  }
  if (!o.jsonl.empty()) {
    export_tables(run, o.jsonl, exchange::TableFormat::jsonl);
  }
  if (!o.hdf5.empty()) {
    const exchange::MapSizes sizes = exchange::write_maps(run, o.hdf5);
    print(fmt::format("{}  {} rolls x {} positions x {} lanes, {} modules, {} readings", o.hdf5,
                      sizes.rolls, sizes.positions, sizes.lanes, sizes.modules, sizes.readings));
    suggest(fmt::format("python3 -c \"import xarray; print(xarray.open_dataset('{}'))\"", o.hdf5));
  } else if (!o.csv.empty()) {
    suggest(fmt::format("python3 -c \"import pandas; print(pandas.read_csv('{}/modules.csv'))\"",
                        o.csv));
  } else {
    suggest(fmt::format("jq .serial {}", shell_word(o.jsonl + "/modules.jsonl")));
  }
}

[[noreturn]] void refuse(std::string_view path, std::string_view message) {
  throw InputError("E6204", path, message, "heliofab export --help shows examples");
}

Exit export_any(const ExportOptions& o) {
  if (is_input(o.what)) {
    if (o.has_run_files()) {
      refuse("export",
             "found a product with files of a run, wanted --cec, --pan, --pvlib, "
             "--matrix or --spice");
    }
    if (o.product.is_empty()) {
      refuse("export", "found nothing to write, wanted --cec, --pan, --pvlib, --matrix or --spice");
    }
    return export_product(o.what, o.overrides, o.product);
  }
  if (!o.product.is_empty() || !o.overrides.empty()) {
    refuse("export", "found a run with files of a product, wanted --csv, --jsonl or --hdf5");
  }
  if (!o.has_run_files()) {
    refuse("export", "found nothing to write, wanted --csv, --jsonl or --hdf5");
  }
  export_run(o);
  return Exit::done;
}

void add_product_options(CLI::App* command, ExportOptions& o) {
  const auto add = [&](const char* name, std::string& file, const char* help) {
    command->add_option(name, file, help)->group("Of a product");
  };
  add("--cec", o.product.cec, "CSV file: a library of SAM with the CEC's six constants");
  add("--pan", o.product.pan, "file of PVsyst, .PAN");
  add("--pvlib", o.product.pvlib, "JSON file: arguments of pvlib's functions, and figures");
  add("--matrix", o.product.matrix, "CSV file: figures over light and temperature");
  add("--spice", o.product.spice, "netlist for ngspice, .cir");
  command->add_option("--set", o.overrides, "key=value, laid over the product; may be repeated")
      ->allow_extra_args(false)
      ->group("Of a product");
}

}  // namespace

void add_export(CLI::App& app, Exit& status) {
  auto o = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand(
      "export",
      "Write a run, or the module of a product, for other programs.\n\n"
      "Examples:\n"
      "  heliofab export latest --csv tables\n"
      "  heliofab export runs/june --jsonl tables --hdf5 june.h5\n"
      "  heliofab export data/products/building.yaml --cec building.csv --pan building.PAN\n"
      "  heliofab export data/products/building.yaml --pvlib building.json --matrix matrix.csv\n"
      "  heliofab export data/products/portable.yaml --spice portable.cir\n");
  command->add_option("what", o->what, std::string(run_help) + "; or a product's YAML file")
      ->required();
  command
      ->add_option("--csv", o->csv,
                   "folder for a CSV file a table, with datapackage.json for units and meanings")
      ->group("Of a run");
  command->add_option("--jsonl", o->jsonl, "folder for a file of JSON lines a table, likewise")
      ->group("Of a run");
  command->add_option("--hdf5", o->hdf5, "file for maps along the rolls; xarray opens it")
      ->group("Of a run");
  add_product_options(command, *o);
  command->callback([o, &status] { status = export_any(*o); });
}

}  // namespace heliofab::cli
