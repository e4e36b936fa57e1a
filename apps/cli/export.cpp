// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/exchange/maps.hpp"
#include "heliofab/exchange/tables.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

struct ExportOptions {
  std::string run;
  std::string csv;
  std::string jsonl;
  std::string hdf5;
};

void export_tables(const std::filesystem::path& run, const std::string& folder,
                   exchange::TableFormat format) {
  make_folder(folder);
  for (const exchange::WrittenTable& table : exchange::write_tables(run, folder, format)) {
    print(fmt::format("{}  {} rows", table.file.string(), table.rows));
  }
  print((std::filesystem::path(folder) / "datapackage.json").string());
}

void export_run(const ExportOptions& o) {
  if (o.csv.empty() && o.jsonl.empty() && o.hdf5.empty()) {
    throw InputError("E6204", "export", "found nothing to write, wanted --csv, --jsonl or --hdf5",
                     "heliofab export --help shows examples");
  }
  const std::filesystem::path run = store_of(o.run);
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

}  // namespace

void add_export(CLI::App& app, Exit&) {
  auto o = std::make_shared<ExportOptions>();
  CLI::App* command =
      app.add_subcommand("export",
                         "Write a run for other programs: its tables, and maps of what modules are "
                         "along the rolls.\n\n"
                         "Examples:\n"
                         "  heliofab export latest --csv tables\n"
                         "  heliofab export runs/june --hdf5 june.h5\n"
                         "  heliofab export runs/june --jsonl tables --hdf5 june.h5\n");
  command->add_option("run", o->run, run_help)->required();
  command->add_option(
      "--csv", o->csv,
      "folder for a CSV file a table, with datapackage.json for units and meanings");
  command->add_option("--jsonl", o->jsonl, "folder for a file of JSON lines a table, likewise");
  command->add_option("--hdf5", o->hdf5, "file for maps along the rolls; xarray opens it");
  command->callback([o] { export_run(*o); });
}

}  // namespace heliofab::cli
