// SPDX-License-Identifier: Apache-2.0
// The server on its sockets, with a service made up for the test.
#include "heliofab/server/server.hpp"

#include <atomic>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::server {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

// Opened once.
class Door {
 public:
  void open() {
    const std::scoped_lock lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
};

class Servers : public testing::Test {
 protected:
  ~Servers() override { door.open(); }

  void start(ServerLimits limits = {}) {
    server = std::make_unique<Server>(
        ServerOptions{.port = 0, .limits = limits},
        Service{.admit =
                    [](Request& request) {
                      read_target(request);
                      return Admission{.lane = Lane::quick,
                                       .body_limit = request.method == "POST" ? 1000U : 0U};
                    },
                .answer = [this](const Request& request) { return answer(request); }});
  }
  std::unique_ptr<Client> client(int receive_buffer = 0) const {
    return std::make_unique<Client>(server->port(), receive_buffer);
  }
  // The whole answer to some bytes.
  std::string exchange(const std::string& sent) const {
    const auto one = client();
    one->send(sent);
    return one->rest();
  }

  Door door;
  std::atomic<int> behind_door = 0;
  std::atomic<int> looks = 0;
  std::unique_ptr<Server> server;

 private:
  Response answer(const Request& request) {
    const std::string& what = request.segments.at(0);
    Response response{.type = "text/plain"};
    if (what == "wait") {
      ++behind_door;
      door.pass();
    } else if (what == "large") {
      response.body = std::string(8'000'000, 'x');
      return response;
    } else if (what == "bad") {
      throw InputError("E9013", "x", "found '1', wanted 2");
    } else if (what == "worse") {
      throw std::runtime_error("/secret/path");
    } else if (what == "events") {
      response.events = [this](const std::string& last) {
        const int n = last.empty() ? 1 : std::stoi(last) + 1;
        const bool is_quiet = ++looks % 2 == 0;
        return is_quiet ? EventBatch{.last_id = last}
                        : EventBatch{.text = "id: " + std::to_string(n) + "\n\n",
                                     .last_id = std::to_string(n),
                                     .is_last = n == 5};
      };
    }
    response.body = request.method + " " + what + " " + request.body;
    return response;
  }
};

TEST_F(Servers, AnswerOneRequestAfterTheOther) {
  start();
  const auto one = client();
  one->send(get("/a") + get("/b"));
  EXPECT_EQ(one->answer(), std::pair(200, std::string("GET a ")));
  EXPECT_EQ(one->answer(), std::pair(200, std::string("GET b ")));
  one->send("POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_EQ(one->answer(), std::pair(200, std::string("POST c body")));
  one->send("HEAD /d HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(one->answer(false).first, 200);
  EXPECT_THAT(one->head(), HasSubstr("Content-Length: 7\r\n"));
  one->send(get("/e", "Connection: close\r\n"));
  EXPECT_EQ(one->answer(), std::pair(200, std::string("GET e ")));
  EXPECT_EQ(one->rest(), "");
}

TEST_F(Servers, TurnWhatTheServiceThrowsIntoAnswers) {
  start();
  EXPECT_THAT(exchange(get("/bad", "Connection: close\r\n")), StartsWith("HTTP/1.1 422 "));
  const std::string worse = exchange(get("/worse", "Connection: close\r\n"));
  EXPECT_THAT(worse, StartsWith("HTTP/1.1 500 "));
  EXPECT_EQ(worse.find("secret"), std::string::npos);
}

TEST_F(Servers, RefuseWhatIsNoHttp) {
  start();
  for (const std::string sent :
       {"hello\r\n\r\n", "\x16\x03\x01\x02\x01\x01\xfc\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
        "GET /%zz HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /../x HTTP/1.1\r\nConnection: close\r\n\r\n"}) {
    const std::string answer = exchange(sent);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << sent;
    EXPECT_THAT(answer, HasSubstr("\"E9007\"")) << sent;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << sent;
  }
}

TEST_F(Servers, BoundWhatIsSent) {
  start();
  const std::string line = exchange(get("/" + std::string(9000, 'a')));
  EXPECT_THAT(line, StartsWith("HTTP/1.1 414 "));
  EXPECT_THAT(line, HasSubstr("an address of more than 8192 bytes"));
  EXPECT_THAT(exchange("GET /" + std::string(200'000, 'a')), StartsWith("HTTP/1.1 414 "));
  const std::string headers = exchange(get("/", "X: " + std::string(17'000, 'b') + "\r\n"));
  EXPECT_THAT(headers, StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(headers, HasSubstr("headers of more than 16384 bytes"));
  const std::string body = exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n" +
                                    std::string(1001, 'c'));
  EXPECT_THAT(body, StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(body, HasSubstr("a body of more than 1000 bytes"));
  EXPECT_THAT(exchange(get("/", "Content-Length: 1\r\n") + "x"), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(exchange("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                       std::string("3f0\r\n") + std::string(1008, 'd') + "\r\n0\r\n\r\n"),
              StartsWith("HTTP/1.1 413 "));
}

TEST_F(Servers, EndSlowClients) {
  start({.head_time = milliseconds(100),
         .idle_time = milliseconds(100),
         .body_time = milliseconds(100)});
  const auto silent = client();
  EXPECT_EQ(silent->rest(), "") << "no answer to no question";
  EXPECT_THAT(exchange("GET / HT"), StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nbo"),
              StartsWith("HTTP/1.1 408 "));
}

TEST_F(Servers, EndClientsThatDoNotRead) {
  start({.write_time = milliseconds(100), .write_rate = 100'000'000});
  const auto slow = client(4096);
  slow->send(get("/large"));
  const auto other = client();
  other->send(get("/a"));
  EXPECT_EQ(other->answer().first, 200) << "others are served meanwhile";
  // Nothing is read until the server gave up; then a part is there, and the end.
  std::this_thread::sleep_for(milliseconds(300));
  EXPECT_LT(slow->rest().size(), 8'000'000);
}

TEST_F(Servers, SayThatTheyAreBusy) {
  start({.waiting = 2});
  std::vector<std::unique_ptr<Client>> waiting;
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(client());
    waiting.back()->send(get("/wait"));
  }
  while (behind_door < 2) {
    std::this_thread::yield();
  }
  const auto third = client();
  third->send(get("/a"));
  EXPECT_EQ(third->answer().first, 503);
  EXPECT_THAT(third->head(), HasSubstr("retry-after: 1"));
  door.open();
  EXPECT_EQ(waiting[0]->answer().first, 200);
  EXPECT_EQ(waiting[1]->answer().first, 200);
  third->send(get("/a"));
  EXPECT_EQ(third->answer().first, 200);
}

TEST_F(Servers, TakeSoManyConnections) {
  start({.connections = 3});
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(client());
    held.back()->send(get("/a"));
    EXPECT_EQ(held.back()->answer().first, 200);
  }
  EXPECT_THAT(exchange(get("/a")), StartsWith("HTTP/1.1 503 "));
  held.clear();
  for (int status = 503; status != 200;) {
    const auto next = client();
    next->send(get("/a"));
    status = next->answer().first;
  }
}

TEST_F(Servers, StreamEventsAndResume) {
  start({.event_period = milliseconds(5), .heartbeat = milliseconds(0)});
  const auto viewer = client();
  viewer->send(get("/events"));
  const std::string all = viewer->rest();
  EXPECT_THAT(all, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(all, HasSubstr("\r\n\r\nid: 1\n\n"));
  EXPECT_THAT(all, HasSubstr(": still here\n\nid: 3\n\n"));
  EXPECT_TRUE(all.ends_with("id: 5\n\n"));
  looks = 0;
  const auto again = client();
  again->send(get("/events", "Last-Event-ID: 3\r\n"));
  EXPECT_THAT(again->rest(), HasSubstr("\r\n\r\nid: 4\n\n"));
}

TEST_F(Servers, ForgetViewersThatLeave) {
  start({.streams = 1, .event_period = milliseconds(60'000)});
  for (int i = 0; i < 3; ++i) {
    // The next one is only let in when the one before is known to be gone.
    std::string head;
    while (!head.starts_with("HTTP/1.1 200 ")) {
      const auto viewer = client();
      viewer->send(get("/events"));
      head = viewer->until("\r\n\r\n");
    }
  }
}

TEST_F(Servers, FinishWhatIsUnderWayWhenTheyStop) {
  start();
  const auto idle = client();
  idle->send(get("/a"));
  idle->answer();
  const auto busy = client();
  busy->send(get("/wait"));
  while (behind_door < 1) {
    std::this_thread::yield();
  }
  std::thread stopping([this] { server->stop(); });
  EXPECT_EQ(idle->rest(), "");
  door.open();
  EXPECT_EQ(busy->answer(), std::pair(200, std::string("GET wait ")));
  EXPECT_EQ(busy->rest(), "");
  stopping.join();
  EXPECT_THROW(client(), std::runtime_error);
}

TEST_F(Servers, SayWhyTheyCannotListen) {
  start();
  const auto complaint = [](const std::string& address, std::uint16_t port) {
    try {
      Server another({.address = address, .port = port}, {});
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string note =
      " [E9002]\n      note: --port 0 takes any free port; --host takes an address of this "
      "machine\n";
  EXPECT_EQ(complaint("127.0.0.1", server->port()),
            "error: host: cannot listen at 127.0.0.1:" + std::to_string(server->port()) +
                ": Address already in use" + note);
  EXPECT_EQ(complaint("nowhere", 1),
            "error: host: cannot listen at nowhere:1: Invalid argument" + note);
  EXPECT_EQ(complaint("192.0.2.1", 1),
            "error: host: cannot listen at 192.0.2.1:1: Cannot assign requested address" + note);
}

}  // namespace
}  // namespace heliofab::server
