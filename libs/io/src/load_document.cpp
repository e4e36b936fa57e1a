// SPDX-License-Identifier: Apache-2.0
#include "load_document.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "parse_yaml.hpp"

namespace heliofab::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view version = "1";
constexpr std::size_t most_bases = 8;

// One file: its kind and what stands under it.
struct Layer {
  std::string kind;
  Place kind_place;
  YamlNode block;
};

// The kind block of a tree whose head is `heliofab: 1`.
class HeadReader {
 public:
  HeadReader(const Source& source, Problems& problems) : source_(&source), problems_(&problems) {}

  std::optional<Layer> read(YamlNode root) {
    if (root.type == NodeType::null) {
      problems_->add({source_, 1, 1, 1}, "E1104", "", "the file is empty",
                     "it begins with 'heliofab: 1', then one block such as 'fab:'");
      return std::nullopt;
    }
    if (root.type != NodeType::map || root.entries.empty()) {
      problems_->add(root.place, "E1105", "",
                     fmt::format("found {}, wanted 'heliofab: 1'", name_of(root.type)), first_note);
      return std::nullopt;
    }
    if (!check_version(root)) {
      return std::nullopt;
    }
    return take_block(root);
  }

 private:
  static constexpr std::string_view first_note = "a file begins with the line 'heliofab: 1'";

  bool check_version(const YamlNode& root) {
    const Entry& first = root.entries.front();
    const Entry* const found = root.find("heliofab");
    if (first.key != "heliofab") {
      problems_->add(first.place, "E1105", "",
                     fmt::format("found {}, wanted 'heliofab: 1'", in_quotes(first.key)),
                     first_note);
    }
    if (found == nullptr || found->value.text == version) {
      return true;
    }
    const bool is_text = found->value.type == NodeType::scalar;
    problems_->add(
        is_text ? found->value.place : found->place, "E1105", "",
        fmt::format("version {}, wanted 1", is_text ? in_quotes(found->value.text)
                                                    : std::string(name_of(found->value.type))),
        "this program reads files of version 1 only");
    return false;
  }

  std::optional<Layer> take_block(YamlNode& root) {
    Entry* kind = nullptr;
    for (Entry& entry : root.entries) {
      if (entry.key == "heliofab") {
        continue;
      }
      if (kind == nullptr) {
        kind = &entry;
      } else {
        problems_->add(entry.place, "E1106", "",
                       fmt::format("found a second block {}, wanted one", in_quotes(entry.key)),
                       fmt::format("{} begins in line {}", in_quotes(kind->key), kind->place.line));
      }
    }
    if (kind == nullptr) {
      problems_->add(root.entries.front().place, "E1106", "", "found no block, wanted one",
                     "a block such as 'fab:', 'cell:' or 'module:' follows the first line");
      return std::nullopt;
    }
    YamlNode& block = kind->value;
    if (block.type == NodeType::null) {
      block = YamlNode{.type = NodeType::map, .place = kind->place};
    } else if (block.type != NodeType::map) {
      if (block.type != NodeType::broken) {
        problems_->add(kind->place, "E1109", printable(kind->key, 60),
                       fmt::format("found {}, wanted a map", name_of(block.type)),
                       block.text.find(':') == std::string::npos
                           ? "keys follow on lines of their own, two blanks in"
                           : "a blank follows the ':' of a key");
      }
      return std::nullopt;
    }
    return Layer{std::move(kind->key), kind->place, std::move(block)};
  }

  const Source* source_;
  Problems* problems_;
};

class Loader {
 public:
  Loader(DocumentData& data, const DocumentOptions& options) : data_(&data), options_(&options) {}

  std::optional<Layer> load(std::string text, const std::string& name) {
    data_->sources.push_back(std::make_unique<Source>(
        make_source(printable(name), std::move(text), static_cast<int>(data_->sources.size()))));
    const Source& source = *data_->sources.back();
    data_->files.push_back(name);
    std::error_code error;
    chain_.push_back(fs::weakly_canonical(name, error));
    if (!check_bytes(source, data_->problems)) {
      return std::nullopt;
    }
    std::optional<YamlNode> root =
        parse_yaml({.source = &source, .text = source.text, .path = {}}, data_->problems);
    if (!root) {
      return std::nullopt;
    }
    std::optional<Layer> layer = HeadReader(source, data_->problems).read(std::move(*root));
    return layer && layer->block.find("based_on") != nullptr ? with_base(std::move(*layer), name)
                                                             : std::move(layer);
  }

