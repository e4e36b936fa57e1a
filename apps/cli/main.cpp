// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::cli {

namespace {

constexpr const char* description =
    "Heliofab, the open digital twin of a roll-to-roll thin-film solar fab.\n\n"
    "Examples:\n"
    "  heliofab run data/fabs/fab2-2010.yaml     simulate the first months of FAB 2\n"
    "  heliofab check my-fab.yaml                verify an input file\n"
    "  heliofab module examples/module.yaml      solve one module design\n"
    "  heliofab show runs/fab2-2010              look into a run\n"
    "  heliofab run --help                       more on a command\n";

std::string full_version() {
  std::string data = "not found";
  try {
    data = twin::read_reference_data(data_folder()).hash;
  } catch (const InputError&) {
    // Said in the text.
  }
  return fmt::format("heliofab {}\ndata {}", version(), data);
}

// What the user may have meant by words that no command takes.
std::string suggestion(const CLI::App& app, const std::string& wrong) {
  std::vector<std::string> names;
  const CLI::App* command = &app;
  for (const CLI::App* chosen : app.get_subcommands()) {
    command = chosen;
  }
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  for (const CLI::App* known : command->get_subcommands({})) {
    names.push_back(known->get_name());
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = nearest(wrong, views);
  return near.empty() ? std::string() : fmt::format("  = note: did you mean '{}'?\n", near);
}

int refuse_arguments(const CLI::App& app, const CLI::ParseError& error, int count,
                     char** arguments) {
  const auto chosen = app.get_subcommands();
  std::string message = error.what();
  if (chosen.empty() && count > 1 && arguments[1][0] != '-') {
    message = fmt::format("there is no command '{}'", arguments[1]);
  }
  fmt::print(stderr, "error: {} [E6204]\n", message);
  for (int i = 1; i < count; ++i) {
    if (message.find(arguments[i]) != std::string::npos) {
      fmt::print(stderr, "{}", suggestion(app, arguments[i]));
      break;
    }
  }
  fmt::print(stderr, "  = note: heliofab {}--help shows examples\n",
             chosen.empty() ? std::string() : chosen.front()->get_name() + " ");
  return static_cast<int>(Exit::input);
}

int run_program(int count, char** arguments) {
  remember_command_line(count, arguments);
  CLI::App app(description, "heliofab");
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  app.set_version_flag("--version", full_version, "version, commit and hash of the data");
  Exit status = Exit::done;
  for (const auto add :
       {add_check, add_run, add_cell, add_module, add_show, add_report, add_explain, add_schema}) {
    add(app, status);
  }
  if (count == 1) {
    print(app.help());
    return static_cast<int>(Exit::input);
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    return refuse_arguments(app, error, count, arguments);
  }
  return static_cast<int>(status);
}

}  // namespace

}  // namespace heliofab::cli

int main(int count, char** arguments) {
  using heliofab::cli::Exit;
  const auto fail = [](std::string_view message, Exit status) {
    fmt::print(stderr, "{}", message);
    if (message.empty() || message.back() != '\n') {
      fmt::print(stderr, "\n");
    }
    return static_cast<int>(status);
  };
  try {
    return heliofab::cli::run_program(count, arguments);
  } catch (const heliofab::InputError& error) {
    return fail(error.what(), Exit::input);
  } catch (const heliofab::ModelError& error) {
    return fail(fmt::format("error: {} [{}]", error.what(), error.code()), Exit::model);
  } catch (const heliofab::StorageError& error) {
    return fail(fmt::format("error: {} [{}]", error.what(), error.code()), Exit::storage);
  } catch (const std::exception& error) {
    return fail(fmt::format("internal error: {}\nThis is a mistake in Heliofab, not in your input. "
                            "Please report it with the command you typed.",
                            error.what()),
                Exit::internal);
  }
}
