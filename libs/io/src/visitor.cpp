// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/visitor.hpp"

namespace heliofab::io {

namespace {

// Keeps the first key it sees and looks into nothing.
class FirstKey final : public Visitor {
 public:
  void number(double&, const Field& field) override { take(field.key); }
  void numbers(std::vector<double>&, const Field& field) override { take(field.key); }
  void count(std::int64_t&, const CountField& field) override { take(field.key); }
  void flag(bool&, const Key& key) override { take(key.key); }
  void text(std::string&, const Key& key) override { take(key.key); }
  void date(std::chrono::sys_days&, const Key& key) override { take(key.key); }
  void choice(std::size_t&, std::span<const std::string_view>, const Key& key) override {
    take(key.key);
  }
  void group(const Body&, const Key& key) override { take(key.key); }
  void list(const BodyList&, const Key& key) override { take(key.key); }
  void profile(ProfileBody& profile) override { take(profile.field.key); }

  std::string_view key() const { return key_; }

 private:
  void take(std::string_view key) {
    if (!is_taken_) {
      key_ = key;
      is_taken_ = true;
    }
  }

  std::string_view key_;
  bool is_taken_ = false;
};

}  // namespace

std::string_view first_key(const Body& body) {
  FirstKey visitor;
  body.accept(visitor);
  return visitor.key();
}

}  // namespace heliofab::io
