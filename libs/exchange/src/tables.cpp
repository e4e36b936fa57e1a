// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/tables.hpp"

#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/store/query.hpp"
#include "heliofab/store/rows.hpp"

namespace heliofab::exchange {

namespace {

namespace fs = std::filesystem;
using io::Json;

constexpr std::string_view time_unit = "us since 1970-01-01 00:00:00";

// A file that is whole or not there under its name.
class NewFile {
 public:
  explicit NewFile(fs::path file) : file_(std::move(file)), part_(file_.string() + ".part") {
    out_.open(part_, std::ios::binary);
    check();
  }
  ~NewFile() {
    if (!is_done_) {
      std::error_code ignored;
      fs::remove(part_, ignored);
    }
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  std::ostream& out() noexcept { return out_; }
  void finish() {
    out_.close();
    check();
    fs::rename(part_, file_);
    is_done_ = true;
  }

 private:
  void check() const {
    if (!out_) {
      throw StorageError("E5104",
                         fmt::format("'{}' cannot be written; see that its folder is there, "
                                     "that you may write in it and that the disk is not "
                                     "full",
                                     file_.string()));
    }
  }

  fs::path file_;
  fs::path part_;
  std::ofstream out_;
  bool is_done_ = false;
};

// Types as Table Schema names them.
std::string_view schema_type(const store::ColumnInfo& column) {
  return column.type == "INTEGER" ? "integer" : column.type == "REAL" ? "number" : "string";
}

Json field_json(const store::ColumnInfo& column) {
  Json json = Json::object({{"name", column.name}, {"type", schema_type(column)}});
  if (column.is_time || !column.unit.empty()) {
    json.set("unit", column.is_time ? time_unit : std::string_view(column.unit));
  }
  if (!column.meaning.empty()) {
    json.set("description", column.meaning);
  }
  return json;
}

Json resource_json(const store::TableInfo& table, const WrittenTable& written, TableFormat format) {
  return Json::object(
      {{"name", table.name},
       {"path", written.file.filename().string()},
       {"format", format == TableFormat::csv ? "csv" : "jsonl"},
       {"encoding", "utf-8"},
       {"description", table.meaning},
       {"rows", written.rows},
       {"schema", Json::object({{"fields", Json::array_of(table.columns, field_json)}})}});
}

WrittenTable write_table(store::RunReader& reader, const store::TableInfo& table,
                         const fs::path& folder, TableFormat format) {
  WrittenTable written{folder / (table.name + (format == TableFormat::csv ? ".csv" : ".jsonl"))};
  NewFile file(written.file);
  store::Answer rows = reader.ask(fmt::format("SELECT * FROM \"{}\" ORDER BY rowid", table.name));
  if (format == TableFormat::csv) {
    store::write_csv_header(file.out(), rows.columns());
  }
  while (const std::vector<store::Value>* row = rows.next()) {
    if (format == TableFormat::csv) {
      store::write_csv_row(file.out(), *row);
    } else {
      file.out() << store::row_json(rows.columns(), *row).dump() << '\n';
    }
    ++written.rows;
  }
  file.finish();
  return written;
}

std::string run_name(store::RunReader& reader) {
  store::Answer answer = reader.ask("SELECT name FROM run");
  const auto* row = answer.next();
  const auto* name = row == nullptr ? nullptr : std::get_if<std::string>(&row->front());
  return name == nullptr ? std::string() : *name;
}

}  // namespace

std::vector<WrittenTable> write_tables(const fs::path& run, const fs::path& folder,
                                       TableFormat format) {
  store::RunReader reader(run);
  std::vector<WrittenTable> written;
  Json resources = Json::array();
  for (const store::TableInfo& table : reader.tables()) {
    if (!table.is_view) {
      written.push_back(write_table(reader, table, folder, format));
      resources.push(resource_json(table, written.back(), format));
    }
  }
  NewFile package(folder / "datapackage.json");
  package.out() << Json::object({{"profile", "data-package"},
                                 {"name", "heliofab-run"},
                                 {"title", run_name(reader)},
                                 {"resources", resources}})
                       .dump(2)
                << '\n';
  package.finish();
  return written;
}

}  // namespace heliofab::exchange
