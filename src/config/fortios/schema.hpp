// The language of the reading table: what a section, an entry and a key are, and how a value goes
// into FortiOS's own structures (objects.hpp). The table itself is the folder table/.
#pragma once

#include "config/fortios/values.hpp"

#include <sekisho/base/diagnostic.hpp>

#include <algorithm>
#include <cstdint>
#include <list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sekisho::config::fortios {

/// What every entry of a table and every single section has.
struct Object {
  std::string name;  // as `edit` gives it; the path of a section without entries
  int line = 0;      // of its first `edit` or `config`; 0: not in the file
  int end_line = 0;
  std::vector<int> doubtful;                      // lines inside it that are not in the model
  std::map<std::string, int, std::less<>> where;  // key -> line of its last `set`

  /// Line of `key`, or of the object when the key is not set.
  [[nodiscard]] int line_of(std::string_view key) const {
    const auto found = where.find(key);
    return found == where.end() ? line : found->second;
  }
};

struct Schema;

/// A slot: how the words behind `set`, `append`, `unselect` and `unset` change one member.
struct Slot {
  bool (*set)(Object& object, const Words& words) = nullptr;
  bool (*append)(Object& object, const Words& words) = nullptr;
  void (*remove)(Object& object, const Words& words) = nullptr;
  void (*unset)(Object& object) = nullptr;
};

template <auto Member>
struct MemberOf;
template <class Owner, class Value, Value Owner::*Member>
struct MemberOf<Member> {
  using OwnerType = Owner;
  using ValueType = Value;
  static Value& in(Object& object) { return static_cast<Owner&>(object).*Member; }
};

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// The slot of a member; which values fit follows from the member's type.
template <auto Member>
constexpr Slot slot() {
  using M = MemberOf<Member>;
  using Value = typename M::ValueType;
  Slot result;
  result.set = [](Object& object, const Words& words) {
    Value value{};
    if (!read_value(words, value)) return false;
    M::in(object) = std::move(value);
    return true;
  };
  result.unset = [](Object& object) { M::in(object) = Value{}; };
  if constexpr (is_list<Value>) {
    result.append = [](Object& object, const Words& words) {
      Value value{};
      if (!read_value(words, value)) return false;
      Value& all = M::in(object);
      all.insert(all.end(), value.begin(), value.end());
      return true;
    };
  }
  if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
    result.remove = [](Object& object, const Words& words) {
      std::erase_if(M::in(object), [&](const std::string& item) {
        return std::find(words.begin(), words.end(), item) != words.end();
      });
    };
  }
  return result;
}

/// How a line of a known key is counted.
enum class KeyUse : std::uint8_t {
  used,
  irrelevant,   // cannot affect which packets go where
  inspects,     // looks into the content of permitted sessions (README, "Content inspection")
  unsupported,  // may affect forwarding and is not modelled
};

struct KeyRow {
  std::string_view key;  // `*` at its end: every key that starts so
  KeyUse use = KeyUse::used;
  Slot slot = {};
};

/// `config PATH` with entries (`edit NAME`), in the order of the file.
struct TableAccess {
  Object* (*edit)(Object& parent, const std::string& name) = nullptr;  // found, or appended
  Object* (*find)(Object& parent, const std::string& name) = nullptr;
  void (*erase)(Object& parent, const std::string& name) = nullptr;
  void (*purge)(Object& parent) = nullptr;
  bool (*move)(Object& parent, const std::string& name, const std::string& other, bool after) = nullptr;
  bool (*clone)(Object& parent, const std::string& name, const std::string& copy) = nullptr;
  bool (*rename)(Object& parent, const std::string& name, const std::string& wanted) = nullptr;
};

enum class SectionUse : std::uint8_t {
  modelled,
  irrelevant,   // nothing in it can affect which packets go where
  unsupported,  // may affect forwarding and is not modelled
};

