// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/types.h>

namespace heliofab::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A folder of a test's own, removed with all that is in it.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const fs::path& folder() const { return folder_; }
  fs::path file(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, std::string_view text) const;
  std::string read(const std::string& name) const;
  std::vector<std::string> lines(const std::string& name) const;
  /// Of a folder in it, sorted.
  std::vector<std::string> names(const std::string& folder = ".") const;

 private:
  fs::path folder_;
};

/// How a program ended.
struct Outcome {
  int status = -1;  // exit code; 128 + number of the signal that ended it
  std::string out;  // standard output
  std::string err;  // standard error
};

struct Call {
  std::vector<std::string> words;  // behind the program's name
  std::string input = {};          // of standard input
  fs::path folder = {};            // to work in
  fs::path program = HELIOFAB_PROGRAM;
  std::map<std::string, std::string> environment = {};  // beside the test's own; "" removes one
  bool obeys_modes = false;  // gives up the right to write where modes forbid it, for root's sake
};

/// A call in a folder, on the project's data and without colours.
Call call_in(const fs::path& folder, std::vector<std::string> words);

/// A program that is running. Its output goes to files, so that no pipe fills up.
class Program {
 public:
  explicit Program(const Call& call);
  ~Program();  // kills it, if it runs still
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void send(int signal) const;
  /// Waits until `holds` or the program has ended. False when it has ended.
  bool wait_until(const std::function<bool()>& holds);
  Outcome wait();

 private:
  Scratch streams_;
  pid_t pid_ = -1;
  int raw_status_ = -1;
};

/// A scratch folder with a tiny plan, and the program run inside it.
class Cli : public testing::Test {
 protected:
  Outcome heliofab(std::vector<std::string> words) const;
  /// With "-" among the words.
  Outcome heliofab_reading(const std::string& input, std::vector<std::string> words) const;
  /// That the words end with exit code 2, nothing on standard output and exactly this on standard
  /// error.
  void expect_refusal(std::vector<std::string> words, const std::string& text) const;
  /// A call to be changed and handed to `run`.
  Call call(std::vector<std::string> words) const;
  static Outcome run(const Call& call);

  Scratch scratch;
};

/// Runs of one command: words are those behind it. Those with an answer succeed and have nothing to
/// complain of.
class CliOf : public Cli {
 protected:
  explicit CliOf(std::string command) : command_(std::move(command)) {}
  std::string text_of(std::vector<std::string> words) const;
  Json json_of(std::vector<std::string> words) const;  // with --json
  void expect_refusal(std::vector<std::string> words, const std::string& text) const;

 private:
  std::string command_;
};

/// A fab that is simulated in some 4 s of processor time: three days, narrow web, short modules.
extern const char* const tiny_fab;

/// Rows of an answer of SQLite, columns joined by "|".
std::vector<std::string> query(const fs::path& database, const std::string& sql);

}  // namespace heliofab::cli
