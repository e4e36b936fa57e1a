// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"
#include "require.hpp"

// Bytes are a table, or are refused with places; what was read is written and read back equal.

namespace heliofab::fuzz {

namespace {

std::string written(const io::CsvTable& table) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  for (const std::string& name : table.names) {
    csv.cell(name);
  }
  csv.end_row();
  for (std::size_t row = 0; row < table.columns.front().size(); ++row) {
    for (const auto& column : table.columns) {
      csv.cell(column[row]);
    }
    csv.end_row();
  }
  return out.str();
}

void read_as_it_stands(std::string_view bytes) {
  try {
    const io::CsvTable table = io::parse_csv(bytes, "t.csv");
    const std::string text = written(table);
    try {
      const io::CsvTable back = io::parse_csv(text, "back.csv");
      require(back.names == table.names && back.columns == table.columns,
              "what was written reads back equal", text);
    } catch (const InputError& error) {
      require(false, "what was written can be read", error.what() + text);
    }
  } catch (const InputError& error) {
    require_located(error);
  }
}

void read_columns(std::string_view bytes) {
  constexpr std::array wanted{io::CsvColumn{"wavelength", unit::nm}, io::CsvColumn{"n"},
                              io::CsvColumn{"k", unit::one, true}};
  try {
    const io::CsvTable table = io::parse_csv(bytes, "t.csv", wanted);
    require(table.column("wavelength").size() == table.column("n").size(), "columns of one length");
    require(!table.column("n").empty(), "rows");
  } catch (const InputError& error) {
    require_located(error);
  }
}

}  // namespace

}  // namespace heliofab::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  heliofab::fuzz::read_as_it_stands(bytes);
  heliofab::fuzz::read_columns(bytes);
  return 0;
}
