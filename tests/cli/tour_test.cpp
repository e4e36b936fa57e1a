// SPDX-License-Identifier: Apache-2.0
// `heliofab tour`: what it refuses, and films with a stand-in for the browser. The server itself is
// tried by tools/validate-server and tests/server.
#include <csignal>
#include <memory>
#include <thread>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

class Tour : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<Scratch>();
    shared->write("tiny.yaml", tiny_fab);
    const Outcome made = of({"run", "tiny.yaml", "--out", "runs/tiny"});
    ASSERT_EQ(made.status, 0) << made.err;
    const Json doctor = Json::parse(of({"doctor", "--json"}).out);
    for (const Json& one : doctor["findings"]) {
      has_page |= one["name"] == "page of tour" && one["state"] == "ok";
    }
  }
  static void TearDownTestSuite() { shared.reset(); }
  void TearDown() override {
    for (const std::string& name : shared->names()) {
      EXPECT_TRUE(name == "tiny.yaml" || name == "runs" || name == "log") << name << " is left";
      if (name != "tiny.yaml" && name != "runs") {
        fs::remove(shared->file(name));
      }
    }
  }

  static Call call(std::vector<std::string> words, const std::string& browser = "") {
    return {.words = std::move(words),
            .folder = shared->folder(),
            .environment = {{"HELIOFAB_DATA", HELIOFAB_SOURCE_DIR "/data"},
                            {"HELIOFAB_BROWSER", HELIOFAB_SOURCE_DIR "/tests/cli/fake_browser.py"},
                            {"FAKE_BROWSER", browser},
                            {"FAKE_LOG", shared->file("log").string()},
                            {"HELIOFAB_TOKEN", ""}}};
  }
  static Outcome of(std::vector<std::string> words, const std::string& browser = "") {
    return Program(call(std::move(words), browser)).wait();
  }
  static void expect_refusal(std::vector<std::string> words, const std::string& text) {
    const Outcome outcome = of(std::move(words));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, text);
  }
  // Process, folder and address of the browser that was started last.
  static std::vector<std::string> log() { return shared->lines("log"); }
  static void expect_no_browser() {
    EXPECT_NE(kill(-std::stoi(log().at(0)), 0), 0) << "the browser or a helper of it lives";
    EXPECT_FALSE(fs::exists(log().at(1))) << "its folder is left";
  }

  static inline std::unique_ptr<Scratch> shared;
  static inline bool has_page = false;
};

class Film : public Tour {
 protected:
  void SetUp() override {
    if (!has_page) {
      GTEST_SKIP() << "the page is not part of this program: tools/build-tour";
    }
  }
};

TEST_F(Tour, KeepsToItsOwnMachineWithoutAToken) {
  expect_refusal({"tour", "runs/tiny", "--host", "0.0.0.0"},
                 "error: host: others reach this machine at 0.0.0.0, and no token keeps them out "
                 "[E9000]\n"
                 "      note: add --token TEXT, or leave --host out to serve this machine "
                 "alone\n");
  expect_refusal({"tour", "runs/tiny", "--token", "secret"},
                 "error: token: found 6 characters, wanted at least 16, all of them letters, "
                 "digits, '-' or '_' [E9001]\n"
                 "      note: openssl rand -hex 16 makes one\n");
}

TEST_F(Tour, RefusesWhatItCannotServeOrFilm) {
  EXPECT_EQ(of({"tour", "runs/none"}).status, 5);
  expect_refusal({"tour", "runs/tiny", "--port", "70000"},
                 "error: --port: found '70000', wanted 0 to 65535 [E6204]\n"
                 "      note: heliofab tour --help shows examples\n");
  expect_refusal({"tour", "runs/tiny", "--video", "a.avi"},
                 "error: a.avi: found the ending '.avi', wanted .webm or .mp4 [E9024]\n"
                 "      note: the ending says what is made\n");
  expect_refusal({"tour", "runs/tiny", "--shot", "cigs", "a.jpg"},
                 "error: a.jpg: found the ending '.jpg', wanted .png [E9024]\n"
                 "      note: the ending says what is made\n");
  for (const char* size :
       {"1280", "1280x", "1281x720", "100x90", "1280x720x3", "4000x2000", "-2x90"}) {
    expect_refusal({"tour", "runs/tiny", "--video", "a.webm", "--size", size},
                   std::string("error: size: found '") + size +
                       "', wanted WIDTHxHEIGHT, both even, from 160x90 to 3840x2160 [E9024]\n"
                       "      note: --size 1280x720\n");
  }
}

