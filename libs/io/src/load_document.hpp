// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "node.hpp"

namespace heliofab::io {

/// Parses a text and its bases, merges them and applies the overrides.
/// @throws InputError with all problems when there is no tree to go on with
std::unique_ptr<DocumentData> load_document(std::string text, const std::string& name,
                                            const DocumentOptions& options);

/// Applies "key=value" overrides to the block of a document, in order.
/// Returns false, with problems added, when one of them cannot be applied.
bool apply_overrides(DocumentData& data, const std::vector<std::string>& overrides);

}  // namespace heliofab::io