 private:
  std::optional<Layer> with_base(Layer layer, const std::string& name) {
    auto& entries = layer.block.entries;
    const auto at = std::ranges::find(entries, "based_on", &Entry::key);
    const std::string path = printable(layer.kind, 60) + ".based_on";
    if (at != entries.begin()) {
      data_->problems.add(at->place, "E1118", path, "stands after other keys, wanted first",
                          "values of this file are laid over those of the base");
    }
    const YamlNode value = std::move(at->value);
    const Place key_place = at->place;
    entries.erase(at);
    if (value.type != NodeType::scalar || value.text.empty() ||
        printable(value.text) != value.text) {
      data_->problems.add(
          value.type == NodeType::scalar ? value.place : key_place, "E1118", path,
          fmt::format("found {}, wanted the name of a file",
                      value.type == NodeType::scalar ? in_quotes(value.text)
                                                     : std::string(name_of(value.type))),
          "write 'based_on: other.yaml'");
      return std::nullopt;
    }
    std::optional<Layer> base = load_base(value, path, name);
    if (!base) {
      return std::nullopt;
    }
    if (base->kind != layer.kind) {
      data_->problems.add(value.place, "E1106", path,
                          fmt::format("{} holds a {} block, wanted {}", in_quotes(value.text),
                                      in_quotes(base->kind), in_quotes(layer.kind)));
      return std::nullopt;
    }
    merge(base->block, std::move(layer.block));
    layer.block = std::move(base->block);
    return layer;
  }

  std::optional<Layer> load_base(const YamlNode& value, const std::string& path,
                                 const std::string& name) {
    const std::optional<std::string> found = find_base(value.text, name);
    if (!found) {
      data_->problems.add(value.place, "E1117", path,
                          fmt::format("no file {}", in_quotes(value.text)), places_note(name));
      return std::nullopt;
    }
    std::error_code error;
    const fs::path real = fs::weakly_canonical(*found, error);
    if (std::ranges::find(chain_, real) != chain_.end()) {
      data_->problems.add(value.place, "E1119", path,
                          fmt::format("{} is based on itself", in_quotes(*found)),
                          fmt::format("read so far: {}", fmt::join(data_->files, ", ")));
      return std::nullopt;
    }
    if (chain_.size() > most_bases) {
      data_->problems.add(value.place, "E1119", path,
                          fmt::format("more than {} files based on one another", most_bases),
                          fmt::format("read so far: {}", fmt::join(data_->files, ", ")));
      return std::nullopt;
    }
    try {
      return load(load_text(*found), *found);
    } catch (const InputError& failure) {
      data_->problems.add(
          value.place, "E1117", path,
          fmt::format("{}: {}", in_quotes(*found), failure.diagnostics().front().message));
      return std::nullopt;
    }
  }

  // Next to the file that names it, then in the folders given; as written, then with .yaml.
  std::optional<std::string> find_base(const std::string& base, const std::string& name) const {
    for (const fs::path& folder : folders(name)) {
      for (const std::string_view ending : {"", ".yaml"}) {
        const fs::path candidate = (folder / (base + std::string(ending))).lexically_normal();
        std::error_code error;
        if (fs::is_regular_file(candidate, error)) {  // a pipe or a device might never end
          return candidate.string();
        }
      }
    }
    return std::nullopt;
  }

  std::vector<fs::path> folders(const std::string& name) const {
    std::vector<fs::path> result{fs::path(name).parent_path()};
    result.insert(result.end(), options_->folders.begin(), options_->folders.end());
    return result;
  }

  std::string places_note(const std::string& name) const {
    std::vector<std::string> shown;
    for (const fs::path& folder : folders(name)) {
      shown.push_back(in_quotes(folder.empty() ? "." : folder.string()));
    }
    return fmt::format("looked in {}, with and without .yaml", fmt::join(shown, ", "));
  }

  DocumentData* data_;
  const DocumentOptions* options_;
  std::vector<fs::path> chain_;
};

}  // namespace

std::unique_ptr<DocumentData> load_document(std::string text, const std::string& name,
                                            const DocumentOptions& options) {
  auto data = std::make_unique<DocumentData>();
  std::optional<Layer> layer = Loader(*data, options).load(std::move(text), name);
  if (!layer) {
    data->problems.throw_any();
  }
  data->kind = std::move(layer->kind);
  data->kind_place = layer->kind_place;
  data->block = std::move(layer->block);
  if (!apply_overrides(*data, options.overrides)) {
    data->problems.throw_any();
  }
  data->listed = data->problems.sorted();
  return data;
}

}  // namespace heliofab::io
