// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>

#include "heliofab/io/explain.hpp"
#include "parse_unit.hpp"
#include "reader.hpp"

namespace heliofab::io {

namespace {

constexpr std::string_view number_pattern = R"([+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)";
constexpr std::string_view grade_pattern = R"(( *\[ *[A-D]( +[A-Za-z0-9_:.-]+){0,2} *\])?)";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view(R"(\^$.|?*+()[]{})").find(c) != std::string_view::npos) {
      result += '\\';
    }
    result += c;
  }
  return result;
}

std::string units_of(const Field& field) {
  std::string units;
  for (const std::string_view symbol : symbols_like(field.unit)) {
    units += (units.empty() ? "" : "|") + escaped(symbol);
  }
  return units;
}

std::string unit_pattern(const Field& field) {
  const std::string units = units_of(field);
  return field.unit.symbol.empty() ? fmt::format("( *({}))?", units) : fmt::format(" *({})", units);
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): in the order in which they are said
std::string meaning(std::string_view note, std::string_view range, std::string_view value,
                    std::string_view grade) {
  std::string text(note);
  const auto add = [&text](std::string_view name, std::string_view part) {
    if (!part.empty()) {
      text += fmt::format("{}{} {}", text.empty() ? "" : "; ", name, part);
    }
  };
  add("range", range);
  add("default", value);
  add("grade", grade);
  return text;
}

class Schema final : public Visitor {
 public:
  Json of(const Body& body, bool skips_name) {
    Json above = std::exchange(properties_, Json::object());
    std::vector<Json> required = std::exchange(required_, {});
    const bool first = std::exchange(skips_name_, skips_name);
    body.accept(*this);
    skips_name_ = first;
    Json result = Json::object({{"type", "object"},
                                {"properties", std::exchange(properties_, std::move(above))},
                                {"additionalProperties", false}});
    required.swap(required_);
    required_of_last_ = std::move(required);
    return result;
  }
  std::vector<Json> take_required() { return std::exchange(required_of_last_, {}); }

  void number(double& value, const Field& field) override {
    add(field.key, field.required, number_schema(field),
        meaning(field.note, range_text(field), value_text(value, field.unit), field.grade));
  }
  void numbers(std::vector<double>& values, const Field& field) override {
    add(field.key, field.required, Json::object({{"anyOf", numbers_schemas(field)}}),
        meaning(field.note, range_text(field), numbers_text(values, field.unit), field.grade));
  }
  void profile(ProfileBody& body) override {
    const Field& field = body.field;
    Json forms = numbers_schemas(field);
    if (field.unit.symbol.empty()) {
      forms.push(number_schema(field));
    }
    forms.push(of(body_of(body), false));
    add(field.key, field.required, Json::object({{"anyOf", std::move(forms)}}),
        meaning(field.note, range_text(field), numbers_text(body.profile->values, field.unit),
                field.grade));
  }
  void count(std::int64_t& value, const CountField& field) override {
    Json schema = Json::object({{"type", Json::array({"integer", "string"})}});
    if (field.low != 0 || field.high != 0) {
      schema.set("minimum", field.low).set("maximum", field.high);
    }
    schema.set("pattern", fmt::format("^[+-]?(0|[1-9][0-9]*){}$", grade_pattern));
    add(field.key, field.required, std::move(schema),
        meaning(field.note, range_text(field), fmt::format("{}", value), field.grade));
  }
  void flag(bool& value, const Key& key) override {
    add(key.key, key.required,
        Json::object({{"type", Json::array({"boolean", "string"})},
                      {"pattern", fmt::format("^(true|false){}$", grade_pattern)}}),
        meaning(key.note, "", value ? "true" : "false", key.grade));
  }
  void text(std::string& value, const Key& key) override {
    add(key.key, key.required,
        Json::object({{"type", Json::array({"string", "number", "boolean"})}}),
        meaning(key.note, "", value, key.grade));
  }
  void date(std::chrono::sys_days& value, const Key& key) override {
    add(key.key, key.required,
        Json::object(
            {{"type", "string"},
             {"pattern", fmt::format("^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{}$", grade_pattern)}}),
        meaning(key.note, "", date_text(value), key.grade));
  }
  void choice(std::size_t& index, std::span<const std::string_view> names,
              const Key& key) override {
    std::string words;
    Json list = Json::array();
    for (const std::string_view name : names) {
      words += (words.empty() ? "" : "|") + escaped(name);
      list.push(name);
    }
    add(key.key, key.required,
        Json::object(
            {{"anyOf", Json::array({Json::object({{"enum", std::move(list)}}),
                                    Json::object({{"type", "string"},
                                                  {"pattern", fmt::format("^({}){}$", words,
                                                                          grade_pattern)}})})}}),
        meaning(key.note, "", names[index], key.grade));
  }
  void group(const Body& body, const Key& key) override {
    Json schema = of(body, false);
    add(key.key, key.required, std::move(schema), std::string(key.note));
  }
  void list(const BodyList& list, const Key& key) override {
    list.resize(0);
    list.resize(1);
    Json element = of(list.at(0), list.is_named);
    add(key.key, key.required,
        list.is_named
            ? Json::object({{"type", "object"}, {"additionalProperties", std::move(element)}})
            : Json::object({{"type", "array"}, {"items", std::move(element)}}),
        std::string(key.note));
  }

