// SPDX-License-Identifier: Apache-2.0
#include "heliofab/server/http.hpp"

#include <algorithm>
#include <exception>

#include "heliofab/io/json.hpp"

namespace heliofab::server {

namespace {

int status_of(const Diagnostic& diagnostic) {
  const std::string& code = diagnostic.code;
  if (code == "E9011" || code == "E9012" || code == "E9016" || code == "E8104") {
    return 404;  // no such run, table, module, ramp
  }
  if (code == "E8103") {
    return 503;
  }
  return code == "E9007" ? 400 : 422;
}

}  // namespace

std::string_view text_of(const std::vector<Pair>& pairs, std::string_view name) noexcept {
  const auto found = std::ranges::find(pairs, name, &Pair::first);
  return found == pairs.end() ? std::string_view() : found->second;
}

std::string_view Request::header(std::string_view name) const noexcept {
  return text_of(headers, name);
}

std::string_view Request::parameter(std::string_view name) const noexcept {
  return text_of(query, name);
}

Response refusal(int status, const std::vector<Diagnostic>& diagnostics) {
  Response response{.status = status};
  response.body = io::Json::object({{"diagnostics", io::to_json(diagnostics)}}).dump() + "\n";
  return response;
}

Response refusal(int status, std::string_view code, std::string_view path, std::string_view message,
                 std::string_view note) {
  return refusal(status, {{.code = std::string(code),
                           .path = std::string(path),
                           .message = std::string(message),
                           .note = std::string(note)}});
}

Response refusal_of_current_exception() {
  try {
    throw;
  } catch (const InputError& error) {
    return refusal(status_of(error.diagnostics().front()), error.diagnostics());
  } catch (const ModelError& error) {
    return refusal(500, error.code(), "", error.what());
  } catch (const StorageError& error) {
    return refusal(error.code() == "E5101" ? 404 : 500, error.code(), "run", error.what());
  } catch (const std::exception&) {
    // What it says may name paths of this machine; a client has no use for it.
    return refusal(500, "E9015", "", "a mistake in Heliofab, not in the request",
                   "please report it with the address that was asked for");
  }
}

}  // namespace heliofab::server
