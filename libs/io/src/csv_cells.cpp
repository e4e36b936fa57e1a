// SPDX-License-Identifier: Apache-2.0
#include "csv_cells.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace heliofab::io {

namespace {

class Cells {
 public:
  Cells(const Source& source, int line, Problems& problems)
      : source_(&source), line_(line), text_(line_of(source, line)), problems_(&problems) {}

  std::vector<CsvCell> take() {
    for (std::size_t at = 0; at <= text_.size();) {
      const std::size_t first = std::min(text_.find_first_not_of(' ', at), text_.size());
      if (first < text_.size() && text_[first] == '"') {
        at = take_quoted(first);
        continue;
      }
      const std::size_t end = std::min(text_.find(',', at), text_.size());
      const std::string_view cell = trim(text_.substr(at, end - at));
      const std::size_t begin =
          cell.empty() ? at : static_cast<std::size_t>(cell.data() - text_.data());
      cells_.push_back({std::string(cell), place(begin, cell.size())});
      at = end + 1;
    }
    return std::move(cells_);
  }

 private:
  // A cell in quotes; returns where the next one begins.
  std::size_t take_quoted(std::size_t first) {
    std::string content;
    std::size_t at = first + 1;
    for (; at < text_.size(); ++at) {
      const bool is_quote = text_[at] == '"';
      if (is_quote && text_.substr(at + 1).starts_with('"')) {
        ++at;
      } else if (is_quote) {
        break;
      }
      content += text_[at];
    }
    const std::size_t after = std::min(text_.find_first_not_of(' ', at + 1), text_.size());
    cells_.push_back({std::move(content), place(first, at - first + 1)});
    if (at >= text_.size() || (after < text_.size() && text_[after] != ',')) {
      problems_->add(
          place(first, 1), "E1407", "",
          at >= text_.size() ? "this quote is not closed" : "text follows the closing quote");
      return text_.size() + 1;
    }
    return after + 1;
  }

  Place place(std::size_t begin, std::size_t length) const {
    return {source_, line_, static_cast<int>(begin) + 1,
            static_cast<int>(std::max<std::size_t>(length, 1))};
  }

  const Source* source_;
  int line_;
  std::string_view text_;
  Problems* problems_;
  std::vector<CsvCell> cells_;
};

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::vector<CsvCell> csv_cells(const Source& source, int line, Problems& problems) {
  return Cells(source, line, problems).take();
}

}  // namespace heliofab::io
