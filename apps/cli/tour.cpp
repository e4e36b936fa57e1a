// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/server/server.hpp"
#include "heliofab/server/site.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

struct TourOptions {
  std::string run;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8642;
  std::string token;
};

CLI::Validator port_number() {
  return wanted("a port from 0 to 65535", [](const std::string& word) {
    std::uint16_t port = 0;
    const char* const end = word.data() + word.size();
    const auto [rest, problem] = std::from_chars(word.data(), end, port);
    return problem == std::errc() && rest == end;
  });
}

// "[::1]:8642"
std::string authority(const std::string& host, std::uint16_t port) {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

void serve(const TourOptions& o) {
  catch_interrupts();
  const std::string token = o.token.empty() ? std::string(environment("HELIOFAB_TOKEN")) : o.token;
  server::Site site({.store = store_of(o.run), .address = o.host, .token = token});
  server::Server server({.address = o.host, .port = o.port}, site.service());
  print(fmt::format("http://{}/?run={}{}", authority(o.host, server.port()), site.run(),
                    token.empty() ? "" : "&token=" + token));
  end_output();
  if (!server::has_page()) {
    tell(
        "heliofab: the page is not part of this program; tools/build-tour builds it, and then "
        "the program once more");
  }
  remark("Ctrl-C ends it");
  while (!interrupted()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  server.stop();
}

}  // namespace

void add_tour(CLI::App& app, Exit&) {
  auto o = std::make_shared<TourOptions>();
  CLI::App* command = app.add_subcommand(
      "tour",
      "Serve the tour and the dashboards of a run, and those of the runs beside it.\n\n"
      "Examples:\n"
      "  heliofab tour latest\n"
      "  heliofab tour runs/june --port 0\n"
      "  HELIOFAB_TOKEN=$(openssl rand -hex 16) heliofab tour runs/june --host 0.0.0.0\n\n"
      "It prints the address to open, and ends with Ctrl-C. Without --host only this machine is\n"
      "served. Other programs find the endpoints at /api/v1/openapi.json.\n");
  command->add_option("run", o->run, run_help)->required();
  command->add_option("--port", o->port, "to listen at; 0: any free one [8642]")
      ->check(port_number());
  command->add_option("--host", o->host,
                      "address of this machine to listen at; 0.0.0.0: all of them [127.0.0.1]");
  command->add_option("--token", o->token,
                      "that others must show; who sees the processes of this machine sees it here, "
                      "and not in $HELIOFAB_TOKEN");
  command->callback([o] { serve(*o); });
}

}  // namespace heliofab::cli
