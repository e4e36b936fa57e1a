// SPDX-License-Identifier: Apache-2.0
// Parts of http_server.cpp, which alone includes this file.
#pragma once

#include "event_stream-inl.hpp"

namespace heliofab::server {

/// Requests and answers of one connection, one after the other.
class Session : public Connection {
 public:
  using Connection::Connection;
  ~Session() override { server_.unsent -= unsent_; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void begin() override {
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    wait_for_request();
  }
  void retire() override {
    keeps_alive_ = false;
    if (is_idle_) {
      close();
    }
  }

 private:
  void wait_for_request() {
    if (server_.is_stopping) {
      return close();
    }
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits().headers));
    // Decided when the head is known. Not boost::none, which 1.74 takes for less than any length.
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    if (buffer_.size() > 0) {
      return read_head();
    }
    is_idle_ = true;
    socket_.async_wait(tcp::socket::wait_read,
                       within(limits().idle_time, [this](error_code error, std::size_t) {
                         is_idle_ = false;
                         error ? close() : read_head();
                       }));
  }

  void read_head() {
    http::async_read_header(socket_, buffer_, *parser_,
                            within(limits().head_time, [this](error_code error, std::size_t) {
                              error ? fail(error) : on_head();
                            }));
  }

  void fail(error_code error) {
    keeps_alive_ = false;
    request_ = Request();
    request_.method = "GET";
    if (is_late_) {
      return buffer_.size() == 0 && !parser_->got_some()
                 ? close()
                 : refuse(408, "E9009", "the request did not arrive in time", "send it at once");
    }
    if (error == http::error::header_limit) {
      return parser_->get().target().empty()
                 ? refuse_long_line()
                 : refuse(431, "E9008",
                          fmt::format("headers of more than {} bytes", limits().headers),
                          "send fewer or shorter headers");
    }
    if (error == http::error::body_limit) {
      return refuse_body();
    }
    const bool is_malformed =
        error.category() == http::make_error_code(http::error::end_of_stream).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message;
    is_malformed ? refuse(400, "E9007", fmt::format("this is no HTTP/1.1: {}", error.message()),
                          "an address is /path?name=value with %20 for a blank")
                 : close();
  }

  void on_head() {
    const auto& head = parser_->get();
    keeps_alive_ = head.keep_alive() && !server_.is_stopping;
    request_ = Request();
    request_.method = std::string(head.method_string());
    request_.target = std::string(head.target());
    for (const auto& field : head) {
      std::string name(field.name_string());
      std::ranges::transform(name, name.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
      });
      request_.headers.emplace_back(std::move(name), std::string(field.value()));
    }
    if (request_.target.size() > limits().request_line) {
      return refuse_long_line();
    }
    const Admission admission = admitted();
    lane_ = admission.lane;
    if (admission.refusal) {
      keeps_alive_ = keeps_alive_ && parser_->is_done();
      return send(*admission.refusal);
    }
    body_limit_ = admission.body_limit;
    if (parser_->is_done()) {
      return answer();
    }
    if (parser_->content_length().value_or(0) > body_limit_) {
      return refuse_body();
    }
    parser_->body_limit(body_limit_);
    http::async_read(socket_, buffer_, *parser_,
                     within(limits().body_time, [this](error_code error, std::size_t) {
                       error ? fail(error) : answer();
                     }));
  }

  Admission admitted() {
    try {
      return server_.service.admit(request_);
    } catch (...) {
      return {.refusal = refusal_of_current_exception()};
    }
  }

  void answer() {
    request_.body = std::move(parser_->get().body());
    auto& waiting = server_.waiting.at(static_cast<std::size_t>(lane_));
    if (waiting >= limits().waiting || server_.unsent > limits().unsent) {
      return refuse_busy();
    }
    ++waiting;
    server_.run(
        lane_,
        [request = std::move(request_), &service = server_.service]() mutable {
          Response response;
          try {
            response = service.answer(request);
          } catch (...) {
            response = refusal_of_current_exception();
          }
          finish(request, response);
          return std::pair(std::move(request), std::move(response));
        },
        [this, self = shared_from_this()](std::pair<Request, Response> done) {
          --server_.waiting.at(static_cast<std::size_t>(lane_));
          request_ = std::move(done.first);
          write(std::move(done.second));
        });
  }

  void refuse(int status, std::string_view code, std::string_view message, std::string_view note) {
    keeps_alive_ = false;
    send(refusal(status, code, "request", message, note));
  }
  void refuse_long_line() {
    refuse(414, "E9008", fmt::format("an address of more than {} bytes", limits().request_line),
           "ask for fewer columns or filters");
  }
  void refuse_body() {
    refuse(413, "E9008", fmt::format("a body of more than {} bytes", body_limit_),
           "GET takes no body");
  }
  void refuse_busy() {
    Response busy = refusal(503, "E9010", "request", "the server is busy", "try again in a second");
    busy.headers.emplace_back("retry-after", "1");
    send(std::move(busy));
  }
  void send(Response response) {
    finish(request_, response);
    write(std::move(response));
  }

  void write(Response response) {
    if (response.events) {
      return begin_stream(response);
    }
    keeps_alive_ = keeps_alive_ && !server_.is_stopping;
    unsent_ = response.body.size();
    server_.unsent += unsent_;
    message_.emplace();
    set_head(*message_, response);
    message_->keep_alive(keeps_alive_);
    const bool has_body = request_.method != "HEAD" && response.status != 304;
    if (response.status != 304 && response.status != 204) {
      message_->content_length(response.body.size());
    }
    message_->body() = has_body ? std::move(response.body) : std::string();
    const auto time = limits().write_time +
                      milliseconds(1000 * unsent_ / std::max<std::size_t>(limits().write_rate, 1));
    http::async_write(socket_, *message_,
                      within(time, [this](error_code error, std::size_t) { on_written(error); }));
  }

  void on_written(error_code error) {
    message_.reset();
    server_.unsent -= std::exchange(unsent_, 0);
    if (error) {
      return close();
    }
    keeps_alive_ ? wait_for_request() : discard(most_discarded);
  }

  // What a refused client still sends is read, or else it would lose the answer with the
  // connection.
  void discard(std::size_t most) {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    socket_.async_read_some(asio::buffer(scrap_),
                            within(discard_time, [this, most](error_code error, std::size_t size) {
                              error || size >= most ? close() : discard(most - size);
                            }));
  }

  void begin_stream(const Response& response) {
    if (server_.streams >= limits().streams) {
      return refuse_busy();
    }
    if (server_.is_stopping) {
      return close();
    }
    std::make_shared<EventStream>(server_, std::move(socket_), response,
                                  std::string(request_.header("last-event-id")))
        ->begin();
  }

  bool is_idle_ = false;
  bool keeps_alive_ = false;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  Lane lane_ = Lane::quick;
  std::size_t body_limit_ = 0;
  std::optional<http::response<http::string_body>> message_;
  std::size_t unsent_ = 0;
  std::array<char, 8 * 1024> scrap_{};
};

}  // namespace heliofab::server
