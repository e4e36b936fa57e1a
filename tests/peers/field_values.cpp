// SPDX-License-Identifier: Apache-2.0
#include "field_values.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace heliofab::field {
namespace {

io::Json all_values() {
  io::Json all = io::Json::object({{"sun", sun_values()},
                                   {"light", light_values()},
                                   {"module", module_values()},
                                   {"diode", diode_values()},
                                   {"surfaces", surface_values()},
                                   {"space", space_values()},
                                   {"indoor", indoor_values()},
                                   {"below", light_from_below()}});
  for (const YearOf kind : {YearOf::hours, YearOf::minutes, YearOf::shifted}) {
    all.set(names_of(kind)[static_cast<std::size_t>(kind)], year_values(kind, ""));
  }
  return all;
}

YearOf kind_named(const std::string& name) {
  const auto names = names_of(YearOf{});
  return static_cast<YearOf>(std::ranges::find(names, name) - names.begin());
}

}  // namespace
}  // namespace heliofab::field

// field_values            every figure
// field_values KIND FILE  the year of hours, minutes or shifted hours, its rows written to FILE
int main(int argc, char** argv) {
  using namespace heliofab::field;
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    const heliofab::io::Json values =
        words.empty() ? all_values() : year_values(kind_named(words.at(0)), words.at(1));
    std::cout << values.dump(1) << '\n';
  } catch (const std::exception& e) {
    std::cerr << "field_values: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
