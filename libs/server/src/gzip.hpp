// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace heliofab::server {

/// `text` in the format of gzip (RFC 1952), without name or time: equal for equal texts.
std::string compressed(std::string_view text);
/// The text again. @throws LogicError when it is no gzip: it is our own
std::string expanded(std::string_view gzip);

}  // namespace heliofab::server
