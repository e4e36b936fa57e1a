// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/summary.hpp"
#include "terminal.hpp"

namespace heliofab::report {

// Views of the books of the web: metres, square metres and kilogrammes of film.

io::Json web_json(const twin::WebBalance& web);
void write_web(Terminal& out, const twin::WebBalance& web);
/// Section of the page: every row of the books.
std::string web_books_section(const twin::WebBalance& web);

}  // namespace heliofab::report
