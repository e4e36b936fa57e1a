// SPDX-License-Identifier: Apache-2.0
// What every answer has: compression, tags, headers that keep browsers strict.
#include "../src/gzip.hpp"
#include "sample_site.hpp"

namespace heliofab::server {
namespace {

std::string header(const Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, &Pair::first);
  return found == response.headers.end() ? "" : found->second;
}

Response finished(const std::string& body, std::vector<Pair> headers = {}) {
  Response response;
  response.body = body;
  const Request request{.method = "GET", .target = "/", .headers = std::move(headers)};
  finish(request, response);
  return response;
}

const std::string long_text(5000, 'x');

TEST(Finish, CompressesWhatIsLongForWhoTakesIt) {
  const Response packed = finished(long_text, {{"accept-encoding", "br, gzip;q=0.8"}});
  EXPECT_EQ(header(packed, "content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 100);
  EXPECT_EQ(expanded(packed.body), long_text);
  for (const char* accepted : {"", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"}) {
    const Response plain = finished(long_text, {{"accept-encoding", accepted}});
    EXPECT_EQ(header(plain, "content-encoding"), "") << accepted;
    EXPECT_EQ(plain.body, long_text);
  }
  EXPECT_EQ(finished("short", {{"accept-encoding", "gzip"}}).body, "short");
}

TEST(Finish, ExpandsFilesForWhoTakesNoGzip) {
  Response file{.type = "text/css"};
  file.body = compressed(long_text);
  file.is_gzip = true;
  finish({.method = "GET", .target = "/assets/a.css"}, file);
  EXPECT_EQ(file.body, long_text);
  EXPECT_EQ(header(file, "content-encoding"), "");
}

TEST(Finish, AnswersThatNothingChanged) {
  const Response first = finished(long_text);
  const std::string tag = header(first, "etag");
  const Response packed =
      finished(long_text, {{"if-none-match", tag}, {"accept-encoding", "gzip"}});
  EXPECT_EQ(packed.status, 304);
  EXPECT_EQ(packed.body, "");
  EXPECT_EQ(finished(long_text, {{"if-none-match", "\"a\", " + tag}}).status, 304);
  EXPECT_EQ(finished(long_text + "y", {{"if-none-match", tag}}).status, 200);
  EXPECT_EQ(header(first, "cache-control"), "no-cache");
  Response refused = refusal(404, "E9005", "request", "nothing");
  finish({.method = "GET", .target = "/"}, refused);
  EXPECT_EQ(header(refused, "etag"), "");
  EXPECT_EQ(header(refused, "cache-control"), "no-store");
}

TEST(Finish, KeepsBrowsersStrict) {
  for (const Response& response : {finished("{}"), [] {
                                     Response refused = refusal(403, "E9003", "host", "no");
                                     finish({.method = "GET", .target = "/"}, refused);
                                     return refused;
                                   }()}) {
    EXPECT_EQ(header(response, "content-security-policy"),
              "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
              "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
              "frame-ancestors 'none'");
    EXPECT_EQ(header(response, "x-content-type-options"), "nosniff");
    EXPECT_EQ(header(response, "referrer-policy"), "no-referrer");
    EXPECT_EQ(header(response, "cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(header(response, "cross-origin-opener-policy"), "same-origin");
  }
}

class Pages : public SampleSite {};

TEST_F(Pages, AreServedAtEveryAddressThatIsNoFile) {
  for (const char* target : {"/", "/rolls", "/module/17?run=june"}) {
    const Response page = ask(target);
    EXPECT_EQ(page.status, 200) << target;
    EXPECT_EQ(page.type, "text/html; charset=utf-8");
  }
  for (const char* target : {"/assets/none.js", "/favicon.xyz", "/assets/none"}) {
    EXPECT_EQ(ask(target).status, 404) << target;
  }
}

TEST_F(Pages, PutTheReportIntoASandbox) {
  const Response report = ask("/api/v1/runs/june/report");
  EXPECT_TRUE(report.body.starts_with("<!DOCTYPE html>")) << report.body.substr(0, 40);
  EXPECT_NE(header(report, "content-security-policy").find("sandbox allow-scripts"),
            std::string::npos);
}

}  // namespace
}  // namespace heliofab::server
