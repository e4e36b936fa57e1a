// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "heliofab/server/http.hpp"

namespace heliofab::server {

/// What a server grants its clients, so that no one of them stops the others.
struct ServerLimits {
  std::size_t request_line = 8 * 1024;            // [bytes] then 414
  std::size_t headers = 16 * 1024;                // [bytes] with the request line; then 431
  std::chrono::milliseconds head_time{10'000};    // from its first byte; then 408
  std::chrono::milliseconds idle_time{60'000};    // between two requests
  std::chrono::milliseconds body_time{30'000};    // then 408
  std::chrono::milliseconds write_time{20'000};   // and as long as `write_rate` takes
  std::size_t write_rate = 64 * 1024;             // [bytes/s] that a client takes at least
  std::size_t connections = 512;                  // then 503
  std::size_t streams = 256;                      // of events, among the connections; then 503
  std::size_t waiting = 128;                      // requests of one lane; then 503
  std::size_t unsent = 512 * 1024 * 1024;         // [bytes] of answers; then 503
  std::chrono::milliseconds event_period{1'000};  // between two looks for events
  std::chrono::milliseconds heartbeat{15'000};    // of a stream without events
  std::chrono::milliseconds drain_time{5'000};    // that `stop` waits for answers on their way
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8642;  // 0: any free one
  unsigned quick_threads = 2;
  ServerLimits limits = {};
};

/// An HTTP/1.1 server: one thread for all sockets, a few that answer. Its invariant: what a client
/// does, or fails to do, ends that client's connection at most.
class Server {
 public:
  /// Listens from here on.
  /// @throws InputError E9002 when the address is none, is not this machine's or is taken
  Server(const ServerOptions& options, Service service);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const noexcept;
  /// Takes no more requests, finishes the answers under way, ends streams of events.
  void stop();

  struct Impl;  // of http_server.cpp

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab::server
