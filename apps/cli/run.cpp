// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/io/write.hpp"
#include "heliofab/report/html_report.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/store/record_field.hpp"
#include "heliofab/store/run_store.hpp"
#include "heliofab/twin/line_plan.hpp"
#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"
#include "record_yields.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;

struct RunOptions {
  std::string plan;
  std::vector<std::string> overrides;
  std::optional<std::int64_t> days;
  std::optional<std::int64_t> seed;
  std::string out;
  bool force = false;
  std::string records = "full";
  std::size_t threads = 0;
  bool what_if = false;
  std::vector<std::string> products;
  bool json = false;
};

constexpr std::array run_files{"run.sqlite", "run.sqlite-wal", "run.sqlite-shm",
                               "plan.yaml",  "summary.json",   "report.html"};

// The folder that a run goes to, empty of any run.
fs::path prepare_folder(const RunOptions& o) {
  fs::path folder = o.out;
  if (o.out.empty()) {
    folder = fs::path("runs") / (o.plan == "-" ? "stdin" : fs::path(o.plan).stem().string());
  }
  make_folder(folder);
  std::error_code failed;
  for (const char* name : run_files) {
    if (!fs::exists(folder / name, failed)) {
      continue;
    }
    if (!o.force) {
      throw StorageError("E5103", fmt::format("{} holds a run already ({}); give another folder "
                                              "with --out, or --force to replace it",
                                              folder.string(), name));
    }
    fs::remove(folder / name, failed);
    if (failed) {
      throw StorageError("E5104", fmt::format("{}: cannot replace it: {}", (folder / name).string(),
                                              failed.message()));
    }
  }
  return folder;
}

std::vector<std::string> overrides_of(const RunOptions& o) {
  std::vector<std::string> overrides = o.overrides;
  if (o.days) {
    overrides.push_back(fmt::format("days={}", *o.days));
  }
  if (o.seed) {
    overrides.push_back(fmt::format("seed={}", *o.seed));
  }
  return overrides;
}

// Where a run goes: its folder and its store, as far as they are wanted.
struct RunFiles {
  fs::path folder;
  std::optional<store::RunStore> store;
};

RunFiles open_files(const RunOptions& o, const std::string& plan_text,
                    const twin::Provenance& provenance) {
  RunFiles files;
  if (o.records != "none") {
    files.folder = prepare_folder(o);
    write_file(files.folder / "plan.yaml", plan_text);
    if (o.records == "full") {
      files.store.emplace(store::RunStore::create(files.folder / "run.sqlite", provenance));
    }
  }
  return files;
}

std::string next_step(const RunOptions& o, const fs::path& folder, bool is_line) {
  return o.records == "none"      ? "the same without --records none keeps the run, to look into it"
         : o.records == "summary" ? opening(folder / "report.html")
                                  : fmt::format("heliofab show {} {}", shell_word(folder.string()),
                                                is_line ? "oee" : "waterfall");
}

// Closes the store, writes what is made of the record and prints it.
Exit finish(const RunOptions& o, RunFiles files, const twin::RunRecord& record) {
  files.store.reset();
  const twin::Summary summary = twin::summarize(record);
  const std::string json = report::summary_json(record, summary).dump(2);
  if (o.records != "none") {
    write_file(files.folder / "summary.json", json + "\n");
    write_file(files.folder / "report.html", report::html_report(record, summary));
  }
  print(o.json ? json : report::text_summary(record, summary, output_style()));
  if (o.records != "none" && !o.json) {
    print(fmt::format("\nReport: {}", (files.folder / "report.html").string()));
  }
  if (!record.is_complete) {
    tell(fmt::format("heliofab: interrupted; {}",
                     o.records == "full" ? fmt::format("what was finished is in {}",
                                                       (files.folder / "run.sqlite").string())
                                         : "the figures are of what was finished"));
    return Exit::interrupted;
  }
  if (!o.json) {
    suggest(next_step(o, files.folder, record.modules.empty()));
  }
  return exit_of_gates(record, summary);
}

// Adds what products of the modules deliver to the record and its store.
RunYields add_yields(const std::vector<ProductFile>& products, const twin::ReferenceData& data,
                     ReadRun& run, RunFiles& files) {
  if (products.empty() || !run.record.is_complete) {
    return {};
  }
  Progress progress;
  RunYields yields = solve_yields(products, run, data, &progress);
  if (files.store) {
    files.store.reset();  // one writer at a time
    store::record_field(files.folder / "run.sqlite", yields.rows, {});
  }
  run.record.yields = yields.rows;
  return yields;
}

