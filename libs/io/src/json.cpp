// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/json.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/io/utf8.hpp"
#include "heliofab/io/value_text.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) {
      out += "\uFFFD";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += text.substr(at, length);
    }
    at += std::max<std::size_t>(length, 1);
  }
  out += '"';
}

void append_break(std::string& out, int indent, int level) {
  if (indent > 0) {
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(level), ' ');
  }
}

// Items or members between their brackets, parted by commas.
template <class Items, class Append>
void append_items(std::string& text, std::string_view brackets, const Items& items, int indent,
                  int level, Append append) {
  text += brackets.front();
  bool is_first = true;
  for (const auto& item : items) {
    text += std::exchange(is_first, false) ? "" : ",";
    append_break(text, indent, level + 1);
    append(item);
  }
  if (!items.empty()) {
    append_break(text, indent, level);
  }
  text += brackets.back();
}

}  // namespace

Json::Json(double number) : value_(number) { HELIOFAB_CHECK(std::isfinite(number)); }
Json::Json(const char* text) : value_(std::string(text)) {}
Json::Json(std::string_view text) : value_(std::string(text)) {}
Json::Json(std::string text) : value_(std::move(text)) {}

Json Json::number(double number) { return std::isfinite(number) ? Json(number) : Json(); }

Json Json::object(std::vector<Member> members) {
  Json result;
  result.value_ = std::move(members);
  return result;
}

Json Json::array(std::vector<Json> items) {
  Json result;
  result.value_ = std::move(items);
  return result;
}

Json& Json::set(std::string_view key, Json value) {
  auto* const members = std::get_if<std::vector<Member>>(&value_);
  HELIOFAB_CHECK(members != nullptr);
  const auto found = std::ranges::find(*members, key, &Member::first);
  if (found != members->end()) {
    found->second = std::move(value);
  } else {
    members->emplace_back(std::string(key), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  auto* const items = std::get_if<std::vector<Json>>(&value_);
  HELIOFAB_CHECK(items != nullptr);
  items->push_back(std::move(value));
  return *this;
}

const Json* Json::find(std::string_view key) const noexcept {
  const auto* const members = std::get_if<std::vector<Member>>(&value_);
  if (members == nullptr) {
    return nullptr;
  }
  const auto found = std::ranges::find(*members, key, &Member::first);
  return found == members->end() ? nullptr : &found->second;
}

const std::vector<Json::Member>& Json::members() const {
  const auto* const members = std::get_if<std::vector<Member>>(&value_);
  HELIOFAB_CHECK(members != nullptr);
  return *members;
}

std::string Json::dump(int indent) const {
  std::string text;
  append_to(text, indent, 0);
  return text;
}

void Json::append_to(std::string& text, int indent, int level) const {
  const std::string_view colon = indent > 0 ? ": " : ":";
  const auto visit = [&](const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, std::nullptr_t>) {
      text += "null";
    } else if constexpr (std::is_same_v<T, bool>) {
      text += value ? "true" : "false";
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      text += fmt::format("{}", value);
    } else if constexpr (std::is_same_v<T, double>) {
      text += number_text(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      append_text(text, value);
    } else if constexpr (std::is_same_v<T, std::vector<Json>>) {
      append_items(text, "[]", value, indent, level,
                   [&](const Json& item) { item.append_to(text, indent, level + 1); });
    } else {
      append_items(text, "{}", value, indent, level, [&](const Member& member) {
        append_text(text, member.first);
        text += colon;
        member.second.append_to(text, indent, level + 1);
      });
    }
  };
  std::visit(visit, value_);
}

Json to_json(const Diagnostic& d) {
  const auto text = [](const std::string& t) { return t.empty() ? Json() : Json(t); };
  const auto count = [](int n) { return n > 0 ? Json(n) : Json(); };
  return Json::object({{"code", text(d.code)},
                       {"path", text(d.path)},
                       {"message", d.message},
                       {"note", text(d.note)},
                       {"file", text(d.file)},
                       {"line", count(d.line)},
                       {"column", count(d.column)},
                       {"length", count(d.line > 0 ? d.length : 0)},
                       {"source_line", text(d.source_line)}});
}

Json to_json(const std::vector<Diagnostic>& diagnostics) {
  return Json::array_of(diagnostics, [](const Diagnostic& d) { return to_json(d); });
}

}  // namespace heliofab::io
