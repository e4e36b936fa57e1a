// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace heliofab::io {

/// Text as a YAML key or value: plain when nothing in it could be taken for anything else,
/// otherwise in double quotes.
std::string yaml_text(std::string_view text);

}  // namespace heliofab::io
