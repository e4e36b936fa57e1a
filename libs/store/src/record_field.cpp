// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/record_field.hpp"

#include "database.hpp"
#include "insert.hpp"
#include "open_run.hpp"
#include "schema.hpp"

namespace heliofab::store {

namespace {

template <class Row>
void replace_rows(Database& database, std::span<const Row> rows) {
  Statement replace(database, insert_sql<Row>(1, "REPLACE"));
  for (const Row& row : rows) {
    int parameter = 0;
    bind_row(replace, parameter, row);
    replace.step();
  }
}

}  // namespace

void record_field(const std::filesystem::path& file, std::span<const twin::YieldRow> yields,
                  std::span<const twin::DestinationRow> destinations) {
  { const RunFile known(file); }
  Database database(file, Database::Access::write);
  // Who opens a file after a kill may not be able to roll it back, as its folder may be protected;
  // from a -wal it can be read all the same.
  database.execute("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
  {
    Transaction transaction(database);
    replace_rows(database, yields);
    replace_rows(database, destinations);
    transaction.commit();
  }
  database.try_execute("PRAGMA journal_mode = DELETE");  // one plain file again
}

}  // namespace heliofab::store
