// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/error.hpp"

namespace heliofab::io {

struct DocumentData;

/// What belongs to a file beside its text.
struct DocumentOptions {
  std::vector<std::string> folders = {};    // where `based_on` looks after the file's own folder
  std::vector<std::string> overrides = {};  // "key=value" as given to --set, applied last
};

/// An input file as read: strict YAML, laid over the files it is based on, with the overrides
/// applied last. Every key and value knows the file, line and column it was written at.
///
/// The tree is private; `read` (read.hpp) turns it into described values.
class Document {
 public:
  explicit Document(std::unique_ptr<const DocumentData> data) noexcept;
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  /// As the user named it; "<stdin>" for "-".
  const std::string& file() const noexcept;
  /// The one key beside `heliofab`: "fab", "cell" or "module" in files of the twin.
  const std::string& kind() const noexcept;
  /// Every file read, this one first, then its base, then the base of that.
  const std::vector<std::string>& files() const noexcept;
  /// Problems that did not stop the parser, such as a key given twice. `read` throws them together
  /// with its own; whoever does not call `read` must look here.
  const std::vector<Diagnostic>& problems() const noexcept;
  const DocumentData& data() const noexcept { return *data_; }

 private:
  std::unique_ptr<const DocumentData> data_;
};

/// Reads a file and the files it is based on; "-" reads standard input.
///
/// @throws InputError  with all problems found when the tree cannot be built: a missing file, text
///                     that is not YAML, a base that is not there, an override that is no
///                     `key=value`. At most 50 are listed, then their count (E1199).
///
/// O(size), about 0.15 s per MB of dense plan: a third more than the YAML parser alone (io_bench).
/// Files over 64 MiB, nesting deeper than 64 and chains of more than 8 bases are refused. Grammar:
/// docs/formats/yaml.md.
Document read_document(const std::string& path, const DocumentOptions& options = {});

/// The same for text already in memory. `name` stands for the file in messages, and its folder is
/// where a relative `based_on` is looked for.
Document parse_document(std::string_view text, std::string_view name,
                        const DocumentOptions& options = {});

/// True when the block has this key: from the file, a base of it or an override.
bool has_key(const Document& document, std::string_view key) noexcept;

/// The keys of the block, as they stand.
std::vector<std::string> keys_of(const Document& document);

/// Fills file, line, column and source line of a diagnostic that has only a dotted path, such as
/// one thrown by an engine: those of the value at that path, or of the nearest key above it.
/// Returns it unchanged when the path begins with another kind or it has a file already.
Diagnostic locate(const Document& document, Diagnostic diagnostic);
/// Each of them.
std::vector<Diagnostic> locate_all(const Document& document, std::vector<Diagnostic> diagnostics);

}  // namespace heliofab::io