 private:
  static Json number_schema(const Field& field) {
    const std::string pattern =
        fmt::format("^{}{}{}$", number_pattern, unit_pattern(field), grade_pattern);
    if (!field.unit.symbol.empty()) {
      return Json::object({{"type", "string"}, {"pattern", pattern}});
    }
    Json schema = Json::object({{"type", Json::array({"number", "string"})}, {"pattern", pattern}});
    if (field.low != 0 || field.high != 0) {
      schema.set("minimum", field.low).set("maximum", field.high);
    }
    return schema;
  }

  // A list, or all of them in one text.
  static Json numbers_schemas(const Field& field) {
    const std::string one = fmt::format("{}( *({}))?", number_pattern, units_of(field));
    const std::string pattern = fmt::format("^{}(, +{})*{}$", one, one, grade_pattern);
    return Json::array({Json::object({{"type", "array"}, {"items", number_schema(field)}}),
                        Json::object({{"type", "string"}, {"pattern", pattern}})});
  }

  void add(std::string_view key, bool is_required, Json schema, const std::string& description) {
    if (std::exchange(skips_name_, false)) {
      return;  // the name of an element is its key
    }
    if (!description.empty()) {
      schema.set("description", description);
    }
    properties_.set(key, std::move(schema));
    if (is_required) {
      required_.emplace_back(key);
    }
  }

  Json properties_ = Json::object();
  std::vector<Json> required_;
  std::vector<Json> required_of_last_;
  bool skips_name_ = false;
};

}  // namespace

Json schema_of(std::string_view kind, const Body& defaults) {
  Schema schema;
  Json block = schema.of(defaults, false);
  std::vector<Json> required = schema.take_required();
  const Json* const properties = block.find("properties");
  Json all = Json::object(
      {{"based_on",
        Json::object({{"type", "string"}, {"description", "file over which this one is laid"}})}});
  for (const auto& [key, value] : properties->members()) {
    all.set(key, value);
  }
  block.set("properties", std::move(all));
  if (!required.empty()) {
    // What must be given may also stand in the base.
    block.set("anyOf", Json::array({Json::object({{"required", Json::array(std::move(required))}}),
                                    Json::object({{"required", Json::array({"based_on"})}})}));
  }
  return Json::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", fmt::format("Heliofab {}", kind)},
                       {"type", "object"},
                       {"properties", Json::object({{"heliofab", Json::object({{"const", 1}})},
                                                    {std::string(kind), std::move(block)}})},
                       {"required", Json::array({"heliofab", kind})},
                       {"additionalProperties", false}});
}

}  // namespace heliofab::io
