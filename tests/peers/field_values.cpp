// SPDX-License-Identifier: Apache-2.0
#include "field_values.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

// field_values             every figure
// field_values PARTS FILE  the year in intervals of an hour over PARTS, its rows written to FILE
int main(int argc, char** argv) {
  using namespace heliofab;
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    const auto year = [&] { return field::year_values(std::stoi(words.at(0)), words.at(1)); };
    const io::Json values = words.empty()
                                ? io::Json::object({{"sun", field::sun_values()},
                                                    {"light", field::light_values()},
                                                    {"module", field::module_values()},
                                                    {"diode", field::diode_values()},
                                                    {"surfaces", field::surface_values()},
                                                    {"space", field::space_values()},
                                                    {"indoor", field::indoor_values()},
                                                    {"year", field::year_values(1, "")},
                                                    {"minutes", field::year_values(60, "")}})
                                : year();
    std::cout << values.dump(1) << '\n';
  } catch (const std::exception& e) {
    std::cerr << "field_values: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
