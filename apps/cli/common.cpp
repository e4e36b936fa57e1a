// SPDX-License-Identifier: Apache-2.0
#include "common.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/store/run_store.hpp"
#include "terminal.hpp"
#include "version.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;

// The command line, for the record.
std::string& typed() {
  static std::string text;
  return text;
}

bool is_data_folder(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "spectra" / "am15g.csv", ignored);
}

void write_lines(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  if (text.empty() || text.back() != '\n') {
    std::fputc('\n', stream);
  }
}

}  // namespace

std::string_view environment(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in the program changes the environment
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

fs::path data_folder() {
  std::string tried;
  if (const std::string_view wanted = environment("HELIOFAB_DATA"); !wanted.empty()) {
    if (is_data_folder(wanted)) {
      return wanted;
    }
    tried = fmt::format("$HELIOFAB_DATA = {}", wanted);
  } else {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    std::vector<fs::path> candidates{program.parent_path().parent_path() / "share" / "heliofab" /
                                     "data"};
    for (fs::path up = program.parent_path(); up.has_relative_path(); up = up.parent_path()) {
      candidates.push_back(up / "data");
    }
    for (const fs::path& candidate : candidates) {
      if (is_data_folder(candidate)) {
        return candidate;
      }
    }
    tried = fmt::format("{} and data/ in each folder above {}", candidates.front().string(),
                        program.string());
  }
  throw InputError("E6201", "data",
                   fmt::format("no folder with spectra and optical constants; "
                               "looked for {}",
                               tried),
                   "set HELIOFAB_DATA to the folder data/ of Heliofab");
}

io::Document read_input(const std::string& file, std::vector<std::string> overrides) {
  io::DocumentOptions options{.overrides = std::move(overrides)};
  try {
    for (const char* folder : {"fabs", "cells", "modules", "products"}) {
      options.folders.push_back((data_folder() / folder).string());
    }
  } catch (const InputError&) {
    // Only a base by its name alone needs it; then the message is about the base.
  }
  return io::read_document(file, options);
}

void print(std::string_view text) { write_lines(stdout, text); }

void tell(std::string_view text) {
  std::string safe(text);
  std::ranges::replace_if(
      safe, [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f; }, '?');
  write_lines(stderr, painted(std::move(safe)));
}

void tell(const std::vector<Diagnostic>& warnings) {
  for (const Diagnostic& warning : warnings) {
    tell(format(warning));
  }
}

void remark(std::string_view text) {
  if (person_looks_on()) {
    tell(text);
  }
}

void suggest(std::string_view command) { remark(fmt::format("next: {}", command)); }

void end_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    throw StorageError("E5104", "standard output took only a part of the text");
  }
}

void print_json(const io::Json& json) { print(json.dump(2)); }

std::string opening(const fs::path& file) { return "xdg-open " + shell_word(file.string()); }

std::string shell_word(std::string_view word) {
  const bool is_plain =
      !word.empty() && word.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                           "-_=./,:+%@") == std::string_view::npos;
  if (is_plain) {
    return std::string(word);
  }
  std::string text = "'";
  for (const char c : word) {
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return text + "'";
}

std::string version() { return HELIOFAB_VERSION " (commit " HELIOFAB_COMMIT ")"; }

void remember_command_line(int count, char** arguments) {
  typed() = "heliofab";
  for (int i = 1; i < count; ++i) {
    typed() += ' ' + shell_word(arguments[i]);
  }
}

std::string command_line() { return typed(); }

Exit exit_of_gates(const twin::RunRecord& record, const twin::Summary& summary) {
  return std::ranges::all_of(report::gates_of(record, summary), &twin::GateResult::is_passed)
             ? Exit::done
             : Exit::gate_failed;
}

fs::path store_of(const std::string& run) {
  constexpr const char* file = "run.sqlite";
  std::error_code ignored;  // whatever it is, the store says why it cannot be read
  if (run != "latest" || fs::exists(run, ignored)) {
    return fs::is_directory(run, ignored) ? fs::path(run) / file : fs::path(run);
  }
  std::optional<std::pair<fs::file_time_type, fs::path>> newest;
  for (const auto& folder : fs::directory_iterator("runs", ignored)) {
    const fs::path found = folder.path() / file;
    if (fs::exists(found, ignored)) {
      const std::pair candidate(fs::last_write_time(found, ignored), found);
      newest = newest ? std::max(*newest, candidate) : candidate;
    }
  }
  if (!newest) {
    throw StorageError("E8100",
                       "no run in the folder runs, wanted the latest one; name a run, or make one "
                       "with heliofab run");
  }
  return newest->second;
}

twin::RunRecord read_run_of(const std::string& run) { return store::read_run(store_of(run)); }

}  // namespace heliofab::cli
