// SPDX-License-Identifier: Apache-2.0
// The film that a page sends.
#include <sstream>

#include "sample_site.hpp"

namespace heliofab::server {
namespace {

class Films : public SampleSite {
 protected:
  using Stage = FilmState::Stage;

  Response post(Site& at, const std::string& action, const std::string& body,
                const std::string& secret = "secret") {
    Request sent = request("/api/v1/film/" + action, "POST");
    sent.headers.emplace_back("x-film", secret);
    sent.body = body;
    return answer_of(at, sent);
  }
  std::string file() const {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  std::filesystem::path path = scratch.folder() / "film.webm";
  FilmDesk desk{path, 100, "secret"};
  Site studio{{.store = store("june"), .film = &desk}};
};

TEST_F(Films, ArePutTogetherFromPiecesAtTheirPlaces) {
  EXPECT_EQ(post(studio, "hello", R"({"renderer": "llvmpipe"})").status, 204);
  EXPECT_EQ(post(studio, "chunk", "----").status, 204);
  EXPECT_EQ(post(studio, "chunk?at=4", "film").status, 204);
  EXPECT_EQ(post(studio, "chunk?at=0", "head").status, 204) << "muxers go back";
  EXPECT_EQ(post(studio, "chunk", "!").status, 204) << "at the end";
  EXPECT_EQ(post(studio, "progress", R"({"frame": 3, "frames": 9})").status, 204);
  EXPECT_EQ(desk.state().stage, Stage::filming);
  EXPECT_EQ(desk.state().frame, 3);
  EXPECT_EQ(post(studio, "done", R"({"captions": "WEBVTT\n"})").status, 204);
  const FilmState state = desk.state();
  EXPECT_EQ(state.stage, Stage::done);
  EXPECT_EQ(state.captions, "WEBVTT\n");
  EXPECT_EQ(state.renderer, "llvmpipe");
  EXPECT_EQ(state.bytes, 9);
  desk.close();
  EXPECT_EQ(file(), "headfilm!");
  EXPECT_EQ(post(studio, "chunk", "late").status, 409);
}

TEST_F(Films, AreMadeByThePageThatKnowsTheSecret) {
  EXPECT_EQ(words_of(post(studio, "hello", "{}", "guess")),
            "403 E9004 x-film: this page does not make the film; only the page that heliofab tour "
            "--video opened does");
  EXPECT_EQ(post(studio, "chunk", "film", "").status, 403);
  EXPECT_EQ(desk.state().stage, Stage::waiting);
  desk.begin_again("another");
  EXPECT_EQ(post(studio, "hello", "{}").status, 403) << "the page of the first attempt";
  EXPECT_EQ(post(studio, "hello", "{}", "another").status, 204);
}

TEST_F(Films, StayWithinTheirBounds) {
  for (const char* at : {"chunk?at=99", "chunk?at=101", "chunk?at=18446744073709551615",
                         "chunk?at=-1", "chunk?at=x"}) {
    desk.begin_again("secret");
    post(studio, "hello", "{}");
    EXPECT_EQ(post(studio, at, "four").status, 413) << at;
    EXPECT_EQ(desk.state().stage, Stage::failed) << at;
  }
  desk.close();
  EXPECT_EQ(file(), "");
}

TEST_F(Films, TellWhyTheyFailed) {
  EXPECT_EQ(post(studio, "failed", R"({"message": "no WebGL"})").status, 204);
  EXPECT_EQ(desk.state().stage, Stage::failed);
  EXPECT_EQ(desk.state().message, "no WebGL");
}

TEST_F(Films, TakeNothingButObjects) {
  for (const char* body : {"", "[]", "{", "3", "\xff"}) {
    EXPECT_EQ(post(studio, "hello", body).status, 400) << body;
  }
  EXPECT_EQ(post(studio, "progress", R"({"frame": -1, "frames": "x"})").status, 204);
  EXPECT_EQ(desk.state().frame, 0);
  EXPECT_EQ(post(studio, "explode", "{}").status, 404);
}

TEST_F(Films, BeginOnlyWhereNoFileIs) { EXPECT_THROW(FilmDesk(path, 100, "x"), StorageError); }

}  // namespace
}  // namespace heliofab::server
