// SPDX-License-Identifier: Apache-2.0
// Parts of http_server.cpp, which alone includes this file.
#pragma once

#include "connection-inl.hpp"

namespace heliofab::server {

/// An answer without end: looks for events once a period, says so when there is none for long.
class EventStream : public Connection {
 public:
  EventStream(Server::Impl& server, tcp::socket socket, const Response& response,
              std::string last_id)
      : Connection(server, std::move(socket)),
        events_(response.events),
        last_id_(std::move(last_id)) {
    ++server_.streams;
    http::response<http::empty_body> head;
    set_head(head, response);
    head.keep_alive(false);
    std::ostringstream text;
    text << head.base();
    text_ = text.str();
  }
  ~EventStream() override { --server_.streams; }
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  void begin() override {
    // Whatever the client sends now, or its end of the connection, ends the stream.
    socket_.async_wait(tcp::socket::wait_read,
                       [this, self = shared_from_this()](error_code) { close(); });
    write();
  }
  void retire() override { close(); }

 private:
  void look() {
    server_.run(
        Lane::quick,
        [events = events_, id = last_id_] {
          try {
            return events(id);
          } catch (...) {
            std::string why = refusal_of_current_exception().body;  // one line
            return EventBatch{
                .text = "event: failed\ndata: " + why + "\n", .last_id = id, .is_last = true};
          }
        },
        [this, self = shared_from_this()](EventBatch batch) {
          last_id_ = std::move(batch.last_id);
          text_ = std::move(batch.text);
          is_last_ = batch.is_last;
          if (text_.empty() && Clock::now() - last_written_ >= limits().heartbeat) {
            text_ = ": still here\n\n";
          }
          text_.empty() ? wait() : write();
        });
  }

  void write() {
    last_written_ = Clock::now();
    asio::async_write(
        socket_, asio::buffer(text_),
        within(limits().write_time, [this](error_code error, std::size_t) {
          error || is_last_ ? close() : std::exchange(has_begun_, true) == false ? look() : wait();
        }));
  }

  void wait() {
    if (!socket_.is_open() || is_last_) {
      return close();
    }
    timer_.expires_after(limits().event_period);
    timer_.async_wait([this, self = shared_from_this()](error_code cancelled) {
      if (!cancelled && socket_.is_open()) {
        look();
      }
    });
  }

  std::function<EventBatch(const std::string&)> events_;
  std::string last_id_;
  std::string text_;
  Clock::time_point last_written_;
  bool has_begun_ = false;
  bool is_last_ = false;
};

}  // namespace heliofab::server
