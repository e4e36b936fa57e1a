// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace heliofab::server {

/// A client that sends what it is told, right or wrong.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{.tv_sec = 20, .tv_usec = 0};  // of a test that would hang
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (receive_buffer > 0) {
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("no connection");
    }
  }
  ~Client() { close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void close() {
    if (socket_ >= 0) {
      ::close(std::exchange(socket_, -1));
    }
  }
  /// False when the other end is gone.
  bool send(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// What comes until the other end closes.
  std::string rest() {
    while (receive()) {
    }
    return std::exchange(seen_, {});
  }
  /// What comes up to `end`, that included; all there is when it does not come.
  std::string until(std::string_view end) {
    std::size_t at = 0;
    while ((at = seen_.find(end)) == std::string::npos) {
      if (!receive()) {
        return std::exchange(seen_, {});
      }
    }
    std::string text = seen_.substr(0, at + end.size());
    seen_.erase(0, at + end.size());
    return text;
  }
  /// Status and body of one answer with a Content-Length.
  std::pair<int, std::string> answer(bool has_body = true) {
    const std::string head = until("\r\n\r\n");
    if (head.size() < 12) {
      return {0, head};
    }
    const std::size_t at = head.find("Content-Length: ");
    const std::size_t length =
        at == std::string::npos || !has_body ? 0 : std::stoul(head.substr(at + 16));
    while (seen_.size() < length && receive()) {
    }
    std::string body = seen_.substr(0, length);
    seen_.erase(0, length);
    head_ = head;
    return {std::stoi(head.substr(9, 3)), body};
  }
  const std::string& head() const { return head_; }

 private:
  bool receive() {
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = recv(socket_, buffer.data(), buffer.size(), 0);
    if (count > 0) {
      seen_.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return count > 0;
  }

  int socket_;
  std::string seen_;
  std::string head_;
};

inline std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) +
         "\r\n";
}

}  // namespace heliofab::server
