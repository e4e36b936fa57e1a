// SPDX-License-Identifier: Apache-2.0
// Who may come in, and what of hostile addresses is left when they are read.
#include "sample_site.hpp"

namespace heliofab::server {
namespace {

class Gates : public SampleSite {
 protected:
  static constexpr const char* token = "0123456789abcdef";

  Site with_token(const std::string& address = "0.0.0.0") const {
    return Site({.store = store("june"), .address = address, .token = token});
  }
  static Request with(std::string target, std::vector<Pair> headers) {
    Request wanted = request(std::move(target));
    wanted.headers.insert(wanted.headers.end(), headers.begin(), headers.end());
    return wanted;
  }
  static std::string header(const Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name, &Pair::first);
    return found == response.headers.end() ? "" : found->second;
  }
  std::string refusal_to_start(const std::string& address, const std::string& text) const {
    try {
      Site({.store = store("june"), .address = address, .token = text});
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(Gates, KeepOthersOutWithoutAToken) {
  for (const char* address : {"0.0.0.0", "192.168.1.7", "::"}) {
    EXPECT_EQ(
        refusal_to_start(address, ""),
        std::string("error: host: others reach this machine at ") + address +
            ", and no token keeps them out [E9000]\n"
            "      note: add --token TEXT, or leave --host out to serve this machine alone\n");
  }
  EXPECT_EQ(refusal_to_start("127.0.0.1", "short"),
            "error: token: found 5 characters, wanted at least 16, all of them letters, digits, "
            "'-' or '_' [E9001]\n"
            "      note: openssl rand -hex 16 makes one\n");
  EXPECT_NE(refusal_to_start("0.0.0.0", "0123456789 abcdef"), "");
  for (const char* address : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
    EXPECT_EQ(refusal_to_start(address, ""), "") << address;
  }
}

TEST_F(Gates, RefuseOtherNamesForThisMachine) {
  for (const char* name : {"localhost", "LOCALHOST:8642", "127.0.0.1:9999", "[::1]:8642"}) {
    Request wanted = request("/api/v1/runs");
    wanted.headers = {{"host", name}};
    EXPECT_EQ(answer_of(site(), wanted).status, 200) << name;
  }
  Request rebound = request("/api/v1/runs");
  rebound.headers = {{"host", "evil.example:8642"}};
  EXPECT_EQ(words_of(answer_of(site(), rebound)),
            "403 E9003 host: 'evil.example' is no name of this machine; write localhost or "
            "127.0.0.1; other names need heliofab tour --token");
  for (const char* name : {"localhost.evil.example", "evil.example/localhost", "127.evil.example",
                           "", "[", "[evil]"}) {
    rebound.headers = {{"host", name}};
    EXPECT_EQ(answer_of(site(), rebound).status, 403) << name;
  }
  rebound.headers = {};
  EXPECT_EQ(answer_of(site(), rebound).status, 400);
  rebound.headers = {{"host", "localhost"}, {"host", "evil.example"}};
  EXPECT_EQ(answer_of(site(), rebound).status, 400);
}

TEST_F(Gates, WantTheTokenOfEveryRequest) {
  Site closed = with_token();
  for (const char* target :
       {"/", "/api/v1/runs", "/assets/app.js", "/api/v1/runs?token=wrong", "/api/v1/runs?token="}) {
    const Response stopped = answer_of(closed, request(target));
    EXPECT_EQ(words_of(stopped),
              "401 E9004 token: found no token that fits; open the address that heliofab tour "
              "printed, or send Authorization: Bearer TOKEN")
        << target;
    EXPECT_EQ(header(stopped, "www-authenticate"), "Bearer realm=\"heliofab\"");
  }
  const auto with_authorization = [&](const std::string& text) {
    return answer_of(closed, with("/api/v1/runs", {{"authorization", text}})).status;
  };
  EXPECT_EQ(with_authorization(std::string("Bearer ") + token), 200);
  EXPECT_EQ(with_authorization(std::string("Bearer ") + token + "0"), 401);
  EXPECT_EQ(with_authorization("Bearer 0123456789abcde"), 401);
  EXPECT_EQ(with_authorization("Bearer "), 401);
  EXPECT_EQ(with_authorization("Basic 0123456789abcdef"), 401);
}

TEST_F(Gates, TakeTheTokenFromTheAddressOnceAndKeepACookie) {
  Site closed = with_token();
  const Response first =
      answer_of(closed, request(std::string("/rolls?run=a&token=") + token + "&x=%3Cb%3E\"'"));
  EXPECT_EQ(first.status, 200);
  EXPECT_NE(first.body.find("url=/rolls?run=a&amp;x=%3Cb%3E&quot;'"), std::string::npos)
      << first.body;
  EXPECT_EQ(first.body.find(token), std::string::npos);
  const std::string cookie = header(first, "set-cookie");
  EXPECT_TRUE(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/")) << cookie;
  EXPECT_EQ(cookie.find(token), std::string::npos) << "no browser keeps the token itself";
  const std::string pair = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(answer_of(closed, with("/api/v1/runs", {{"cookie", "a=1; " + pair + "; b=2"}})).status,
            200);
  EXPECT_EQ(answer_of(closed, with("/api/v1/runs", {{"cookie", pair + "0"}})).status, 401);
  Site another = with_token();
  EXPECT_EQ(answer_of(another, with("/api/v1/runs", {{"cookie", pair}})).status, 401)
      << "a cookie ends with its server";
  const Response away = answer_of(closed, request(std::string("//evil.example?token=") + token));
  EXPECT_EQ(away.body.find("url=//"), std::string::npos) << away.body;
}

TEST_F(Gates, ReadPathsThatStayInside) {
  const auto segments = [](const std::string& target) {
    Request wanted{.target = target};
    read_target(wanted);
    return wanted.segments;
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(segments("/"), List{});
  EXPECT_EQ(segments("/api/v1/runs/"), (List{"api", "v1", "runs"}));
  EXPECT_EQ(segments("/a%20b/%C3%A9?c=/d"), (List{"a b", "\xc3\xa9"}));
  for (const char* target : {"/../etc/passwd",
                             "/a/%2e%2e/b",
                             "/a/..%2fb",
                             "/%2Fetc",
                             "/a\\b",
                             "/a%5cb",
                             "/%00",
                             "/%0a",
                             "/%",
                             "/%4",
                             "/%zz",
                             "/%c3",
                             "/%c0%af",
                             "/%ed%a0%80",
                             "/%f4%90%80%80",
                             "*",
                             "",
                             "http://localhost/",
                             "/?a=%zz",
                             "/a?b=%01"}) {
    Request hostile{.target = target};
    EXPECT_THROW(read_target(hostile), InputError) << target;
  }
  std::string many = "/?";
  for (int i = 0; i < 101; ++i) {
    many += "a=1&";
  }
  Request hostile{.target = many};
  EXPECT_THROW(read_target(hostile), InputError);
}

TEST_F(Gates, ReadQueriesAsFormsWriteThem) {
  Request wanted{.target = "/x?a=1+2&b=%2B&&c&d=e=f&a=3"};
  read_target(wanted);
  EXPECT_EQ(wanted.query,
            (std::vector<Pair>{{"a", "1 2"}, {"b", "+"}, {"c", ""}, {"d", "e=f"}, {"a", "3"}}));
  const std::string odd = "caf\xc3\xa9 & \"x\"/..?#";
  Request back{.target = "/x?a=" + percent_encoded(odd)};
  read_target(back);
  EXPECT_EQ(back.parameter("a"), odd);
}

TEST_F(Gates, OnlyReadRuns) {
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"}) {
    const Response refused = answer_of(site(), request("/api/v1/runs", method));
    EXPECT_EQ(words_of(refused), std::string("405 E9006 request: found ") + method +
                                     ", wanted GET, HEAD; a run is read and never changed");
    EXPECT_EQ(header(refused, "allow"), "GET, HEAD");
    EXPECT_EQ(answer_of(site(), request("/", method)).status, 405);
  }
  EXPECT_EQ(answer_of(site(), request("/api/v1/runs", "HEAD")).status, 200);
}

}  // namespace
}  // namespace heliofab::server
