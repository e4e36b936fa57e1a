// SPDX-License-Identifier: Apache-2.0
#include "reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"

namespace heliofab::io {

namespace {

std::string note_on_keys(std::string_view key, const std::vector<std::string_view>& known) {
  const std::string_view near = key.size() <= 60 ? nearest(key, known) : std::string_view{};
  if (!near.empty()) {
    return fmt::format("did you mean '{}'?", near);
  }
  if (key.find(':') != std::string_view::npos) {
    return "a blank follows the ':' of a key";
  }
  return known.empty() ? "no key can stand here"
                       : "keys here: " + printable(fmt::format("{}", fmt::join(known, ", ")), 300);
}

}  // namespace

// Frames: which map is being read, what of it was asked for, what is left over.

void Reader::read(const Body& body, const YamlNode* map, const Place& place, std::string path) {
  visit(body, {.map = map, .place = place, .path = std::move(path)});
}

void Reader::visit(const Body& body, Frame frame) {
  if (frame.map != nullptr) {
    frame.is_seen.assign(frame.map->entries.size(), 0);
  }
  frames_.push_back(std::move(frame));
  body.accept(*this);
  report_unknown_keys();
  frames_.pop_back();
}

void Reader::report_unknown_keys() {
  const Frame& frame = frames_.back();
  // The name of an element of a named list stands before ':' and is no key of its body.
  const std::vector<std::string_view> known(frame.known.begin() + (frame.is_named ? 1 : 0),
                                            frame.known.end());
  for (std::size_t i = 0; i < frame.is_seen.size(); ++i) {
    if (frame.is_seen[i] == 0) {
      const Entry& entry = frame.map->entries[i];
      problems_->add(entry.place, "E1107", frame.path,
                     fmt::format("unknown key {}", in_quotes(entry.key)),
                     problems_->is_full() ? std::string{} : note_on_keys(entry.key, known));
    }
  }
}

const Entry* Reader::take(std::string_view key, bool is_required, std::string_view note) {
  Frame& frame = frames_.back();
  if (frame.is_named && frame.known.empty()) {
    frame.known.push_back(key);
    return frame.name;
  }
  frame.known.push_back(key);
  if (frame.map != nullptr) {
    for (std::size_t i = 0; i < frame.map->entries.size(); ++i) {
      if (frame.map->entries[i].key == key) {
        frame.is_seen[i] = 1;
        return &frame.map->entries[i];
      }
    }
  }
  if (is_required && !frame.is_silent) {
    problems_->add(frame.place, "E1108", frame.path, fmt::format("missing key {}", in_quotes(key)),
                   note);
  }
  return nullptr;
}

// The value of a key when it is a scalar; null, with the reason reported, when it is not.
const YamlNode* Reader::take_scalar(std::string_view key, bool is_required, std::string_view note) {
  const Entry* const entry = take(key, is_required, note);
  if (entry == nullptr || entry->value.type == NodeType::scalar) {
    return entry == nullptr ? nullptr : &entry->value;
  }
  wrong_type(*entry, "one value", note);
  return nullptr;
}

std::string Reader::path_of(std::string_view key) const {
  const Frame& frame = frames_.back();
  return frame.is_profile && key == frame.known.front() ? frame.path
                                                        : fmt::format("{}.{}", frame.path, key);
}

void Reader::wrong_type(const Entry& entry, std::string_view wanted, std::string_view note) {
  const NodeType type = entry.value.type;
  if (type == NodeType::null) {
    problems_->add(entry.place, "E1206", path_of(printable(entry.key, 60)), "no value is given",
                   "write one, or leave the key out to use the default");
  } else if (type != NodeType::broken) {
    problems_->add(entry.place, "E1109", path_of(printable(entry.key, 60)),
                   fmt::format("found {}, wanted {}", name_of(type), wanted), note);
  }
}

void Reader::report(const YamlNode& value, std::string_view path,
                    const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    problems_->add(part_of(value, fault.begin, fault.length), fault.code, path, fault.message,
                   fault.note);
  }
}

// Leaves: what is listed of every value.

InputValue Reader::leaf_of(std::string_view key, std::string_view grade) const {
  InputValue leaf{.path = path_of(key)};
  if (!grade.empty()) {
    const Grade parsed = parse_grade(grade);
    leaf.grade = parsed.letter;
    leaf.source = parsed.source;
    leaf.is_fitted = parsed.is_fitted;
  }
  return leaf;
}

void Reader::keep_default(std::string_view key, std::string_view grade, std::string text) {
  InputValue leaf = leaf_of(key, grade);
  leaf.value = std::move(text);
  inputs_.push_back(std::move(leaf));
}

// A value without a grade of its own is an estimate of whoever wrote it, D; text has no grade.
void Reader::keep(InputValue leaf, const YamlNode& value, const Grade& grade, bool is_graded) {
  leaf.grade = !grade.letter.empty() ? grade.letter : is_graded ? "D" : "";
  leaf.source = grade.source;
  leaf.is_fitted = grade.is_fitted;
  leaf.origin = value.origin;
  leaf.file = value.place.source != nullptr ? value.place.source->name : "";
  leaf.line = value.place.line;
  inputs_.push_back(std::move(leaf));
}

// Groups and lists.

