// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/core/error.hpp"

namespace heliofab::server {

/// A name with its text: of a header, lower case; of a query, decoded.
using Pair = std::pair<std::string, std::string>;

/// The text of the first of this name; empty when there is none.
std::string_view text_of(const std::vector<Pair>& pairs, std::string_view name) noexcept;

/// What a client asks for.
struct Request {
  std::string method;                 // "GET"
  std::string target;                 // as it was sent: "/api/v1/runs?x=1"
  std::vector<std::string> segments;  // of the path, decoded: {"api", "v1", "runs"}
  std::vector<Pair> query;            // in the order in which they stand
  std::vector<Pair> headers;
  std::string body;

  /// The first header or parameter of this name; empty when there is none.
  std::string_view header(std::string_view name) const noexcept;
  std::string_view parameter(std::string_view name) const noexcept;
};

/// What a stream of events has to say since the event `last_id`.
struct EventBatch {
  std::string text;     // as text/event-stream has it; empty: nothing new
  std::string last_id;  // to ask for the next one with
  bool is_last = false;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<Pair> headers;
  bool is_gzip = false;       // `body` is compressed already
  bool is_immutable = false;  // its address changes when it does
  /// Set: an endless answer, asked again and again, in any thread.
  std::function<EventBatch(const std::string& last_id)> events;
};

/// Which threads answer: those for what takes milliseconds, or the one for what reads whole runs.
enum class Lane : std::uint8_t { quick, slow };

/// What is decided when the head of a request has come.
struct Admission {
  std::optional<Response> refusal;  // set: said at once, and nothing else
  Lane lane = Lane::quick;
  std::size_t body_limit = 0;  // [bytes]
};

/// The server's other half.
struct Service {
  /// Reads the target of a request without its body and decides what becomes of it. Quick: it is
  /// called in the thread of the sockets.
  std::function<Admission(Request&)> admit;
  /// Called in several threads at once. What it throws becomes an answer: refusal_of.
  std::function<Response(const Request&)> answer;
};

/// {"diagnostics": [...]} with the same words as on the command line.
Response refusal(int status, const std::vector<Diagnostic>& diagnostics);
Response refusal(int status, std::string_view code, std::string_view path, std::string_view message,
                 std::string_view note = {});
/// Of the exception that is being handled: 404 for what is not there, 503 for what takes too long,
/// 422 for other errors of input, 500 for what a client cannot mend.
Response refusal_of_current_exception();

/// Reads the target of a request. @throws InputError E9007 when it is malformed, has control
/// characters or walks up with `..`
void read_target(Request& request);

/// Text as a part of a path or a query: letters, digits, '-', '_' and '.' stay, all else is %XX.
std::string percent_encoded(std::string_view text);

/// Adds what every answer has: headers that keep browsers strict, an ETag, compression where the
/// client takes it. Turns into 304 what the client has, and strips nothing for HEAD.
void finish(const Request& request, Response& response);

}  // namespace heliofab::server
