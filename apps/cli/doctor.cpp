// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include <dlfcn.h>
#include <fmt/format.h>
#include <hwy/highway.h>
#include <sqlite3.h>
#include <unistd.h>

#include "browser.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/server/site.hpp"
#include "heliofab/twin/reference_data.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;

constexpr double least_disk_gb = 1;  // a run of some months with all its records takes less

// What was looked at: needed to work at all, or for one thing alone.
struct Finding {
  std::string name;
  bool is_good = true;
  bool is_needed = true;
  std::string found;
  std::string cure = {};  // of what is not good: what to type

  std::string_view state() const { return is_good ? "ok" : is_needed ? "missing" : "optional"; }
};

Finding data_found() {
  Finding finding{
      .name = "data", .found = {}, .cure = "export HELIOFAB_DATA=FOLDER-OF-HELIOFAB/data"};
  try {
    const fs::path folder = data_folder();
    finding.found = folder.string();
    finding.found += ", hash " + twin::read_reference_data(folder).hash;
  } catch (const InputError& error) {
    const Diagnostic& first = error.diagnostics().front();
    finding.is_good = false;
    finding.found = fmt::format("{} [{}]", first.message, first.code);
  }
  return finding;
}

// Runs go to runs/ of this folder unless --out says otherwise.
Finding disk_found() {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  const fs::space_info space = fs::space(here, failed);
  const double free_gb = failed ? 0 : static_cast<double>(space.available) * 1e-9;
  const bool may_write = access(here.c_str(), W_OK) == 0;
  return {.name = "disk",
          .is_good = may_write && free_gb >= least_disk_gb,
          .found = may_write ? fmt::format("{:.1f} GB free in {}", free_gb, here.string())
                             : fmt::format("{} cannot be written", here.string()),
          .cure = "heliofab run PLAN --out FOLDER-ON-A-LARGER-DISK"};
}

Finding program_found(std::string name, std::initializer_list<std::string_view> names,
                      std::string_view purpose) {
  const fs::path file = find_program(names);
  return {.name = name,
          .is_good = !file.empty(),
          .is_needed = false,
          .found = file.empty() ? fmt::format("not found; {}", purpose) : file.string(),
          .cure = "sudo apt-get install " + name};
}

Finding library_found(std::string package, const char* library, std::string_view purpose) {
  void* const handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
  const bool is_there = handle != nullptr;
  if (is_there) {
    dlclose(handle);
  }
  return {.name = package,
          .is_good = is_there,
          .is_needed = false,
          .found = is_there ? library : fmt::format("not found; {}", purpose),
          .cure = "sudo apt-get install " + package};
}

// It can only be built where the sources are.
Finding page_found() {
  const bool is_there = server::has_page();
  return {.name = "page of tour",
          .is_good = is_there,
          .is_needed = false,
          .found = is_there ? "part of this program" : "not part of this program",
          .cure = "tools/build-tour && tools/build dev"};
}

Finding locale_found() {
  const bool is_ascii = output_style().ascii;
  return {.name = "locale",
          .is_good = !is_ascii,
          .is_needed = false,
          .found = is_ascii ? "not UTF-8: text is printed in ASCII" : "UTF-8",
          .cure = "export LC_ALL=C.UTF-8"};
}

Finding terminal_found() {
  const report::TextStyle style = output_style();
  return {.name = "terminal",
          .found = isatty(STDOUT_FILENO) == 1 ? fmt::format("{} columns, {}", style.width,
                                                            style.color ? "colours" : "no colours")
                                              : "standard output is none"};
}

std::vector<Finding> findings() {
  const std::int64_t targets = hwy::SupportedTargets();  // the best is the lowest bit
  return {data_found(),
          disk_found(),
          {.name = "cores", .found = fmt::format("{}", std::thread::hardware_concurrency())},
          {.name = "instructions", .found = hwy::TargetName(targets & -targets)},
          {.name = "sqlite", .found = sqlite3_libversion()},
          program_found("chromium", {"chromium", "chromium-browser", "google-chrome"},
                        "a browser shows the pages of report and tour, and draws tour --video"),
          library_found("libegl1", "libEGL.so.1",
                        "without it chromium draws tour --video with its own renderer, three times "
                        "as slowly"),
          page_found(),
          program_found("ngspice", {"ngspice"},
                        "it solves the networks of module --netlist and export --spice"),
          locale_found(),
          terminal_found()};
}

void print_findings(const std::vector<Finding>& all) {
  std::string text = fmt::format("heliofab {}\n", version());
  for (const Finding& f : all) {
    text += fmt::format("  {:<9} {:<13} {}\n", f.state(), f.name, f.found);
    if (!f.is_good) {
      text += fmt::format("  {:<23} mend it with: {}\n", "", f.cure);
    }
  }
  print(text);
}

io::Json to_json(const std::vector<Finding>& all, bool is_ready) {
  return io::Json::object({{"version", version()},
                           {"ready", is_ready},
                           {"findings", io::Json::array_of(all, [](const Finding& f) {
                              return io::Json::object(
                                  {{"name", f.name},
                                   {"state", f.state()},
                                   {"found", f.found},
                                   {"cure", f.is_good ? io::Json() : io::Json(f.cure)}});
                            })}});
}

}  // namespace

void add_doctor(CLI::App& app, Exit& status) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("doctor",
                         "Say what is installed, what is missing, and how to mend it.\n\n"
                         "Ends with 1 when something is missing that all work needs.\n\n"
                         "Examples:\n"
                         "  heliofab doctor\n"
                         "  heliofab doctor --json\n");
  command->add_flag("--json", *json, "print the findings as JSON");
  command->callback([json, &status] {
    const std::vector<Finding> all = findings();
    const bool is_ready =
        std::ranges::none_of(all, [](const Finding& f) { return f.is_needed && !f.is_good; });
    if (*json) {
      print_json(to_json(all, is_ready));
    } else {
      print_findings(all);
    }
    if (!is_ready) {
      status = Exit::gate_failed;
    } else if (!*json) {
      suggest("heliofab new fab2");
    }
  });
}

}  // namespace heliofab::cli
