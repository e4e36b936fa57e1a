// SPDX-License-Identifier: Apache-2.0
#include "schema_words.hpp"

#include <array>
#include <sstream>
#include <string_view>
#include <utility>

#include "schema.hpp"

namespace heliofab::store {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::string first_word(std::string_view text) {
  return std::string(text.substr(0, text.find_first_of(" (")));
}

// "name TYPE ...,  -- comment" without its comment, and the comment.
std::pair<std::string_view, std::string_view> parted(std::string_view line) {
  const std::size_t at = line.find("--");
  return at == std::string_view::npos
             ? std::pair(line, std::string_view())
             : std::pair(trimmed(line.substr(0, at)), trimmed(line.substr(at + 2)));
}

// Reads the schema line by line; it is ours, and a test says that every word of it is found.
class WordReader {
 public:
  explicit WordReader(SchemaWords& words) : words_(words) {}

  void read(std::string_view raw) {
    constexpr std::string_view alter = "ALTER TABLE ";
    constexpr std::string_view add = " ADD COLUMN ";
    const std::string_view line = trimmed(raw);
    if (line.empty()) {
      before_.clear();
    } else if (line.starts_with("--")) {
      before_ += (before_.empty() ? "" : " ") + std::string(trimmed(line.substr(2)));
    } else if (line.starts_with("CREATE TABLE ") || line.starts_with("CREATE VIEW ")) {
      const bool is_table = line.starts_with("CREATE TABLE ");
      const std::string name = first_word(line.substr(is_table ? 13 : 12));
      words_.tables[name] = std::exchange(before_, {});
      table_ = is_table ? name : std::string();
    } else if (line.starts_with(alter) && line.find(add) != std::string_view::npos) {
      const auto [declaration, comment] = parted(line);
      const std::string column = first_word(declaration.substr(declaration.find(add) + add.size()));
      words_.columns[first_word(declaration.substr(alter.size())) + "." + column] =
          comment.empty() ? before_ : std::string(comment);
    } else if (line.starts_with(")")) {
      table_.clear();
    } else if (!table_.empty()) {
      const auto [declaration, comment] = parted(line);
      words_.columns[table_ + "." + first_word(declaration)] = comment;
    }
  }

 private:
  SchemaWords& words_;
  std::string table_;   // whose columns follow
  std::string before_;  // comment in the lines before
};

// Endings of names, longer ones first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> endings{
    {{"_kWh_per_kWp", "kWh/kWp"},
     {"_usd_per_W", "USD/W"},
     {"_W_per_kg", "W/kg"},
     {"_ohm_cm2", "ohm cm2"},
     {"_kWh_m2", "kWh/m2"},
     {"_per_s", "1/s"},
     {"_W_m2", "W/m2"},
     {"_S_m2", "S/m2"},
     {"_ohm_sq", "ohm/sq"},
     {"_ohm_cm", "ohm cm"},
     {"_kg_m3", "kg/m3"},
     {"_um2", "um2"},
     {"_m2", "m2"},
     {"_um", "um"},
     {"_nm", "nm"},
     {"_us", "us"},
     {"_usd", "USD"},
     {"_kWh", "kWh"},
     {"_days", "d"},
     {"_Wh", "Wh"},
     {"_kg", "kg"},
     {"_m", "m"},
     {"_s", "s"},
     {"_A", "A"},
     {"_V", "V"},
     {"_W", "W"},
     {"_K", "K"}}};

}  // namespace

SchemaWords schema_words() {
  SchemaWords words;
  for (const std::string_view sql : schema_sql) {
    WordReader reader(words);
    std::istringstream text{std::string(sql)};
    for (std::string line; std::getline(text, line);) {
      reader.read(line);
    }
  }
  return words;
}

void describe_column(ColumnInfo& column, const std::string& words) {
  column.meaning = words;
  for (const auto& [ending, unit] : endings) {
    if (column.unit.empty() && ("_" + column.name).ends_with(ending)) {
      column.unit = unit;
    }
  }
  if (const std::size_t close = words.find(']'); words.starts_with('[')) {
    column.is_time = column.unit.empty() && words.substr(1, close - 1) == "us";
    column.unit = words.substr(1, close - 1);
    column.meaning = trimmed(std::string_view(words).substr(close + 1));
  }
}

}  // namespace heliofab::store
