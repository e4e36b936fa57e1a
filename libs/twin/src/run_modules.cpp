// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/run_modules.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "heliofab/twin/simulate.hpp"

namespace heliofab::twin {

namespace {

// Text of a value in YAML: lists and plain words as they are, the rest in quotes.
std::string yaml_value(const std::string& value) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_ .%/+*^-").find(c) != std::string_view::npos;
  };
  const bool is_list = value.starts_with('[');
  const bool is_word = !value.empty() && value.front() != ' ' && value.front() != '%' &&
                       value.front() != '*' && std::ranges::all_of(value, is_plain);
  if (is_list || is_word) {
    return value;
  }
  std::string quoted = "\"";
  for (const char c : value) {
    quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  }
  return quoted + '"';
}

// Paths in the order of a record, as nested keys.
std::string yaml_of(const std::vector<InputRow>& inputs) {
  std::string text = "heliofab: 1\n";
  std::vector<std::string_view> open;
  for (const InputRow& input : inputs) {
    std::vector<std::string_view> keys;
    std::string_view rest = input.path;
    for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
      keys.push_back(rest.substr(0, dot));
      rest.remove_prefix(dot + 1);
    }
    const auto same =
        static_cast<std::size_t>(std::ranges::mismatch(open, keys).in2 - keys.begin());
    for (std::size_t k = same; k < keys.size(); ++k) {
      text += fmt::format("{:{}}{}:\n", "", 2 * k, keys[k]);
    }
    text += fmt::format("{:{}}{}: {}\n", "", 2 * keys.size(), rest, yaml_value(input.value));
    open = std::move(keys);
  }
  return text;
}

// "building (51), portable (1721)".
std::string counts_of(const std::vector<ModuleRow>& modules,
                      const std::function<std::string(const ModuleRow&)>& name) {
  std::map<std::string, std::int64_t> counts;
  for (const ModuleRow& m : modules) {
    ++counts[name(m)];
  }
  std::string text;
  for (const auto& [what, count] : counts) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", what, count);
  }
  return text.empty() ? "none" : text;
}

// "9.5-10.5 %" and "9.5-10.5%" and "9.5-10.5" are one bin.
std::string bare_bin(const std::string& bin) {
  std::string bare;
  std::ranges::copy_if(bin, std::back_inserter(bare), [](char c) { return c != ' ' && c != '%'; });
  return bare;
}

[[noreturn]] void refuse(const char* option, std::string_view message, const std::string& note) {
  throw InputError("E8107", option, message, note);
}

std::vector<ModuleRow> of_layout(const RunRecord& record, const std::string& layout) {
  std::vector<ModuleRow> rows;
  std::ranges::copy_if(record.modules, std::back_inserter(rows), [&](const ModuleRow& m) {
    return m.product == layout || m.segment == layout;
  });
  if (rows.empty()) {
    refuse("module.layout",
           layout.empty() ? "no layout, wanted one that the run made"
                          : fmt::format("the run made no '{}'", layout),
           "it made " + counts_of(record.modules, [](const ModuleRow& m) { return m.product; }));
  }
  return rows;
}

std::vector<ModuleRow> of_serial(const std::vector<ModuleRow>& rows, const ModuleChoice& choice) {
  const auto serial = static_cast<Serial>(*choice.serial);
  const auto found = std::ranges::find(rows, serial, &ModuleRow::serial);
  if (found == rows.end()) {
    const auto [low, high] = std::ranges::minmax_element(rows, {}, &ModuleRow::serial);
    refuse("--serial", fmt::format("no module {} of '{}'", *choice.serial, choice.layout),
           fmt::format("the run made {} of them with serials from {} to {}", rows.size(),
                       static_cast<std::int64_t>(low->serial),
                       static_cast<std::int64_t>(high->serial)));
  }
  if (!(found->pmax_W > 0)) {
    refuse("--serial", fmt::format("module {} makes no power", *choice.serial), "name another one");
  }
  return {*found};
}

}  // namespace

FabPlan plan_of(const RunRecord& record) {
  const auto refused = [](const std::string& why) {
    return InputError("E8106", "--run", "the run's inputs make no plan of a fab: " + why,
                      "make the run again with this version");
  };
  if (record.modules.empty()) {
    throw InputError("E8106", "--run", "the run made no modules",
                     "a line alone has none; a fab needs some days for its first ones");
  }
  try {
    const io::Read<FabPlan> read =
        read_plan(io::parse_document(yaml_of(record.inputs), record.provenance.name));
    if (complete({}, read.value, read.inputs, ReferenceData()).plan_hash !=
        record.provenance.plan_hash) {
      throw refused("it would be another one than the run's");
    }
    return read.value;
  } catch (const InputError& error) {
    if (error.diagnostics().front().code == "E8106") {
      throw;
    }
    throw refused(error.diagnostics().front().message);
  }
}

std::vector<Diagnostic> differences(const Provenance& run, const ReferenceData& data,
                                    const std::string& version) {
  std::vector<Diagnostic> found;
  const auto warn = [&](std::string what) {
    found.push_back({.code = "W8120",
                     .path = "--run",
                     .message = std::move(what),
                     .note = "cells are solved with what is here; corrections meet the record"});
  };
  if (run.data_hash != data.hash) {
    warn("the run was made with other spectra or optical constants");
  }
  if (run.version != version) {
    warn(fmt::format("the run was made by version {}, this is {}", run.version, version));
  }
  return found;
}

std::vector<ModuleRow> choose_modules(const RunRecord& record, const ModuleChoice& choice) {
  const std::vector<ModuleRow> rows = of_layout(record, choice.layout);
  if (choice.serial) {
    return of_serial(rows, choice);
  }
  std::unordered_map<std::int64_t, const FlashRow*> flashes;
  for (const FlashRow& f : record.flashes) {
    flashes[static_cast<std::int64_t>(f.serial)] = &f;
  }
  const auto flash_of = [&](const ModuleRow& m) {
    const auto found = flashes.find(static_cast<std::int64_t>(m.serial));
    return found == flashes.end() ? nullptr : found->second;
  };
  std::vector<ModuleRow> good;
  std::ranges::copy_if(rows, std::back_inserter(good), [&](const ModuleRow& m) {
    const FlashRow* flash = flash_of(m);
    return flash != nullptr && flash->is_good && m.pmax_W > 0;
  });
  std::vector<ModuleRow> chosen;
  std::ranges::copy_if(good, std::back_inserter(chosen), [&](const ModuleRow& m) {
    return choice.bin.empty() || bare_bin(flash_of(m)->bin) == bare_bin(choice.bin);
  });
  if (good.empty()) {
    refuse("module.layout", fmt::format("no good module of '{}'", choice.layout),
           fmt::format("{} were made", rows.size()));
  }
  if (chosen.empty()) {
    refuse("--bin", fmt::format("no module of '{}' in bin '{}'", choice.layout, choice.bin),
           "there are " + counts_of(good, [&](const ModuleRow& m) { return flash_of(m)->bin; }));
  }
  return chosen;
}

}  // namespace heliofab::twin