TEST_F(Tour, SaysHowThePageIsBuiltWhereAFilmNeedsIt) {
  if (has_page) {
    GTEST_SKIP() << "the page is part of this program";
  }
  expect_refusal({"tour", "runs/tiny", "--video", "a.webm"},
                 "error: tour: the page is not part of this program, wanted it for a film [E9023]\n"
                 "      note: tools/build-tour && tools/build dev makes a program with it\n");
}

TEST_F(Film, PutsTogetherWhatThePageSends) {
  const Outcome made = of({"tour", "runs/tiny", "--video", "a.webm", "--fps", "15", "--seconds",
                           "4", "--size", "320x180", "--look", "plain"},
                          "works");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.out, "a.webm\na.vtt\n");
  EXPECT_EQ(shared->read("a.webm"), "headfilm");
  EXPECT_EQ(shared->read("a.vtt"), "WEBVTT\n\n00:00.000 --> 00:04.000\nFAB 2\n");
  EXPECT_THAT(log().at(2), HasSubstr("/?film=1&run=tiny&size=320x180&fps=15&seconds=4&format=webm"
                                     "&look=plain"));
  expect_no_browser();
  const Outcome again = of({"tour", "runs/tiny", "--video", "a.webm"}, "works");
  EXPECT_EQ(again.status, 2);
  EXPECT_EQ(again.err,
            "error: a.webm: there is such a file already [E8140]\n"
            "      note: name another one, or add --force to replace it\n");
  EXPECT_EQ(of({"tour", "runs/tiny", "--video", "a.webm", "--force"}, "works").status, 0);
  fs::remove(shared->file("a.webm"));
  fs::remove(shared->file("a.vtt"));
}

TEST_F(Film, DrawsWithTheBrowsersOwnRendererWhereTheSystemHasNone) {
  const Outcome made = of({"tour", "runs/tiny", "--shot", "cigs", "a.png"}, "draws slowly");
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(shared->read("a.png"), "headfilm");
  EXPECT_THAT(log().at(2), HasSubstr("&station=cigs"));
  expect_no_browser();
  fs::remove(shared->file("a.png"));
  fs::remove(shared->file("a.vtt"));
}

TEST_F(Film, SaysWhyItFailed) {
  const std::string browser = HELIOFAB_SOURCE_DIR "/tests/cli/fake_browser.py";
  const Outcome dead = of({"tour", "runs/tiny", "--video", "a.webm"}, "dies");
  EXPECT_EQ(dead.status, 2);
  EXPECT_EQ(dead.err, "error: browser: " + browser +
                          " draws nothing: no display [E9021]\n"
                          "      note: sudo apt-get install chromium libegl1; heliofab doctor "
                          "says what is missing\n");
  expect_no_browser();
  const Outcome blind = of({"tour", "runs/tiny", "--video", "a.webm"}, "cannot draw");
  EXPECT_THAT(blind.err, HasSubstr("draws nothing: this browser has no WebGL 2 [E9021]"));
  expect_no_browser();
  const Outcome lost = of({"tour", "runs/tiny", "--shot", "attic", "a.png"}, "fails");
  EXPECT_EQ(lost.status, 2);
  EXPECT_EQ(lost.err,
            "error: film: nothing of the tour is called 'attic' [E9022]\n"
            "      note: the page that films said so\n");
  expect_no_browser();
}

TEST_F(Film, NeedsABrowser) {
  Call without = call({"tour", "runs/tiny", "--video", "a.webm"});
  without.environment["HELIOFAB_BROWSER"] = "";
  without.environment["PATH"] = "/nowhere";
  const Outcome none = Program(without).wait();
  EXPECT_EQ(none.status, 2);
  EXPECT_EQ(none.err,
            "error: browser: found no chromium, chromium-browser or google-chrome in $PATH, wanted "
            "one to draw the film [E9020]\n"
            "      note: sudo apt-get install chromium libegl1\n");
  without.environment["HELIOFAB_BROWSER"] = "/nowhere/chromium";
  EXPECT_EQ(Program(without).wait().err,
            "error: browser: /nowhere/chromium cannot be started: No such file or directory "
            "[E9021]\n"
            "      note: sudo apt-get install chromium, or name another one in "
            "$HELIOFAB_BROWSER\n");
}

TEST_F(Film, LeavesNothingWhenItIsInterrupted) {
  Program filming(call({"tour", "runs/tiny", "--video", "a.webm"}, "stays"));
  ASSERT_TRUE(
      filming.wait_until([] { return fs::exists(shared->file("log")) && log().size() == 3; }));
  filming.send(SIGINT);
  const Outcome ended = filming.wait();
  EXPECT_EQ(ended.status, 130);
  EXPECT_EQ(ended.err, "heliofab: interrupted; nothing was written\n");
  expect_no_browser();
}

}  // namespace
}  // namespace heliofab::cli
