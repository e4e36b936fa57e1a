// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include <fmt/format.h>

#include "command_table.hpp"

namespace heliofab::cli {

namespace {

// As roff reads it back: no escapes, no requests, hyphens that can be typed.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

// Paragraphs; lines that begin with blanks stand as they are.
std::string roff_paragraphs(const std::string& text) {
  std::string result;
  bool is_example = false;
  bool is_new = true;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool begins_with_blank = line.starts_with(' ');
    if (!line.empty() && begins_with_blank != is_example) {
      result += begins_with_blank ? ".PP\n.nf\n" : ".fi\n";
      is_example = begins_with_blank;
      is_new = !is_example;
    }
    if (line.empty()) {
      is_new = true;
      continue;
    }
    result += (is_new && !is_example ? ".PP\n" : "") + roff(line) + "\n";
    is_new = false;
  }
  return result + (is_example ? ".fi\n" : "");
}

std::string roff_option(const OptionRow& row) {
  std::string names;
  for (const std::string& name : row.names) {
    names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
  }
  if (row.takes == Takes::choice) {
    names += roff(fmt::format(" {}", fmt::join(row.choices, "|")));
  } else if (row.takes != Takes::nothing) {
    const std::string_view value = row.takes == Takes::key ? "KEY=VALUE" : "VALUE";
    names += row.may_stand_alone ? fmt::format(" [\\fI{}\\fR]", value)
                                 : fmt::format(" \\fI{}\\fR", value);
  }
  return fmt::format(".TP\n{}\n{}\n", names, roff(row.help));
}

std::string roff_command(const CommandRow& command) {
  std::string title = command.name;
  std::string rows;
  for (const OptionRow& row : command.words) {
    title += " " + row.names.front();
    rows += fmt::format(".TP\n\\fI{}\\fR\n{}\n", roff(row.names.front()), roff(row.help));
  }
  for (const OptionRow& row : command.options) {
    rows += roff_option(row);
  }
  return fmt::format(".SS {}\n{}\n{}{}", roff(title), roff(command.summary),
                     roff_paragraphs(command.description), rows);
}

constexpr std::string_view page_end =
    ".SH EXIT STATUS\n"
    ".TP\n\\fB0\\fR\ndone\n"
    ".TP\n\\fB1\\fR\ndone, but a check of the result failed\n"
    ".TP\n\\fB2\\fR\nthe command or the input is wrong\n"
    ".TP\n\\fB3\\fR\na model has no answer\n"
    ".TP\n\\fB4\\fR\na mistake in heliofab\n"
    ".TP\n\\fB5\\fR\na file cannot be read or written\n"
    ".TP\n\\fB130\\fR\ninterrupted; what was finished is kept\n"
    ".SH ENVIRONMENT\n"
    ".TP\n\\fBHELIOFAB_DATA\\fR\nfolder with spectra, optical constants and plans\n"
    ".TP\n\\fBNO_COLOR\\fR, \\fBTERM\\fR, \\fBCOLUMNS\\fR\ncolours and width of what is printed\n";

}  // namespace

std::string man_page(const std::vector<CommandRow>& commands, const std::string& version,
                     const std::string& day) {
  std::string text = fmt::format(
      ".TH HELIOFAB 1 {} \"heliofab {}\" \"Heliofab\"\n"
      ".SH NAME\nheliofab \\- digital twin of a roll\\-to\\-roll thin\\-film solar fab\n"
      ".SH SYNOPSIS\n\\fBheliofab\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n"
      ".SH COMMANDS\n",
      day, roff(version));
  for (const CommandRow& command : commands) {
    text += roff_command(command);
  }
  return text + std::string(page_end);
}

}  // namespace heliofab::cli