struct Section {
  std::string_view path;  // words behind `config`; a longer path of a file falls under it too
  SectionUse use = SectionUse::modelled;
  const Schema* schema = nullptr;
  bool of_device = false;                       // stored for the whole device, not in the VDOM
  Object* (*single)(Object& parent) = nullptr;  // a section without entries
  TableAccess table = {};
};

/// The rows of one kind of object.
struct Schema {
  std::span<const KeyRow> rows;
  std::span<const Section> sections;
  /// Lines that are not in the model stay with the object (Object::doubtful) and the converter
  /// widens what it makes of it; without this they widen the whole device.
  bool keeps_doubt = false;
};

template <auto Container>
constexpr TableAccess table() {
  using M = MemberOf<Container>;
  TableAccess access;
  access.edit = [](Object& parent, const std::string& name) -> Object* { return &M::in(parent).edit(name); };
  access.find = [](Object& parent, const std::string& name) -> Object* { return M::in(parent).find(name); };
  access.erase = [](Object& parent, const std::string& name) { M::in(parent).erase(name); };
  access.purge = [](Object& parent) { M::in(parent) = {}; };
  access.rename = [](Object& parent, const std::string& name, const std::string& wanted) {
    return M::in(parent).rename(name, wanted);
  };
  access.move = [](Object& parent, const std::string& name, const std::string& other, bool after) {
    return M::in(parent).move(name, other, after);
  };
  access.clone = [](Object& parent, const std::string& name, const std::string& copy) {
    return M::in(parent).clone(name, copy);
  };
  return access;
}

/// The entries of a table: in order, found by name without a search; an entry stays where it is in
/// memory while others come and go.
template <class Entry>
class Table {
 public:
  using Entries = std::list<Entry>;

  Table() = default;
  Table(const Table& other) : entries_(other.entries_) { index_all(); }
  Table& operator=(const Table& other) {
    entries_ = other.entries_;
    index_all();
    return *this;
  }
  Table(Table&&) noexcept = default;
  Table& operator=(Table&&) noexcept = default;
  ~Table() = default;

  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  [[nodiscard]] auto begin() { return entries_.begin(); }
  [[nodiscard]] auto end() { return entries_.end(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  [[nodiscard]] Entry* find(std::string_view name) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &*found->second;
  }
  [[nodiscard]] const Entry* find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &*found->second;
  }
  Entry& edit(const std::string& name) {
    if (Entry* found = find(name)) return *found;
    Entry entry;
    entry.name = name;
    entries_.push_back(std::move(entry));
    by_name_.emplace(name, std::prev(entries_.end()));
    return entries_.back();
  }
  void erase(const std::string& name) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return;
    entries_.erase(found->second);
    by_name_.erase(found);
  }
  bool move(const std::string& name, const std::string& other, bool after) {
    const auto from = by_name_.find(name);
    const auto to = by_name_.find(other);
    if (from == by_name_.end() || to == by_name_.end()) return false;
    if (from == to) return true;
    entries_.splice(after ? std::next(to->second) : to->second, entries_, from->second);
    return true;
  }
  bool clone(const std::string& name, const std::string& copy) {
    const Entry* original = find(name);
    if (original == nullptr || find(copy) != nullptr) return false;
    Entry entry = *original;
    entry.name = copy;
    entries_.push_back(std::move(entry));
    by_name_.emplace(copy, std::prev(entries_.end()));
    return true;
  }
  bool rename(const std::string& name, const std::string& wanted) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end() || find(wanted) != nullptr) return false;
    const auto place = found->second;
    by_name_.erase(found);
    place->name = wanted;
    by_name_.emplace(wanted, place);
    return true;
  }

 private:
  void index_all() {
    by_name_.clear();
    for (auto place = entries_.begin(); place != entries_.end(); ++place)
      by_name_.emplace(place->name, place);
  }

  Entries entries_;
  std::map<std::string, typename Entries::iterator, std::less<>> by_name_;
};

}  // namespace sekisho::config::fortios
