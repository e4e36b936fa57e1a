// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace heliofab::cli {

const char* const tiny_fab = R"(heliofab: 1
fab:
  name: "a tiny fab"
  start: 2010-05-31
  days: 3
  seed: 7
  process: {aperture_width: 22 mm}
  products:
    strip: {stripes: along, length: 1 m, pitch: 5 mm, margin: 20 mm}
  line: {roll_length: 40 m}
  market:
    segments:
      all: {product: strip, demand: 20 kW/month, price: 3 USD/W}
)";

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "heliofab-cli-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no scratch folder");
  }
  folder_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Scratch::write(const std::string& name, std::string_view text) const {
  fs::create_directories(file(name).parent_path());
  std::ofstream(file(name), std::ios::binary) << text;
}

std::string Scratch::read(const std::string& name) const {
  std::ifstream in(file(name), std::ios::binary);
  if (!in) {
    throw std::runtime_error("no file " + file(name).string());
  }
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> Scratch::lines(const std::string& name) const {
  std::istringstream text(read(name));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Scratch::names(const std::string& folder) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_ / folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

namespace {

void redirect(const fs::path& file, int flags, int descriptor) {
  const int opened = open(file.c_str(), flags, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) {
    _exit(125);
  }
}

// The child's side of a call; never returns.
[[noreturn]] void become(const Call& call, const Scratch& streams) {
  redirect(streams.file("in"), O_RDONLY, STDIN_FILENO);
  redirect(streams.file("out"), O_WRONLY, STDOUT_FILENO);
  redirect(streams.file("err"), O_WRONLY, STDERR_FILENO);
  if (!call.folder.empty() && chdir(call.folder.c_str()) != 0) {
    _exit(125);
  }
  for (const auto& [name, value] : call.environment) {
    value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
  }
  if (call.obeys_modes) {
    constexpr unsigned long dac_override = 1;  // CAP_DAC_OVERRIDE, lost with the next exec
    prctl(PR_CAPBSET_DROP, dac_override, 0UL, 0UL, 0UL);
  }
  std::string name = call.program.string();
  std::vector<std::string> words = call.words;
  std::vector<char*> arguments{name.data()};
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  execv(name.c_str(), arguments.data());
  _exit(126);
}

}  // namespace

Program::Program(const Call& call) {
  streams_.write("in", call.input);
  streams_.write("out", "");
  streams_.write("err", "");
  pid_ = fork();
  if (pid_ < 0) {
    throw std::runtime_error("no process");
  }
  if (pid_ == 0) {
    become(call, streams_);
  }
}

Program::~Program() {
  if (pid_ > 0) {
    send(SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
}

void Program::send(int signal) const { kill(pid_, signal); }

bool Program::wait_until(const std::function<bool()>& holds) {
  while (!holds()) {
    if (waitpid(pid_, &raw_status_, WNOHANG) == pid_) {
      pid_ = -1;
      return false;
    }
    const timespec pause{.tv_sec = 0, .tv_nsec = 5'000'000};
    nanosleep(&pause, nullptr);
  }
  return true;
}

Outcome Program::wait() {
  if (pid_ > 0) {
    while (waitpid(pid_, &raw_status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }
  return {.status = WIFEXITED(raw_status_) ? WEXITSTATUS(raw_status_) : 128 + WTERMSIG(raw_status_),
          .out = streams_.read("out"),
          .err = streams_.read("err")};
}

Call call_in(const fs::path& folder, std::vector<std::string> words) {
  return {.words = std::move(words),
          .folder = folder,
          .environment = {{"HELIOFAB_DATA", HELIOFAB_SOURCE_DIR "/data"},
                          {"LC_ALL", "C.UTF-8"},
                          {"COLUMNS", ""},
                          {"NO_COLOR", ""}}};
}

Call Cli::call(std::vector<std::string> words) const {
  return call_in(scratch.folder(), std::move(words));
}

Outcome Cli::run(const Call& call) { return Program(call).wait(); }

Outcome Cli::heliofab(std::vector<std::string> words) const { return run(call(std::move(words))); }

Outcome Cli::heliofab_reading(const std::string& input, std::vector<std::string> words) const {
  Call reading = call(std::move(words));
  reading.input = input;
  return run(reading);
}

void Cli::expect_refusal(std::vector<std::string> words, const std::string& text) const {
  const Outcome outcome = heliofab(std::move(words));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, text);
}

namespace {

// What takes longer than two seconds tells of its progress, on a machine that is busy anything.
std::string without_progress(const std::string& text) {
  std::istringstream lines(text);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    rest += line.starts_with("progress ") ? "" : line + "\n";
  }
  return rest;
}

}  // namespace

std::string CliOf::text_of(std::vector<std::string> words) const {
  words.insert(words.begin(), command_);
  const Outcome outcome = heliofab(std::move(words));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(without_progress(outcome.err), "");
  return outcome.out;
}

Json CliOf::json_of(std::vector<std::string> words) const {
  words.emplace_back("--json");
  return Json::parse(text_of(std::move(words)));
}

void CliOf::expect_refusal(std::vector<std::string> words, const std::string& text) const {
  words.insert(words.begin(), command_);
  Cli::expect_refusal(std::move(words), text);
}

std::vector<std::string> query(const fs::path& database, const std::string& sql) {
  sqlite3* opened = nullptr;
  sqlite3_open_v2(database.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  std::vector<std::string> rows;
  const auto keep = [](void* out, int n, char** values, char**) {
    std::string row;
    for (int i = 0; i < n; ++i) {
      row.append(i == 0 ? "" : "|").append(values[i] == nullptr ? "NULL" : values[i]);
    }
    static_cast<std::vector<std::string>*>(out)->push_back(row);
    return 0;
  };
  sqlite3_exec(opened, sql.c_str(), keep, &rows, nullptr);
  sqlite3_close(opened);
  return rows;
}

}  // namespace heliofab::cli
