// SPDX-License-Identifier: Apache-2.0
#include "help.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heliofab::cli {

namespace {

// Words of `text` in lines that begin at `indent` and end at `width`; the first one is begun.
std::string filled(std::string_view text, std::size_t indent, std::size_t width) {
  std::string lines;
  std::size_t column = indent;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (column > indent && column + 1 + word.size() > width) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
    begin = end + 1;
  }
  return lines;
}

class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::size_t width) : width_(width) {}

  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return entry(make_option_name(option, is_positional) + make_option_opts(option),
                 make_option_desc(option));
  }

  std::string make_subcommand(const CLI::App* command) const override {
    const std::string text = command->get_description();
    return entry(command->get_name(), text.substr(0, text.find('\n')));
  }

  // Behind the first group there is an empty line already.
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    const bool is_first = is_positional || group == "Options";
    return Formatter::make_group(std::move(group), is_positional, std::move(options))
        .substr(is_first ? 0 : 1);
  }

 private:
  std::string entry(const std::string& name, const std::string& meaning) const {
    constexpr std::size_t widest_name = 30;
    const bool stands_below = width_ < 2 * widest_name;
    const std::size_t indent = stands_below ? 6 : widest_name;
    std::string lines = "  " + name;
    if (stands_below || lines.size() + 1 > indent) {
      lines += '\n' + std::string(indent, ' ');
    } else {
      lines += std::string(indent - lines.size(), ' ');
    }
    return lines + filled(meaning, indent, width_) + '\n';
  }

  std::size_t width_;  // [characters]
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter(std::size_t width) {
  return std::make_shared<HelpFormatter>(width);
}

}  // namespace heliofab::cli
