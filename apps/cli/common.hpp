// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "heliofab/io/document.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::cli {

/// What a program's caller learns from its exit status.
enum class Exit : int {
  done = 0,
  gate_failed = 1,
  input = 2,
  model = 3,
  internal = 4,
  storage = 5,
  interrupted = 130,
};

/// Of a variable; empty when it is not set.
std::string_view environment(const char* name);

/// The folder `data/`: $HELIOFAB_DATA, beside the installed program, or above where it was built.
/// @throws InputError E6201 with where it was looked for
std::filesystem::path data_folder();

/// Reads an input file; bases are also looked for among the fabs, cells, modules and products of
/// data/.
io::Document read_input(const std::string& file, std::vector<std::string> overrides = {});

/// Data for standard output, with a line end.
void print(std::string_view text);
/// Everything else, for standard error: control characters, which a file's name may have, become
/// '?'. That nobody can read it stops no work.
void tell(std::string_view text);
/// Each with its place, in the words of an error.
void tell(const std::vector<Diagnostic>& warnings);
/// A remark for a person at a terminal; nobody else is told.
void remark(std::string_view text);
/// The same of what to type next.
void suggest(std::string_view command);
void print_json(const io::Json& json);
/// Makes sure that all of it arrived. @throws StorageError E5104
void end_output();

/// "0.1.0 (commit 1a2b3c4d)".
std::string version();

/// The command that shows a file to its reader.
std::string opening(const std::filesystem::path& file);
/// A word as a shell would need it.
std::string shell_word(std::string_view word);
/// What was typed, so that it can be typed again.
std::string command_line();
void remember_command_line(int count, char** arguments);

/// Whether the run reached what its plan states under `gates`.
Exit exit_of_gates(const twin::RunRecord& record, const twin::Summary& summary);

/// Words of the help for an argument that store_of reads.
inline constexpr const char* run_help = "folder of a run, its run.sqlite, or latest";
/// The run.sqlite of a run by its folder, by itself, or by "latest": that of the folder below
/// ./runs which was written to last. @throws StorageError E8100 when there is none
std::filesystem::path store_of(const std::string& run);
/// The same, read as a whole. @throws StorageError
twin::RunRecord read_run_of(const std::string& run);

// Each command adds itself: options, help with examples first, what to do. `status` is what the
// program returns.
void add_check(CLI::App& app, Exit& status);
void add_run(CLI::App& app, Exit& status);
void add_ramp(CLI::App& app, Exit& status);
void add_cell(CLI::App& app, Exit& status);
void add_module(CLI::App& app, Exit& status);
void add_yield(CLI::App& app, Exit& status);
void add_show(CLI::App& app, Exit& status);
void add_query(CLI::App& app, Exit& status);
void add_trace(CLI::App& app, Exit& status);
void add_diff(CLI::App& app, Exit& status);
void add_export(CLI::App& app, Exit& status);
void add_report(CLI::App& app, Exit& status);
void add_tour(CLI::App& app, Exit& status);
void add_sweep(CLI::App& app, Exit& status);
void add_optimise(CLI::App& app, Exit& status);
void add_explain(CLI::App& app, Exit& status);
void add_schema(CLI::App& app, Exit& status);
void add_new(CLI::App& app, Exit& status);
void add_doctor(CLI::App& app, Exit& status);
void add_generate(CLI::App& app, Exit& status);

}  // namespace heliofab::cli
