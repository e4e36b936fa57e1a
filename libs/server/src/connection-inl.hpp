// SPDX-License-Identifier: Apache-2.0
// Parts of http_server.cpp, which alone includes this file.
#pragma once

namespace heliofab::server {

/// One connection, shared by the operations under way, the last of which ends it: Asio calls back
/// when it pleases, so no single owner could know when that is.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Impl& server, tcp::socket socket)
      : server_(server), socket_(std::move(socket)), timer_(socket_.get_executor()) {
    server_.connections.insert(this);
  }
  virtual ~Connection() {
    server_.connections.erase(this);
    server_.end_if_drained();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual void begin() = 0;
  /// Takes no more requests: what is being answered is finished first.
  virtual void retire() = 0;

 protected:
  /// A handler that runs `then(error, size)` unless the time is up first: then the operation is
  /// cancelled, and is_late_ says why.
  template <class Then>
  auto within(milliseconds time, Then then) {
    is_late_ = false;
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this(), round = ++round_](error_code cancelled) {
      if (!cancelled && round == self->round_) {
        self->is_late_ = true;
        error_code ignored;
        self->socket_.cancel(ignored);
      }
    });
    return [self = shared_from_this(), then](error_code error, std::size_t size = 0) {
      ++self->round_;
      self->timer_.cancel();
      then(error, size);
    };
  }

  void close() {
    error_code ignored;
    timer_.cancel();
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  const ServerLimits& limits() const { return server_.options.limits; }

  Server::Impl& server_;
  tcp::socket socket_;
  asio::steady_timer timer_;
  bool is_late_ = false;

 private:
  unsigned round_ = 0;
};

/// Status line and headers of a response.
template <class Message>
void set_head(Message& message, const Response& response) {
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::server, "heliofab");
  message.set(http::field::date, http_date());
  message.set(http::field::content_type, response.type);
  for (const auto& [name, text] : response.headers) {
    message.set(name, text);
  }
}

}  // namespace heliofab::server
