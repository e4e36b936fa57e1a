// SPDX-License-Identifier: Apache-2.0
// What `heliofab doctor` finds, and how it says so.
#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

class Doctor : public CliOf {
 protected:
  Doctor() : CliOf("doctor") {}

  static Json finding(const Json& all, const std::string& name) {
    for (const Json& one : all["findings"]) {
      if (one["name"] == name) {
        return one;
      }
    }
    return {};
  }
};

TEST_F(Doctor, is_content_where_the_tests_run) {
  const Json all = json_of({});
  EXPECT_EQ(all["ready"], true);
  const std::string version = heliofab({"--version"}).out;
  const std::string hash = version.substr(version.find("data ") + 5, 32);
  EXPECT_EQ(finding(all, "data")["found"], HELIOFAB_SOURCE_DIR "/data, hash " + hash);
  for (const char* name : {"disk", "cores", "instructions", "sqlite", "locale", "terminal"}) {
    EXPECT_EQ(finding(all, name)["state"], "ok") << name;
    EXPECT_TRUE(finding(all, name)["cure"].is_null()) << name;
  }
}

TEST_F(Doctor, names_what_is_missing_with_its_cure_and_ends_with_1) {
  Call lost = call({"doctor"});
  lost.environment["HELIOFAB_DATA"] = "/nowhere";
  const Outcome outcome = run(lost);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("  missing   data          no folder with spectra"));
  EXPECT_THAT(outcome.out, HasSubstr("mend it with: export HELIOFAB_DATA="));
}

TEST_F(Doctor, does_not_fail_for_what_only_some_work_needs) {
  Call bare = call({"doctor", "--json"});
  bare.environment["PATH"] = "/nowhere";
  bare.environment["LC_ALL"] = "C";
  const Outcome outcome = run(bare);
  EXPECT_EQ(outcome.status, 0);
  const Json all = Json::parse(outcome.out);
  for (const char* name : {"chromium", "ngspice", "locale"}) {
    EXPECT_EQ(finding(all, name)["state"], "optional") << name;
  }
  EXPECT_EQ(finding(all, "ngspice")["cure"], "sudo apt-get install ngspice");
}

TEST_F(Doctor, warns_of_a_folder_that_takes_no_run) {
  const fs::path closed = scratch.file("closed");
  fs::create_directory(closed);
  fs::permissions(closed, fs::perms::owner_read | fs::perms::owner_exec);
  Call locked = call({"doctor", "--json"});
  locked.folder = closed;
  locked.obeys_modes = true;
  const Outcome outcome = run(locked);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(finding(Json::parse(outcome.out), "disk")["state"], "missing");
}

}  // namespace
}  // namespace heliofab::cli
