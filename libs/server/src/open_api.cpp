// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "backend.hpp"

namespace heliofab::server {

namespace {

using io::Json;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> path_parts{
    {{"run", "id of a run: the name of its folder"},
     {"table", "table or view of the run"},
     {"serial", "of a module"},
     {"other", "id of the run to compare with"}}};

Json parameter(std::string_view name, std::string_view where, bool is_needed,
               std::string_view meaning, std::string_view type) {
  return Json::object({{"name", name},
                       {"in", where},
                       {"required", is_needed},
                       {"description", meaning},
                       {"schema", Json::object({{"type", type}})}});
}

Json parameters_of(const Route& route) {
  Json list = Json::array();
  for (std::size_t at = route.path.find('{'); at != std::string_view::npos;
       at = route.path.find('{', at + 1)) {
    const std::string_view name = route.path.substr(at + 1, route.path.find('}', at) - at - 1);
    const auto known =
        std::ranges::find(path_parts, name, [](const auto& row) { return row.first; });
    if (known != path_parts.end()) {
      list.push(
          parameter(name, "path", true, known->second, name == "serial" ? "integer" : "string"));
    } else {
      Json action = parameter(name, "path", true, "what is sent", "string");
      action.set("schema",
                 Json::object({{"type", "string"},
                               {"enum", Json::array_of(film_actions, [](std::string_view word) {
                                  return Json(word);
                                })}}));
      list.push(std::move(action));
    }
  }
  for (const ParameterRow& row : route.parameters) {
    list.push(parameter(row.name, row.where, row.is_needed, row.meaning, row.type));
  }
  return list;
}

Json content(std::string_view type, Json schema) {
  return Json::object({{std::string(type), Json::object({{"schema", std::move(schema)}})}});
}

Json operation_of(const Route& route) {
  const bool is_read = route.method == "GET";
  Json good = Json::object({{"description", route.answer_meaning}});
  if (is_read) {
    good.set("content", content(route.type, route.type == "application/json"
                                                ? Json::object()
                                                : Json::object({{"type", "string"}})));
  }
  Json operation = Json::object(
      {{"operationId", route.id},
       {"summary", route.meaning},
       {"parameters", parameters_of(route)},
       {"responses",
        Json::object({{is_read ? "200" : "204", std::move(good)},
                      {"default", Json::object({{"$ref", "#/components/responses/refusal"}})}})}});
  if (!is_read) {
    operation.set(
        "requestBody",
        Json::object(
            {{"content", content("application/octet-stream",
                                 Json::object({{"type", "string"}, {"format", "binary"}}))}}));
  }
  return operation;
}

Json diagnostic_schema() {
  const auto text = [](std::string_view meaning) {
    return Json::object({{"type", Json::array({"string", "null"})}, {"description", meaning}});
  };
  return Json::object(
      {{"type", "object"},
       {"properties", Json::object({{"code", text("`heliofab explain CODE` tells more")},
                                    {"path", text("parameter, or part of the request")},
                                    {"message", text("what was found and what was wanted")},
                                    {"note", text("what to do next")}})}});
}

}  // namespace

Json open_api() {
  Json paths = Json::object();
  for (const Route& route : routes()) {
    std::string method(route.method);
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c + 32); });
    paths.set(route.path, Json::object({{method, operation_of(route)}}));
  }
  const Json list = Json::object({{"type", "array"}, {"items", diagnostic_schema()}});
  const Json refused = Json::object(
      {{"description", "the same diagnostics as on the command line"},
       {"content",
        content("application/json",
                Json::object({{"type", "object"},
                              {"properties", Json::object({{"diagnostics", list}})}}))}});
  return Json::object(
      {{"openapi", "3.1.0"},
       {"info", Json::object({{"title", "Heliofab"},
                              {"version", "1"},
                              {"description",
                               "Runs of a digital twin of a solar fab. Everything is read and "
                               "nothing is changed. Tables and columns: docs/formats/run-store.md; "
                               "times are whole microseconds of the plant's clock."},
                              {"license", Json::object({{"name", "Apache-2.0"},
                                                        {"identifier", "Apache-2.0"}})}})},
       {"paths", paths},
       {"components",
        Json::object({{"responses", Json::object({{"refusal", refused}})},
                      {"securitySchemes",
                       Json::object({{"token", Json::object({{"type", "http"},
                                                             {"scheme", "bearer"}})}})}})}});
}

Response answer_open_api(Backend&, const Call&) {
  static const std::string text = open_api().dump(1) + "\n";
  Response response;
  response.body = text;
  return response;
}

Response answer_film(Backend& backend, const Call& call) {
  return backend.film->answer(call.part("action"), call.request);
}

}  // namespace heliofab::server