Exit simulate_line(const RunOptions& o, const io::Document& document) {
  const io::Read<twin::LinePlan> plan = twin::read_line_plan(document);
  const twin::Provenance provenance =
      twin::complete({.version = version(), .command = command_line()}, plan.value, plan.inputs);
  catch_interrupts();
  RunFiles files = open_files(o, io::write_yaml("fab", plan.value, plan.inputs), provenance);
  Progress progress;
  twin::RunRecord changes;
  twin::BatchSink keep;
  if (files.store) {
    keep = [&](const twin::RunRecord& batch) { files.store->add(batch); };
  }
  if (o.what_if) {
    changes.what_ifs = twin::what_if_rows(plan.value, &progress);
    if (keep) {
      keep(changes);
    }
  }
  twin::RunRecord record = twin::simulate(plan.value, plan.inputs, provenance, &progress, keep);
  twin::append(record, std::move(changes));
  return finish(o, std::move(files), record);
}

Exit simulate_fab(const RunOptions& o, const io::Document& document) {
  io::Read<twin::FabPlan> plan = twin::read_plan(document);
  tell(plan.warnings);
  const std::vector<ProductFile> products = read_products(o.products, plan.value);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const twin::Provenance provenance = twin::complete(
      {.version = version(), .command = command_line()}, plan.value, plan.inputs, data);
  catch_interrupts();
  RunFiles files = open_files(o, io::write_yaml("fab", plan.value, plan.inputs), provenance);
  twin::RunRecord changes;
  twin::RunRecord record;
  {
    Progress progress;
    const auto keep = [&](const twin::RunRecord& batch) {
      if (files.store) {
        files.store->add(batch);
      }
    };
    if (o.what_if) {
      changes.what_ifs = twin::what_if_rows(plan.value, &progress);
      keep(changes);
    }
    record = twin::simulate(plan.value, plan.inputs, data, provenance, &progress, keep);
  }
  twin::append(record, std::move(changes));
  ReadRun run{std::move(record), std::move(plan.value)};
  const RunYields yields = add_yields(products, data, run, files);
  const Exit exit = finish(o, std::move(files), run.record);
  if (yields.failed) {
    std::rethrow_exception(yields.failed);
  }
  if (yields.is_stopped) {
    tell("heliofab: interrupted; the record does not say what every product delivers");
    return Exit::interrupted;
  }
  return exit;
}

// That there is something to make products of, and somewhere to say what they deliver.
void check_products(const RunOptions& o, const io::Document& document) {
  if (!o.products.empty() && twin::is_line_plan(document)) {
    throw InputError("E6204", "--yield", "a line alone makes no modules",
                     "take the plan of a fab, or leave it out");
  }
  if (!o.products.empty() && o.records == "none") {
    throw InputError("E6204", "--yield", "no record is kept that could say it",
                     "leave out --records none");
  }
}

Exit simulate_plan(const RunOptions& o) {
  const ThreadLimit threads(o.threads);
  const io::Document document = read_input(o.plan, overrides_of(o));
  check_products(o, document);
  return twin::is_line_plan(document) ? simulate_line(o, document) : simulate_fab(o, document);
}

}  // namespace

void add_run(CLI::App& app, Exit& status) {
  auto o = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand(
      "run",
      "Simulate a fab: every module one by one, from the web to the flash test.\n\n"
      "Examples:\n"
      "  heliofab run data/fabs/fab2-2010.yaml\n"
      "  heliofab run data/fabs/fab2-2010.yaml --days 30 --seed 7 --out runs/june\n"
      "  heliofab run data/fabs/fab2-2010.yaml --set process.recipe.absorber.ggi=0.28\n"
      "  heliofab run data/fabs/fab2-2010.yaml --json --records none | jq .line_yield\n"
      "  heliofab run data/fabs/fab2-2010.yaml --yield data/products/portable.yaml\n"
      "  heliofab run data/fabs/line-12.yaml --what-if\n\n"
      "A plan without film and market is a line alone: parts, throughput, cycle time, with what\n"
      "happened to each part.\n"
      "Writes run.sqlite, plan.yaml, summary.json and report.html into a folder.\n");
  command->add_option("plan", o->plan, "plan of a fab; - reads standard input")->required();
  command->add_option("--days", o->days, "days to simulate, in place of the plan's")
      ->check(whole_number());
  command->add_option("--seed", o->seed, "of all random draws, in place of the plan's")
      ->check(whole_number());
  command->add_option("--set", o->overrides, "key=value, laid over the plan; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--out", o->out, "folder of the run [runs/NAME-OF-PLAN]");
  command->add_flag("--force", o->force, "replace a run that is in the folder");
  command
      ->add_option("--records", o->records,
                   "none: write no file; summary: no run.sqlite; full [full]")
      ->check(one_of({"none", "summary", "full"}));
  command->add_option("--threads", o->threads, "worker threads; 0: all cores [0]")
      ->check(count_from_0());
  command->add_flag("--what-if", o->what_if,
                    "also tell what one more tool, one more shift or an hour more of uptime of the "
                    "line would bring");
  command
      ->add_option("--yield", o->products,
                   "a product: the record then also says what the modules deliver in it; may be "
                   "repeated")
      ->allow_extra_args(false);
  command->add_flag("--json", o->json, "print the summary as JSON");
  command->callback([o, &status] { status = simulate_plan(*o); });
}

}  // namespace heliofab::cli
