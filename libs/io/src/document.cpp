// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/document.hpp"

#include <utility>

#include "load_document.hpp"
#include "node.hpp"

namespace heliofab::io {

Document::Document(std::unique_ptr<const DocumentData> data) noexcept : data_(std::move(data)) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

const std::string& Document::file() const noexcept { return data_->files.front(); }
const std::string& Document::kind() const noexcept { return data_->kind; }
const std::vector<std::string>& Document::files() const noexcept { return data_->files; }
const std::vector<Diagnostic>& Document::problems() const noexcept { return data_->listed; }

Document read_document(const std::string& path, const DocumentOptions& options) {
  std::string text = load_text(path);
  return Document(load_document(std::move(text), path == "-" ? "<stdin>" : path, options));
}

Document parse_document(std::string_view text, std::string_view name,
                        const DocumentOptions& options) {
  return Document(load_document(std::string(text), std::string(name), options));
}

bool has_key(const Document& document, std::string_view key) noexcept {
  return document.data().block.find(key) != nullptr;
}

std::vector<std::string> keys_of(const Document& document) {
  std::vector<std::string> keys;
  for (const Entry& entry : document.data().block.entries) {
    keys.push_back(entry.key);
  }
  return keys;
}

Diagnostic locate(const Document& document, Diagnostic diagnostic) {
  const DocumentData& data = document.data();
  const std::vector<PathStep> steps = split_path(diagnostic.path);
  if (!diagnostic.file.empty() || steps.empty() || steps.front().key != data.kind) {
    return diagnostic;
  }
  const YamlNode* node = &data.block;
  Place place = data.kind_place;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const PathStep& step = steps[i];
    const Entry* const entry = step.is_index ? nullptr : node->find(step.key);
    const bool is_item = step.is_index && step.index < node->items.size();
    if (entry == nullptr && !is_item) {
      break;
    }
    node = is_item ? &node->items[step.index] : &entry->value;
    place = is_item || node->type == NodeType::scalar ? node->place : entry->place;
  }
  return diagnostic_at(place, diagnostic.code, diagnostic.path, diagnostic.message,
                       diagnostic.note);
}

std::vector<Diagnostic> locate_all(const Document& document, std::vector<Diagnostic> diagnostics) {
  for (Diagnostic& d : diagnostics) {
    d = locate(document, std::move(d));
  }
  return diagnostics;
}

}  // namespace heliofab::io
