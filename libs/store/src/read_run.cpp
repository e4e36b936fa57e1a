// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/run_store.hpp"
#include "open_run.hpp"

namespace heliofab::store {

twin::RunRecord read_run(const std::filesystem::path& file) {
  RunFile run(file);
  Database& database = run.database();
  Transaction transaction(database);  // one moment of a run that is still being written
  twin::RunRecord record;
  read_run_table(database, record);
  twin::for_each_table([&]<class Row>() { read_rows(database, record.*twin::Table<Row>::rows); });
  return record;
}

}  // namespace heliofab::store
