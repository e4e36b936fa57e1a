// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/profile.hpp"

namespace heliofab::io {

class Visitor;
class Describer;

/// A described struct without its type.
struct Body {
  void* object = nullptr;
  void (*visit)(Visitor& visitor, void* object) = nullptr;

  void accept(Visitor& visitor) const { visit(visitor, object); }
};

/// A vector of described structs without its type. New elements have their defaults.
struct BodyList {
  void* vector = nullptr;
  bool is_named = false;  // written as a map from name to body: the first described key is `name`
  std::size_t (*size_of)(const void* vector) = nullptr;
  void (*resize_to)(void* vector, std::size_t size) = nullptr;
  Body (*body_at)(void* vector, std::size_t index) = nullptr;

  std::size_t size() const { return size_of(vector); }
  void resize(std::size_t size) const { resize_to(vector, size); }
  Body at(std::size_t index) const { return body_at(vector, index); }
};

/// Key of the first member that `describe` names, a literal; empty when there is none.
std::string_view first_key(const Body& body);

/// Sees every member of a described struct in order. Reader, writer, schema and catalogue are
/// visitors; `describe` of a type is compiled once for all of them.
class Visitor {
 public:
  virtual ~Visitor() = default;

  virtual void number(double& value, const Field& field) = 0;
  virtual void numbers(std::vector<double>& values, const Field& field) = 0;
  virtual void count(std::int64_t& value, const CountField& field) = 0;
  virtual void flag(bool& value, const Key& key) = 0;
  virtual void text(std::string& value, const Key& key) = 0;
  virtual void date(std::chrono::sys_days& value, const Key& key) = 0;
  /// `index` is that of the enumerator; `names` lives as long as the program.
  virtual void choice(std::size_t& index, std::span<const std::string_view> names,
                      const Key& key) = 0;
  virtual void group(const Body& body, const Key& key) = 0;
  virtual void list(const BodyList& list, const Key& key) = 0;
  /// Its first member, `values`, may stand for all of it and has its path.
  virtual void profile(ProfileBody& profile) = 0;

 protected:
  Visitor() = default;
  Visitor(const Visitor&) = default;
  Visitor& operator=(const Visitor&) = default;
};

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires(E value) {
  names_of(value).size();
};

template <class T>
concept Described = std::is_class_v<T> && requires(Describer& visit, T& object) {
  describe(visit, object);
};

template <Described T>
Body body_of(T& object);

/// What `describe` is given: it hands each member on to a Visitor.
class Describer {
 public:
  explicit Describer(Visitor& visitor) : visitor_(&visitor) {}

  void operator()(double& value, const Field& field) { visitor_->number(value, field); }
  void operator()(std::vector<double>& values, const Field& field) {
    visitor_->numbers(values, field);
  }
  void operator()(Profile& profile, const Field& field) {
    ProfileBody body{&profile, field};
    visitor_->profile(body);
  }
  void operator()(std::int64_t& value, const CountField& field) { visitor_->count(value, field); }
  void operator()(bool& value, const Key& key) { visitor_->flag(value, key); }
  void operator()(std::string& value, const Key& key) { visitor_->text(value, key); }
  void operator()(std::chrono::sys_days& value, const Key& key) { visitor_->date(value, key); }

  template <NamedEnum E>
  void operator()(E& value, const Key& key) {
    static constexpr auto names = names_of(E{});
    auto index = static_cast<std::size_t>(value);
    visitor_->choice(index, names, key);
    value = static_cast<E>(index);
  }

  template <class T>
  requires std::is_class_v<T>
  void operator()(T& object, const Key& key) { visitor_->group(body_of(object), key); }

  template <class T>
  void operator()(std::vector<T>& objects, const Key& key) {
    T blank{};
    visitor_->list(
        {&objects, first_key(body_of(blank)) == "name",
         [](const void* v) { return static_cast<const std::vector<T>*>(v)->size(); },
         [](void* v, std::size_t size) { static_cast<std::vector<T>*>(v)->resize(size); },
         [](void* v, std::size_t i) { return body_of((*static_cast<std::vector<T>*>(v))[i]); }},
        key);
  }

 private:
  Visitor* visitor_;
};

template <Described T>
Body body_of(T& object) {
  return {&object, [](Visitor& visitor, void* erased) {
            Describer visit(visitor);
            describe(visit, *static_cast<T*>(erased));
          }};
}

}  // namespace heliofab::io
