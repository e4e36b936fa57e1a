// SPDX-License-Identifier: Apache-2.0
#include "parse_yaml.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "heliofab/io/utf8.hpp"

namespace heliofab::io {

namespace {

// Thrown through the parser once nothing more can be learned; the problem is already noted.
struct GiveUp {};

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const YamlText& yaml, Problems& problems) : yaml_(&yaml), problems_(&problems) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (n_documents_++ > 0) {
      const Place place = at(mark, 1);
      const bool is_marked = line_of(*place.source, place.line).starts_with("---");
      problems_->add(
          place, is_marked ? "E1113" : "E1102", "",
          is_marked ? "a second document begins, wanted one"
                    : "this line does not fit the lines above it",
          is_marked ? "put it into a file of its own" : "keys of one map begin in the same column");
      throw GiveUp{};
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add({.type = anchor == 0 ? NodeType::null : NodeType::broken, .place = at(mark, 1)});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse_anchor(at(mark, 1), "'*' begins an alias");
    add({.type = NodeType::broken, .place = at(mark, 1)});
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override {
    refuse_anchor(at(mark, name.size() + 1), "'&' begins an anchor");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    YamlNode node{
        .type = NodeType::scalar, .is_quoted = tag == "!", .place = at(mark, 1), .text = value};
    measure(node);
    refuse_tag(node.place, tag, node.is_quoted);
    refuse_half_escapes(node);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    open(NodeType::list, mark, tag, style);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    open(NodeType::map, mark, tag, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override {
    drop_repeated_keys(stack_.back().node);
    close();
  }

  std::optional<YamlNode> take_root() { return std::move(root_); }

  SyntaxError syntax_error(const YAML::ParserException& error) const {
    SyntaxError result{.message = error.msg, .place = at(error.mark, 1), .last = last_};
    for (const Frame& frame : stack_) {
      if (frame.is_flow) {
        result.open = frame.node.place;
      }
    }
    result.is_after_value = last_.source != nullptr && last_.line == result.place.line;
    return result;
  }
  std::string path() const {
    std::string path = yaml_->path;
    for (const Frame& frame : stack_) {
      if (frame.node.type == NodeType::list) {
        path += fmt::format("[{}]", frame.node.items.size());
      } else if (frame.has_key) {
        path += (path.empty() ? "" : ".") + printable(frame.key.key, 60);
      }
    }
    return printable(path, 120);
  }

 private:
  struct Frame {
    YamlNode node;
    bool is_flow = false;
    bool has_key = false;  // of a map: `key` waits for its value
    bool is_dropped = false;
    Entry key = {};
  };

  Place at(const YAML::Mark& mark, std::size_t length) const {
    const int column = mark.line == 0 ? yaml_->column + mark.column : mark.column + 1;
    return {yaml_->source, yaml_->line + mark.line, column, static_cast<int>(length)};
  }

  // Sets the length of a scalar as written, on its first line.
  void measure(YamlNode& node) {
    const std::string_view line = line_of(*node.place.source, node.place.line);
    const auto begin = static_cast<std::size_t>(node.place.column) - 1;
    if (begin >= line.size()) {
      return;
    }
    const std::string_view rest = line.substr(begin);
    if (node.is_quoted) {
      measure_quoted(node, rest);
      return;
    }
    const std::size_t end =
        rest.starts_with(node.text) ? node.text.size() : rest.find_last_not_of(" \t") + 1;
    node.place.length = static_cast<int>(std::max<std::size_t>(end, 1));
  }

  // The parser takes the end of the file for a missing quote, and the rest of the plan for text.
  void measure_quoted(YamlNode& node, std::string_view rest) {
    const char mark = rest.front();
    if (mark != '"' && mark != '\'') {
      return;  // a block of text
    }
    const char* const end = yaml_->text.data() + yaml_->text.size();
    const char* at = rest.data() + 1;
    for (; at < end; ++at) {
      const bool is_doubled = mark == '\'' && *at == mark && at + 1 < end && at[1] == mark;
      if (is_doubled || (mark == '"' && *at == '\\')) {
        ++at;
      } else if (*at == mark) {
        break;
      }
    }
    if (at >= end) {
      problems_->add(node.place, "E1102", path(), "this quote is not closed");
      throw GiveUp{};
    }
    const std::size_t length = static_cast<std::size_t>(at - rest.data()) + 1;
    node.place.length = static_cast<int>(std::min(length, rest.size()));
  }

  void refuse_anchor(const Place& place, std::string_view message) {
    problems_->add(place, "E1111", path(), message,
                   "anchors and aliases are not read; use 'based_on', or write the value out");
  }

  void refuse_tag(const Place& place, const std::string& tag, bool is_quoted) {
    const std::string_view line = line_of(*place.source, place.line);
    const auto begin = static_cast<std::size_t>(place.column) - 1;
    const bool is_bare_mark = is_quoted && begin < line.size() && line[begin] == '!';
    if (is_bare_mark || !(tag.empty() || tag == "?" || tag == "!")) {
      problems_->add(place, "E1112", path(), "'!' begins a tag",
                     "tags are not read; write the value alone");
    }
  }

  // The parser makes single bytes, which are not UTF-8, of just these two escapes: the source has
  // been checked before, and \x, \u and \U come out as characters.
  void refuse_half_escapes(YamlNode& node) {
    if (!is_utf8(node.text)) {
      problems_->add(node.place, "E1102", path(), "the escapes \\N and \\_ are not read",
                     "write \\x85 and \\xa0, or the characters themselves");
      node.type = NodeType::broken;
    }
  }

  void open(NodeType type, const YAML::Mark& mark, const std::string& tag,
            YAML::EmitterStyle::value style) {
    Place place = at(mark, 1);
    refuse_tag(place, tag, false);
    if (stack_.size() >= most_depth) {
      problems_->add(place, "E1115", path(), "nested too deeply",
                     fmt::format("{} levels are the most", most_depth));
      throw GiveUp{};
    }
    last_ = place;
    const bool is_flow = style == YAML::EmitterStyle::Flow;
    stack_.push_back(
        {.node = {.type = type, .origin = yaml_->origin, .place = place}, .is_flow = is_flow});
  }

  void close() {
    YamlNode node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (++n_values_ > most_values) {
      problems_->add(node.place, "E1103", path(), fmt::format("more than {} values", most_values),
                     "a plan is small; big tables are CSV files");
      throw GiveUp{};
    }
    last_ = node.place;
    node.origin = yaml_->origin;
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = stack_.back();
    if (frame.node.type == NodeType::list) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.has_key) {
      take_key(frame, std::move(node));
    } else {
      if (!frame.is_dropped) {
        frame.key.value = std::move(node);
        frame.node.entries.push_back(std::move(frame.key));
      }
      frame.has_key = false;
    }
  }

  void take_key(Frame& frame, YamlNode node) {
    frame.is_dropped = true;
    if (node.type == NodeType::scalar && node.text == "<<" && !node.is_quoted) {
      refuse_anchor(node.place, "'<<' begins a merge");
    } else if (node.type == NodeType::scalar) {
      frame.is_dropped = node.text.size() > most_key_bytes;
      if (frame.is_dropped) {
        report_long_key(node.place, node.text, path(), *problems_);
      }
    } else if (node.type != NodeType::broken) {
      problems_->add(node.place, "E1116", path(),
                     fmt::format("the key is {}, wanted a word", name_of(node.type)),
                     "a key is one word before ':'");
    }
    frame.key = {.key = std::move(node.text), .place = node.place, .value = {}};
    frame.has_key = true;
  }

  // Keeps the first of each key, so that reading can go on.
  void drop_repeated_keys(YamlNode& map) {
    std::vector<std::size_t> order(map.entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {},
                             [&](std::size_t i) -> std::string_view { return map.entries[i].key; });
    std::vector<char> is_repeated(order.size(), 0);
    bool has_any = false;
    for (std::size_t first = 0, i = 1; i < order.size(); ++i) {
      if (map.entries[order[i]].key != map.entries[order[first]].key) {
        first = i;
        continue;
      }
      const Place& before = map.entries[order[first]].place;
      const Entry& again = map.entries[order[i]];
      is_repeated[order[i]] = 1;
      has_any = true;
      problems_->add(again.place, "E1110", path(),
                     problems_->is_full()
                         ? std::string{}
                         : fmt::format("key {} is given twice", in_quotes(again.key)),
                     fmt::format("first given at {}:{}", before.source->name, before.line));
    }
    if (has_any) {
      std::vector<Entry> kept;
      for (std::size_t i = 0; i < map.entries.size(); ++i) {
        if (is_repeated[i] == 0) {
          kept.push_back(std::move(map.entries[i]));
        }
      }
      map.entries = std::move(kept);
    }
  }

  const YamlText* yaml_;
  Problems* problems_;
  std::vector<Frame> stack_;
  std::optional<YamlNode> root_;
  Place last_;
  std::size_t n_values_ = 0;
  int n_documents_ = 0;
};

}  // namespace

void report_long_key(const Place& place, std::string_view key, std::string_view path,
                     Problems& problems) {
  problems.add(place, "E1116", path,
               fmt::format("a key of {} bytes, wanted at most {}", key.size(), most_key_bytes),
               "a key is one word before ':'");
}

std::optional<YamlNode> parse_yaml(const YamlText& yaml, Problems& problems) {
  TreeBuilder builder(yaml, problems);
  try {
    std::istringstream in{std::string(yaml.text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const GiveUp&) {
    return std::nullopt;
  } catch (const YAML::ParserException& error) {
    report_syntax_error(builder.syntax_error(error), builder.path(), problems);
    return std::nullopt;
  }
  std::optional<YamlNode> root = builder.take_root();
  return root ? std::move(root)
              : YamlNode{.type = NodeType::null,
                         .origin = yaml.origin,
                         .place = {yaml.source, yaml.line, yaml.column, 1}};
}

}  // namespace heliofab::io
