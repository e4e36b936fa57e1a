// SPDX-License-Identifier: Apache-2.0
#include "varied_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::cli {

namespace {

// The shortest ending of a key that no other has: "thickness", "absorber.thickness".
std::string label_of(const VariedFile& varied, const Variation& v) {
  for (std::size_t dot = v.key.rfind('.'); dot != std::string::npos && dot > 0;
       dot = v.key.rfind('.', dot - 1)) {
    const std::string ending = v.key.substr(dot);
    if (std::ranges::count_if(varied.variations, [&](const Variation& other) {
          return ("." + other.key).ends_with(ending);
        }) == 1) {
      return ending.substr(1);
    }
  }
  return v.key;
}

}  // namespace

VariedFile read_varied(const std::string& file, const std::vector<std::string>& overrides,
                       const std::vector<std::string>& variations, VariationForm form) {
  const io::Document document = read_input(file, overrides);
  const Kind& kind = kind_of(document);
  auto [inputs, warnings] = kind.check(document);
  tell(warnings);
  const std::vector<io::Explanation> catalogue = kind.catalogue();
  const auto name =
      std::ranges::find(inputs, fmt::format("{}.name", kind.name), &io::InputValue::path);
  std::string title = name == inputs.end() ? document.file() : name->value;
  std::vector<Variation> read = read_variations(variations, {kind.name, &inputs, &catalogue}, form);
  return {.kind = &kind,
          .file = document.file(),
          .text = kind.write(document),
          .title = std::move(title),
          .inputs = std::move(inputs),
          .variations = std::move(read)};
}

io::Document document_at(const VariedFile& varied, const std::vector<double>& point) {
  io::DocumentOptions options;
  for (std::size_t k = 0; k < point.size(); ++k) {
    const Variation& v = varied.variations[k];
    options.overrides.push_back(fmt::format("{}={}", v.key, text_of(v, point[k])));
  }
  return io::parse_document(varied.text, varied.file, options);
}

std::string words_of(const InputError& error) {
  const std::vector<Diagnostic>& all = error.diagnostics();
  const Diagnostic& first = all.front();
  return fmt::format("{}: {} [{}]{}", first.path, first.message, first.code,
                     all.size() == 1 ? "" : fmt::format(", and {} more", all.size() - 1));
}

report::SweepColumn column_of(const VariedFile& varied, const Variation& v) {
  return {.key = v.key + io::csv_suffix(v.unit),
          .label = label_of(varied, v),
          .unit = std::string(v.unit.symbol),
          .words = v.words,
          .is_logarithmic = v.is_logarithmic,
          .is_listed = !v.is_range};
}

report::SweepColumn column_of(const Figure& figure) {
  return {.key = std::string(figure.key),
          .label = std::string(figure.label),
          .unit = std::string(figure.unit),
          .scale = figure.unit == "%" ? 100.0 : 1.0};
}

}  // namespace heliofab::cli
