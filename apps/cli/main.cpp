// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <span>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/reference_data.hpp"
#include "help.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

constexpr const char* description =
    "Heliofab, the open digital twin of a roll-to-roll thin-film solar fab.\n\n"
    "Examples:\n"
    "  heliofab new fab2                         a plan to start from, as fab2.yaml\n"
    "  heliofab run data/fabs/fab2-2010.yaml     simulate the first months of FAB 2\n"
    "  heliofab ramp --help                      a ramp many times, with bands\n"
    "  heliofab check my-fab.yaml                verify an input file\n"
    "  heliofab module data/modules/hm50.yaml    solve one module design\n"
    "  heliofab yield --help                     what a product delivers where it is used\n"
    "  heliofab sweep --help                     solve a file at many values of its inputs\n"
    "  heliofab optimise --help                  find the inputs that are best for a goal\n"
    "  heliofab show latest                      look into a run\n"
    "  heliofab query latest --tables            ask it in SQL\n"
    "  heliofab trace latest 17                  one module and where it comes from\n"
    "  heliofab tour latest                      walk through it in a browser\n"
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

int run_program(int count, char** arguments) {
  remember_command_line(count, arguments);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow further is an error like a full disk
  CLI::App app(description, "heliofab");
  app.require_subcommand(1);
  app.formatter(help_formatter(static_cast<std::size_t>(output_style().width)));
  app.failure_message(CLI::FailureMessage::simple);
  app.set_version_flag("--version", full_version, "version, commit and hash of the data");
  Exit status = Exit::done;
  for (const auto add :
       {add_check,    add_run,     add_ramp,   add_cell,  add_module, add_yield,   add_sweep,
        add_optimise, add_show,    add_query,  add_trace, add_diff,   add_export,  add_report,
        add_tour,     add_explain, add_schema, add_new,   add_doctor, add_generate}) {
    add(app, status);
  }
  for (CLI::App* command : app.get_subcommands({})) {
    add_manners(*command);
  }
  if (count == 1) {
    tell(app.help());
    return static_cast<int>(Exit::input);
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    const std::span words(arguments + 1, static_cast<std::size_t>(count - 1));
    tell(refusal(app, error, {words.begin(), words.end()}));
    return static_cast<int>(Exit::input);
  }
  end_output();
  return static_cast<int>(status);
}

}  // namespace

}  // namespace heliofab::cli

int main(int count, char** arguments) {
  using heliofab::cli::Exit;
  const auto fail = [](std::string_view message, Exit status) {
    heliofab::cli::tell(message);
    return static_cast<int>(status);
  };
  try {
    return heliofab::cli::run_program(count, arguments);
  } catch (const heliofab::InputError& error) {
    return fail(error.what(), Exit::input);
  } catch (const heliofab::ModelError& error) {
    return fail(fmt::format("error: {}", error.what()), Exit::model);
  } catch (const heliofab::StorageError& error) {
    return fail(fmt::format("error: {}", error.what()), Exit::storage);
  } catch (const std::exception& error) {
    return fail(fmt::format("internal error: {}\nThis is a mistake in Heliofab, not in your input. "
                            "Please report it with the command you typed.",
                            error.what()),
                Exit::internal);
  }
}
