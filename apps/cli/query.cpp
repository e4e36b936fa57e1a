// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/report/answer_rows.hpp"
#include "heliofab/store/rows.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

struct QueryOptions {
  std::string run;
  std::string sql;
  std::string format;
  std::int64_t rows = -1;  // below 0: by format; 0: all
  double seconds = 60;
  bool tables = false;
  bool json = false;
};

constexpr std::int64_t rows_for_people = 1000;

std::string format_of(const QueryOptions& o) {
  return o.json ? "json" : !o.format.empty() ? o.format : output_is_terminal() ? "box" : "csv";
}

// Rows as they come, so that a million of them need no memory.
class RowWriter {
 public:
  RowWriter(bool is_json, const std::vector<std::string>& columns)
      : is_json_(is_json), columns_(columns) {
    is_json_ ? static_cast<void>(std::cout << "[") : store::write_csv_header(std::cout, columns);
  }
  void add(const std::vector<store::Value>& row) {
    if (is_json_) {
      std::cout << (is_first_ ? "\n  " : ",\n  ") << store::row_json(columns_, row).dump();
      is_first_ = false;
    } else {
      store::write_csv_row(std::cout, row);
    }
  }
  void end() { std::cout << (is_json_ ? is_first_ ? "]\n" : "\n]\n" : "") << std::flush; }

 private:
  bool is_json_;
  bool is_first_ = true;
  const std::vector<std::string>& columns_;
};

void print_answer(const QueryOptions& o, store::Answer& answer) {
  const std::string format = format_of(o);
  const bool is_for_people = format == "box" || format == "markdown";
  const std::int64_t most = o.rows >= 0 ? o.rows : is_for_people ? rows_for_people : 0;
  report::AnswerRows kept{answer.columns(), {}};
  std::unique_ptr<RowWriter> writer;
  if (!is_for_people) {
    writer = std::make_unique<RowWriter>(format == "json", answer.columns());
  }
  std::int64_t count = 0;
  bool is_cut = false;
  while (const std::vector<store::Value>* row = answer.next()) {
    if (most > 0 && count == most) {
      is_cut = true;
      break;
    }
    ++count;
    writer ? writer->add(*row) : kept.rows.push_back(*row);
  }
  if (writer) {
    writer->end();
  } else {
    print(format == "box" ? report::answer_box(kept, output_style())
                          : report::answer_markdown(kept));
  }
  if (is_cut) {
    tell(fmt::format("heliofab: the first {} rows; --rows 0 shows all", most));
  } else if (format == "box") {
    remark(fmt::format("{} row{}", count, count == 1 ? "" : "s"));
    if (o.format.empty()) {
      suggest(command_line() + " -f csv > answer.csv");
    }
  }
}

void answer_query(const QueryOptions& o) {
  store::RunReader reader(store_of(o.run));
  if (o.tables || o.sql.empty()) {
    if (!o.tables) {
      throw InputError("E6204", "query", "found no SQL",
                       "heliofab query RUN --tables lists tables and columns");
    }
    const auto tables = reader.tables();
    o.json ? print_json(report::tables_json(tables))
           : print(report::tables_text(tables, output_style()));
    suggest(fmt::format("heliofab query {} 'SELECT serial, pmax_W, bin FROM flashes LIMIT 10'",
                        shell_word(o.run)));
    return;
  }
  store::Answer answer = reader.ask(o.sql, std::chrono::duration<double>(o.seconds));
  print_answer(o, answer);
}

}  // namespace

void add_query(CLI::App& app, Exit&) {
  auto o = std::make_shared<QueryOptions>();
  CLI::App* command = app.add_subcommand(
      "query",
      "Ask the store of a run in SQL. It is read and never changed.\n\n"
      "Examples:\n"
      "  heliofab query latest --tables\n"
      "  heliofab query latest \"SELECT bin, count(*), avg(pmax_W) FROM flashes GROUP BY bin\"\n"
      "  heliofab query runs/june \"SELECT * FROM web_totals\" -f markdown\n"
      "  heliofab query runs/june \"SELECT * FROM modules\" -f csv > modules.csv\n\n"
      "Times are microseconds: datetime(made / 1000000, 'unixepoch') shows one.\n");
  command->add_option("run", o->run, run_help)->required();
  command->add_option("sql", o->sql, "one SELECT");
  command
      ->add_option("-f,--format", o->format,
                   "box, csv, json or markdown [box on a terminal, else csv]")
      ->check(one_of({"box", "csv", "json", "markdown"}));
  command->add_flag("--tables", o->tables, "list tables and columns with unit and meaning");
  command
      ->add_option("--rows", o->rows,
                   "rows to show at most; 0: all [1000 in a box or Markdown, else all]")
      ->check(count_from_0());
  command->add_option("--seconds", o->seconds, "that an answer may take [60]")
      ->check(plain_number());
  command->add_flag("--json", o->json, "the same as -f json");
  command->callback([o] { answer_query(*o); });
}

}  // namespace heliofab::cli
