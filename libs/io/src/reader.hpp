// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/read.hpp"
#include "heliofab/io/visitor.hpp"
#include "node.hpp"
#include "parse_value.hpp"

namespace heliofab::io {

/// Fills described values from a tree and lists every leaf. Without a tree it lists the values as
/// they are: that is how the writer and the catalogue see defaults.
class Reader final : public Visitor {
 public:
  explicit Reader(Problems& problems) : problems_(&problems) {}

  /// Reads a body from a map; null leaves every value as it is.
  void read(const Body& body, const YamlNode* map, const Place& place, std::string path);
  std::vector<InputValue> take_inputs() { return std::move(inputs_); }

  void number(double& value, const Field& field) override;
  void numbers(std::vector<double>& values, const Field& field) override;
  void count(std::int64_t& value, const CountField& field) override;
  void flag(bool& value, const Key& key) override;
  void text(std::string& value, const Key& key) override;
  void date(std::chrono::sys_days& value, const Key& key) override;
  void choice(std::size_t& index, std::span<const std::string_view> names, const Key& key) override;
  void group(const Body& body, const Key& key) override;
  void list(const BodyList& list, const Key& key) override;
  void profile(ProfileBody& profile) override;

 private:
  struct Frame {
    const YamlNode* map = nullptr;  // null when nothing is given
    const Entry* name = nullptr;    // of an element of a named list: its key
    Place place;                    // of the key above, where a missing key is reported
    std::string path;
    bool is_named = false;    // an element of a named list: `name` is no leaf
    bool is_profile = false;  // its first member has the path of the whole
    bool is_silent = false;   // its trouble is known already: nothing is missing here
    std::vector<char> is_seen = {};
    std::vector<std::string_view> known = {};
  };

  void visit(const Body& body, Frame frame);
  void report_unknown_keys();
  const Entry* take(std::string_view key, bool is_required, std::string_view note);
  const YamlNode* take_scalar(std::string_view key, bool is_required, std::string_view note);
  std::string path_of(std::string_view key) const;
  void wrong_type(const Entry& entry, std::string_view wanted, std::string_view note);
  void report(const YamlNode& value, std::string_view path, const std::vector<Fault>& faults);
  std::vector<double> read_items(const Entry& entry, const Field& field, InputValue& leaf);
  void read_elements(const BodyList& list, const Entry& entry);
  void list_defaults(const BodyList& list, std::string_view key);
  GradedText word_of(const YamlNode& value, std::string_view path);

  InputValue leaf_of(std::string_view key, std::string_view grade) const;
  void keep_default(std::string_view key, std::string_view grade, std::string text);
  void keep(InputValue leaf, const YamlNode& value, const Grade& grade, bool is_graded);

  Problems* problems_;
  std::vector<Frame> frames_;
  std::vector<InputValue> inputs_;
};

/// The leaves of a body as it is, each with origin "default" and the grade of its field.
std::vector<InputValue> leaves_of(const Body& body, std::string_view kind);

/// The name of an element of a named list: its first described member.
std::string name_of_element(const Body& body);

/// "2010-05-12" of a date.
std::string date_text(std::chrono::sys_days date);

/// "7.5 %, 8.5 %" of a list of numbers; "[]" of none.
std::string numbers_text(const std::vector<double>& values, const Unit& unit);

}  // namespace heliofab::io
