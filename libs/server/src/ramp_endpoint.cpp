// SPDX-License-Identifier: Apache-2.0
// The ramp that `heliofab ramp` wrote into the folder of a run.
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "backend.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::server {

namespace {

constexpr std::uintmax_t most_ramp_bytes = std::uintmax_t{16} << 20;

InputError no_ramp(std::string_view run, std::string_view problem) {
  return InputError("E9016", "run", fmt::format("ramp.json of '{}' {}", run, problem),
                    "heliofab ramp PLAN --out RUN/ramp.json makes it");
}

std::string read_ramp(const std::filesystem::path& file, std::string_view run) {
  std::error_code problem;
  const std::uintmax_t size = std::filesystem::file_size(file, problem);
  if (problem) {
    throw no_ramp(run, "is not there");
  }
  if (size > most_ramp_bytes) {
    throw no_ramp(run, fmt::format("has {} bytes, at most {} are served", size, most_ramp_bytes));
  }
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const nlohmann::json ramp = nlohmann::json::parse(text, nullptr, false);
  if (!ramp.is_object() || !ramp.contains("months") || !ramp["months"].is_array()) {
    throw no_ramp(run, "is not what heliofab ramp writes");
  }
  return text;
}

}  // namespace

Response answer_ramp(Backend& backend, const Call& call) {
  const std::string_view run = call.part("run");
  Response response;
  response.body = read_ramp(backend.runs.ramp_of(run), run);
  return response;
}

}  // namespace heliofab::server
