// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <sqlite3.h>
#include <stdlib.h>

#include "heliofab/store/run_store.hpp"
#include "heliofab/twin/record_columns.hpp"

namespace heliofab::store {

/// A folder of a test's own, removed with all that is in it.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "heliofab-store-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no scratch folder");
    }
    folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path file() const { return folder_ / "run.sqlite"; }
  std::filesystem::path write_text(const std::string& text) const {
    std::ofstream(file(), std::ios::binary) << text;
    return file();
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }

  /// Runs SQL on the file past the library; the rows of the answer, columns joined by "|".
  std::vector<std::string> rows_of(const std::string& sql) const {
    sqlite3* database = nullptr;
    sqlite3_open(file().c_str(), &database);
    std::vector<std::string> rows;
    const auto keep = [](void* out, int n, char** values, char**) {
      std::string row;
      for (int i = 0; i < n; ++i) {
        row.append(i == 0 ? "" : "|").append(values[i] == nullptr ? "NULL" : values[i]);
      }
      static_cast<std::vector<std::string>*>(out)->push_back(row);
      return 0;
    };
    char* trouble = nullptr;
    sqlite3_exec(database, sql.c_str(), keep, &rows, &trouble);
    const std::string message = trouble == nullptr ? "" : trouble;
    sqlite3_free(trouble);
    sqlite3_close(database);
    if (!message.empty()) {
      throw std::runtime_error(message);
    }
    return rows;
  }
  std::string text_of(const std::string& sql) const { return rows_of(sql).at(0); }

 private:
  std::filesystem::path folder_;
};

inline twin::Provenance sample_provenance() {
  return {.name = "FAB 2, 2010",
          .seed = 20100512,
          .from = SimTime(Duration(1'273'622'400'000'000)),
          .to = SimTime(Duration(1'275'350'400'000'000)),
          .plan_hash = "00112233445566778899aabbccddeeff",
          .data_hash = "ffeeddccbbaa99887766554433221100",
          .version = "0.1.0",
          .command = "heliofab run fab2-2010.yaml"};
}

/// `count` rows in every table, no two values alike; rolls and serials count from `first`.
inline twin::RunRecord sample_record(std::int64_t first, std::int64_t count) {
  twin::RunRecord record;
  record.provenance = sample_provenance();
  twin::for_each_table([&]<class Row>() {
    for (std::int64_t id = first; id < first + count; ++id) {
      Row row;
      std::int64_t column = 0;
      twin::for_each_column<Row>([&]<class T>(std::string_view name, T Row::*member) {
        const std::int64_t value = 100 * id + ++column;
        if constexpr (std::is_same_v<T, std::string>) {
          row.*member = std::string(name) + " " + std::to_string(value);
        } else if constexpr (std::is_same_v<T, SimTime>) {
          row.*member = SimTime(Duration(value));
        } else if constexpr (std::is_same_v<T, twin::ToolState>) {
          row.*member = static_cast<T>(1 + value % 6);
        } else if constexpr (std::is_same_v<T, twin::RollId> || std::is_same_v<T, twin::Serial>) {
          row.*member = static_cast<T>(id);
        } else if constexpr (std::is_same_v<T, bool>) {
          row.*member = id % 2 == 0;
        } else if constexpr (std::is_same_v<T, double>) {
          row.*member = 1.0 / static_cast<double>(value);
        } else {
          row.*member = static_cast<T>(value);
        }
      });
      (record.*twin::Table<Row>::rows).push_back(std::move(row));
    }
  });
  return record;
}

inline void save(const std::filesystem::path& file, const twin::RunRecord& record) {
  RunStore::create(file, record.provenance).add(record);
}

}  // namespace heliofab::store