void Reader::group(const Body& body, const Key& key) {
  const Entry* const entry = take(key.key, key.required, key.note);
  Frame frame{.place = frames_.back().place,
              .path = path_of(key.key),
              .is_silent = frames_.back().is_silent};
  if (entry != nullptr && entry->value.type == NodeType::map) {
    frame.map = &entry->value;
    frame.place = entry->place;
  } else if (entry != nullptr) {
    wrong_type(*entry, "a map", key.note);
    frame.is_silent = true;
  } else {
    frame.is_silent = frame.is_silent || key.required;
  }
  visit(body, std::move(frame));
}

// Its values alone, one or a list of them, or a map with more.
void Reader::profile(ProfileBody& profile) {
  const Body body = body_of(profile);
  const Field& field = profile.field;
  const Entry* const entry = take(field.key, field.required, field.note);
  Frame frame{.place = frames_.back().place,
              .path = path_of(field.key),
              .is_profile = true,
              .is_silent = frames_.back().is_silent || entry == nullptr};
  YamlNode values{.type = NodeType::map};
  if (entry != nullptr && entry->value.type == NodeType::map) {
    frame.map = &entry->value;
    frame.place = entry->place;
  } else if (entry != nullptr) {
    values.place = entry->place;
    values.entries.push_back({.key = "values", .place = entry->place, .value = entry->value});
    frame.map = &values;
  }
  visit(body, std::move(frame));
}

void Reader::list(const BodyList& list, const Key& key) {
  const Entry* const entry = take(key.key, key.required, key.note);
  const NodeType wanted = list.is_named ? NodeType::map : NodeType::list;
  if (entry == nullptr) {
    list_defaults(list, key.key);
  } else if (entry->value.type != wanted) {
    wrong_type(*entry, list.is_named ? "a map from name to body" : "a list", key.note);
  } else {
    read_elements(list, *entry);
  }
}

void Reader::read_elements(const BodyList& list, const Entry& entry) {
  constexpr std::size_t most_elements = 10'000;
  const std::size_t size = list.is_named ? entry.value.entries.size() : entry.value.items.size();
  const std::string path = path_of(entry.key);
  if (size > most_elements) {
    problems_->add(entry.place, "E1303", path,
                   fmt::format("{} items, wanted at most {}", size, most_elements));
    return;
  }
  list.resize(0);  // elements start from the defaults of their type, not from those of this list
  list.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    const Entry* const named = list.is_named ? &entry.value.entries[i] : nullptr;
    const YamlNode& value = named != nullptr ? named->value : entry.value.items[i];
    Frame frame{.place = named != nullptr ? named->place : value.place,
                .path = named != nullptr ? fmt::format("{}.{}", path, printable(named->key, 60))
                                         : fmt::format("{}[{}]", path, i),
                .is_named = list.is_named};
    Entry name;
    if (named != nullptr) {
      name = {.key = "name", .place = named->place, .value = {}};
      name.value = {.type = NodeType::scalar,
                    .is_quoted = true,
                    .origin = value.origin,
                    .place = named->place,
                    .text = named->key};
      frame.name = &name;
    }
    if (value.type == NodeType::map) {
      frame.map = &value;
    } else {
      frame.is_silent = true;
      if (value.type != NodeType::broken) {
        problems_->add(frame.place, value.type == NodeType::null ? "E1206" : "E1109", frame.path,
                       fmt::format("found {}, wanted a map", name_of(value.type)),
                       "write {} to use all defaults");
      }
    }
    visit(list.at(i), std::move(frame));
  }
}

void Reader::list_defaults(const BodyList& list, std::string_view key) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Body body = list.at(i);
    visit(body, {.place = frames_.back().place,
                 .path = list.is_named ? fmt::format("{}.{}", path_of(key), name_of_element(body))
                                       : fmt::format("{}[{}]", path_of(key), i),
                 .is_named = list.is_named,
                 .is_silent = true});
  }
}

std::vector<InputValue> leaves_of(const Body& body, std::string_view kind) {
  Problems problems;
  Reader reader(problems);
  reader.read(body, nullptr, {}, std::string(kind));
  return reader.take_inputs();
}

Reading read_into(const Body& body, const Document& document, std::string_view kind) {
  const DocumentData& data = document.data();
  Problems problems = data.problems;
  if (data.kind != kind) {
    problems.add(data.kind_place, "E1106", "",
                 fmt::format("found a block {}, wanted {}", in_quotes(data.kind), in_quotes(kind)),
                 nearest(data.kind, {kind}).empty() ? "this is another kind of file"
                                                    : fmt::format("did you mean '{}'?", kind));
    problems.throw_any();
  }
  if (data.block.type != NodeType::map) {
    problems.add(data.block.place, "E1109", std::string(kind),
                 fmt::format("found {}, wanted a map", name_of(data.block.type)));
    problems.throw_any();
  }
  Reader reader(problems);
  reader.read(body, &data.block, data.kind_place, std::string(kind));
  return {reader.take_inputs(), problems.sorted()};
}

std::string_view name_of(Origin origin) noexcept {
  switch (origin) {
    case Origin::file:
      return "file";
    case Origin::option:
      return "option";
    case Origin::built_in:
      break;
  }
  return "default";
}

std::string InputValue::where() const {
  return file.empty() ? "" : fmt::format("{}:{}", file, line);
}

}  // namespace heliofab::io
