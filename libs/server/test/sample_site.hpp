// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../../store/test/scratch.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/server/site.hpp"

namespace heliofab::server {

using Object = nlohmann::ordered_json;

/// A folder with a finished run, june, of 30 rows in every table, one in progress, july, and one
/// that is damaged, may.
class SampleSite : public testing::Test {
 protected:
  static constexpr std::int64_t row_count = 30;

  SampleSite() {
    twin::RunRecord record = store::sample_record(1, row_count);
    record.is_complete = true;
    save("june", record);
    save("july", store::sample_record(1, row_count));
    std::filesystem::create_directory(scratch.folder() / "may");
    std::ofstream(scratch.folder() / "may" / "run.sqlite") << "no run";
  }

  std::filesystem::path store(const std::string& run) const {
    return scratch.folder() / run / "run.sqlite";
  }

  /// Beside june.
  void save_ramp(std::string_view text) const {
    std::ofstream(store("june").parent_path() / "ramp.json") << text;
  }

  /// As a client of this machine asks it.
  static Request request(std::string target, std::string method = "GET") {
    return {.method = std::move(method),
            .target = std::move(target),
            .headers = {{"host", "localhost:8642"}}};
  }
  static Response answer_of(Site& site, Request request) {
    const Service service = site.service();
    try {
      Admission admission = service.admit(request);
      return admission.refusal ? *admission.refusal : service.answer(request);
    } catch (...) {
      return refusal_of_current_exception();
    }
  }
  Response ask(const std::string& target) { return answer_of(site(), request(target)); }
  Object object(const std::string& target) {
    const Response response = ask(target);
    EXPECT_EQ(response.status, 200) << target << ": " << response.body;
    return Object::parse(response.body);
  }
  /// "404 E9011 run: there is no run 'x' beside the served one; GET /api/v1/runs lists them", a
  /// line each.
  std::string refusal_at(const std::string& target) { return words_of(ask(target)); }
  static std::string words_of(const Response& response) {
    std::string text;
    const Object refused = Object::parse(response.body);
    for (const Object& one : refused["diagnostics"]) {
      text += (text.empty() ? "" : "\n") + std::to_string(response.status) + " " +
              one["code"].get<std::string>() + " " + word(one["path"]) + ": " +
              word(one["message"]) + "; " + word(one["note"]);
    }
    return text;
  }
  Site& site() {
    if (!site_) {
      site_ = std::make_unique<Site>(SiteOptions{.store = store("june")});
    }
    return *site_;
  }

  store::Scratch scratch;

 private:
  static std::string word(const Object& value) {
    return value.is_string() ? value.get<std::string>() : "-";
  }
  void save(const std::string& run, const twin::RunRecord& record) const {
    std::filesystem::create_directory(scratch.folder() / run);
    store::save(store(run), record);
  }
  std::unique_ptr<Site> site_;
};

}  // namespace heliofab::server
