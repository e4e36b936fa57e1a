// SPDX-License-Identifier: Apache-2.0
#include "arguments.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::cli {

namespace {

constexpr std::string_view choice_mark = "|";  // between the words in the name of their validator

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_option(std::string_view word) { return word.size() > 1 && word.front() == '-'; }

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

std::string did_you_mean(const std::string& wrong, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = nearest(wrong, views);
  return near.empty() ? std::string() : fmt::format("      note: did you mean '{}'?\n", near);
}

struct Problem {
  std::string message;
  std::string note;  // with its line end
};

// The parser's own words, as the house writes them.
std::string plain(std::string message) {
  if (message.size() > 1 && std::islower(static_cast<unsigned char>(message[1])) != 0) {
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  }
  return message;
}

Problem problem_of(const CLI::App& app, const CLI::ParseError& error,
                   std::span<const char* const> words) {
  const auto chosen = app.get_subcommands();
  if (chosen.empty() && !words.empty() && !is_option(words.front())) {
    std::vector<std::string> names;
    for (const CLI::App* subcommand : app.get_subcommands({})) {
      names.push_back(subcommand->get_name());
    }
    return {fmt::format("there is no command '{}'", words.front()),
            did_you_mean(words.front(), names)};
  }
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::vector<std::string> left = app.remaining(true);
  const std::vector<std::string> known = option_names(command);
  const auto option = std::ranges::find_if(left, [&](const std::string& word) {
    return is_option(word) &&
           std::ranges::find(known, word) == known.end();  // "--" hides known ones
  });
  if (option != left.end()) {
    return {fmt::format("there is no option '{}'", *option), did_you_mean(*option, known)};
  }
  if (!left.empty()) {
    return {fmt::format("'{}' is one word too many", left.back()), {}};
  }
  if (chosen.empty()) {
    return {"found no command, wanted one", {}};
  }
  return {plain(error.what()), {}};
}

}  // namespace

CLI::Validator wanted(std::string what, std::function<bool(const std::string&)> fits) {
  const auto complaint = [what = std::move(what), fits = std::move(fits)](std::string& word) {
    return fits(word) ? std::string() : fmt::format("found '{}', wanted {}", word, what);
  };
  return {complaint, ""};
}

CLI::Validator whole_number() {
  return wanted("a whole number", [](const std::string& word) {
    return are_digits(std::string_view(word).substr(word.starts_with('-') ? 1 : 0));
  });
}

CLI::Validator count_from_0() { return wanted("0, 1, 2 or more", are_digits); }

CLI::Validator plain_number() {
  return wanted("a number such as 27.5", [](const std::string& word) {
    double number = 0;
    const char* const end = word.data() + word.size();
    const auto [rest, problem] = std::from_chars(word.data(), end, number);
    return problem == std::errc() && rest == end && std::isfinite(number);
  });
}

CLI::Validator one_of(std::vector<std::string> words) {
  const std::string list =
      fmt::format("{} or {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
  const std::string name = fmt::format("{}", fmt::join(words, choice_mark));
  return wanted(list,
                [words = std::move(words)](const std::string& word) {
                  return std::ranges::find(words, word) != words.end();
                })
      .name(name);
}

std::vector<std::string> choices_of(CLI::Option& option) {
  std::string list;
  try {
    list = option.get_validator(0)->get_name();
  } catch (const CLI::OptionNotFound&) {
    return {};  // nothing is verified
  }
  return list.empty() ? std::vector<std::string>{} : CLI::detail::split(list, choice_mark[0]);
}

std::string refusal(const CLI::App& app, const CLI::ParseError& error,
                    std::span<const char* const> words) {
  const Problem problem = problem_of(app, error, words);
  const auto chosen = app.get_subcommands();
  return fmt::format("error: {} [E6204]\n{}      note: heliofab {}--help shows examples\n",
                     problem.message, problem.note,
                     chosen.empty() ? std::string() : chosen.front()->get_name() + " ");
}

}  // namespace heliofab::cli
