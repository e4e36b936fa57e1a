// SPDX-License-Identifier: Apache-2.0
// The only file that knows Asio and Beast.
#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>  // before Asio 1.74, which uses std::exchange without saying so

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/server/server.hpp"

namespace heliofab::server {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_discarded = 256 * 1024;  // [bytes] of a refused request
constexpr milliseconds discard_time{2'000};

// "Wed, 12 May 2010 06:30:00 GMT"
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

}  // namespace

class Connection;

struct Server::Impl {
  Impl(const ServerOptions& wanted, Service wanted_service)
      : options(wanted), service(std::move(wanted_service)), quick(wanted.quick_threads) {}

  void listen();
  void accept();
  void turn_away(tcp::socket socket) const;
  void stop_sockets();
  void end_if_drained();
  /// Runs `work` in a thread of the lane, then `then(result)` in that of the sockets.
  template <class Work, class Then>
  void run(Lane lane, Work work, Then then) {
    asio::post(lane == Lane::slow ? slow : quick,
               [this, work = std::move(work), then = std::move(then)]() mutable {
                 asio::post(io, [then = std::move(then), result = work()]() mutable {
                   then(std::move(result));
                 });
               });
  }

  const ServerOptions options;
  const Service service;
  std::uint16_t port = 0;
  // Of the thread of the sockets alone. Declared before `io`, whose last handlers own connections.
  std::set<Connection*> connections;
  std::array<std::size_t, 2> waiting{};  // requests, by lane
  std::size_t streams = 0;
  std::size_t unsent = 0;  // [bytes]
  bool is_stopping = false;
  bool is_over = false;

  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  asio::steady_timer drain{io};
  asio::thread_pool quick;
  asio::thread_pool slow{1};
  std::thread thread;
};

}  // namespace heliofab::server

#include "session-inl.hpp"

namespace heliofab::server {

void Server::Impl::listen() {
  const auto check = [&](error_code error) {
    if (error) {
      throw InputError(
          "E9002", "host",
          fmt::format("cannot listen at {}:{}: {}", options.address, options.port, error.message()),
          "--port 0 takes any free port; --host takes an address of this machine");
    }
  };
  error_code error;
  const auto address =
      asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
  check(error);
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  check(error);
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  acceptor.bind(endpoint, error);
  check(error);
  acceptor.listen(tcp::acceptor::max_listen_connections, error);
  check(error);
  port = acceptor.local_endpoint().port();
}

void Server::Impl::accept() {
  acceptor.async_accept([this](error_code error, tcp::socket socket) {
    if (is_stopping) {
      return;
    }
    if (error) {  // out of descriptors: some may be free again soon
      pause.expires_after(milliseconds(100));
      pause.async_wait([this](error_code cancelled) {
        if (!cancelled) {
          accept();
        }
      });
      return;
    }
    if (connections.size() >= options.limits.connections) {
      turn_away(std::move(socket));
    } else {
      std::make_shared<Session>(*this, std::move(socket))->begin();
    }
    accept();
  });
}

// In one go, or not at all: nobody waits for a client too many.
void Server::Impl::turn_away(tcp::socket socket) const {
  const Response busy =
      refusal(503, "E9010", "request", "the server has as many connections as it takes",
              "close some, or try again later");
  http::response<http::empty_body> head;
  set_head(head, busy);
  head.content_length(busy.body.size());
  head.keep_alive(false);
  std::ostringstream text;
  text << head.base() << busy.body;
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text.str()), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Server::Impl::stop_sockets() {
  is_stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  drain.expires_after(options.limits.drain_time);
  drain.async_wait([this](error_code cancelled) {
    if (!cancelled) {
      io.stop();
    }
  });
  for (Connection* connection : connections) {
    connection->retire();
  }
  end_if_drained();
}

void Server::Impl::end_if_drained() {
  if (is_stopping && !is_over && connections.empty()) {
    is_over = true;
    drain.cancel();
  }
}

Server::Server(const ServerOptions& options, Service service)
    : impl_(std::make_unique<Impl>(options, std::move(service))) {
  impl_->listen();
  impl_->accept();
  impl_->thread = std::thread([this] { impl_->io.run(); });
}

Server::~Server() { stop(); }

std::uint16_t Server::port() const noexcept { return impl_->port; }

void Server::stop() {
  if (!impl_->thread.joinable()) {
    return;
  }
  asio::post(impl_->io, [this] { impl_->stop_sockets(); });
  impl_->thread.join();
  impl_->is_over = true;
  for (asio::thread_pool* pool : {&impl_->quick, &impl_->slow}) {
    pool->stop();  // what no thread has begun
    pool->join();
  }
}

}  // namespace heliofab::server
