// SPDX-License-Identifier: Apache-2.0
// Requests a second over the loopback address, clients and server on one machine: eight
// connections, each sending the next request when the answer is whole.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "../../store/test/scratch.hpp"
#include "../test/client.hpp"
#include "heliofab/server/server.hpp"
#include "heliofab/server/site.hpp"

namespace heliofab::server {
namespace {

constexpr int connections = 8;

// A run of a thousand modules, served until the program ends.
class Served {
 public:
  Served() {
    const std::filesystem::path folder = scratch_.folder() / "june";
    std::filesystem::create_directory(folder);
    twin::RunRecord record = store::sample_record(1, 1000);
    record.is_complete = true;
    store::save(folder / "run.sqlite", record);
    site_ = std::make_unique<Site>(SiteOptions{.store = folder / "run.sqlite"});
    server_ = std::make_unique<Server>(ServerOptions{.port = 0}, site_->service());
  }
  ~Served() { server_.reset(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  std::uint16_t port() const { return server_->port(); }

 private:
  store::Scratch scratch_;
  std::unique_ptr<Site> site_;
  std::unique_ptr<Server> server_;
};

void ask(benchmark::State& state, const std::string& target) {
  static const Served served;
  using Clock = std::chrono::steady_clock;
  Client client(served.port());
  std::vector<double> times;  // [us]
  for (auto _ : state) {
    const Clock::time_point begun = Clock::now();
    client.send(get(target));
    if (client.answer().first != 200) {
      state.SkipWithError("not 200");
    }
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
  }
  std::ranges::sort(times);
  const auto at = [&](double share) {
    return times.empty() ? 0 : times[static_cast<std::size_t>(share * double(times.size() - 1))];
  };
  state.SetItemsProcessed(static_cast<std::int64_t>(times.size()));
  state.counters["p50_us"] = benchmark::Counter(at(0.5), benchmark::Counter::kAvgThreads);
  state.counters["p99_us"] = benchmark::Counter(at(0.99), benchmark::Counter::kAvgThreads);
}

void page(benchmark::State& state) { ask(state, "/"); }
void ten_rows(benchmark::State& state) {
  ask(state, "/api/v1/runs/june/tables/flashes?limit=10&columns=serial,pmax_W,bin");
}
void thousand_rows(benchmark::State& state) {
  ask(state, "/api/v1/runs/june/tables/flashes?limit=1000&columns=serial,pmax_W,bin");
}
void histogram(benchmark::State& state) {
  ask(state, "/api/v1/runs/june/aggregate/modules?group=pmax_W:0.0001");
}

BENCHMARK(page)->Threads(connections)->UseRealTime();
BENCHMARK(ten_rows)->Threads(connections)->UseRealTime();
BENCHMARK(thousand_rows)->Threads(connections)->UseRealTime();
BENCHMARK(histogram)->Threads(connections)->UseRealTime();

}  // namespace
}  // namespace heliofab::server
