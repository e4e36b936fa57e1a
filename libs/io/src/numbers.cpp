// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/numbers.hpp"

#include <utility>

#include <fmt/format.h>

#include "problems.hpp"
#include "reader.hpp"

namespace heliofab::io {

namespace {

class NumberFinder final : public Visitor {
 public:
  explicit NumberFinder(std::string_view kind) : path_(kind) {}
  std::vector<NumberIn> take() { return std::move(found_); }

  void number(double& value, const Field& field) override { add(below(field.key), value, field); }
  void numbers(std::vector<double>& values, const Field& field) override {
    add_all(below(field.key), values, field);
  }
  void profile(ProfileBody& body) override {
    const std::string path = below(body.field.key);
    const Field share{.key = "at", .unit = unit::one, .low = 0, .high = 1};
    add_all(path, body.profile->values, body.field);
    add_all(path + ".at", body.profile->at, share);
    if (body.profile->shape == ProfileShape::exponential) {
      add(path + ".decay", body.profile->decay, {.key = "decay", .low = -10, .high = 10});
    }
  }
  void group(const Body& body, const Key& key) override { inside(body, below(key.key)); }
  void list(const BodyList& list, const Key& key) override {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Body body = list.at(i);
      inside(body, list.is_named
                       ? fmt::format("{}.{}", below(key.key), printable(name_of_element(body), 60))
                       : fmt::format("{}[{}]", below(key.key), i));
    }
  }
  void count(std::int64_t&, const CountField&) override {}
  void flag(bool&, const Key&) override {}
  void text(std::string&, const Key&) override {}
  void date(std::chrono::sys_days&, const Key&) override {}
  void choice(std::size_t&, std::span<const std::string_view>, const Key&) override {}

 private:
  std::string below(std::string_view key) const { return fmt::format("{}.{}", path_, key); }
  void inside(const Body& body, std::string path) {
    const std::string above = std::exchange(path_, std::move(path));
    body.accept(*this);
    path_ = above;
  }
  void add(std::string path, double& value, const Field& field) {
    found_.push_back(
        {std::move(path), &value, field.unit, field.low * field.unit, field.high * field.unit});
  }
  void add_all(const std::string& path, std::vector<double>& values, const Field& field) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      add(values.size() == 1 ? path : fmt::format("{}[{}]", path, i), values[i], field);
    }
  }

  std::string path_;
  std::vector<NumberIn> found_;
};

}  // namespace

std::vector<NumberIn> numbers_of(const Body& body, std::string_view kind) {
  NumberFinder finder(kind);
  body.accept(finder);
  return finder.take();
}

}  // namespace heliofab::io
