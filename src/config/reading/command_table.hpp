// The table of one mode of a language: which commands it has and what each puts into the language's own
// structures. Adding a command is adding a row.
//
// Each row ends its lines in one class. Rows without a handler only say what kind of command it is:
//
//   used("ip address <ipv4> <mask> [secondary]", set_address)   its meaning is put into the structures
//   enters("interface <text>", interface_mode, open_interface)  and begins a block
//   irrelevant("logging ...")                                   cannot affect forwarding
//   irrelevant_block("ip dhcp pool ...")                        nor can any line of its block
//   approximated("ip inspect <word> in|out", Code::..., may_permit)   modelled from both sides
//   unsupported("xconnect ...", Code::..., may_bridge)          known, and known to change forwarding
//
// A row takes the command as written. `no` or `default` before a row that is not `used` means that the
// thing is absent, which needs no row of its own; before a `used` row it needs a row that begins with
// `no`.
#pragma once

#include "config/reading/pattern.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/config/parse.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::config {

/// Several effects of one construct; see Effect.
class Effects {
 public:
  constexpr Effects() = default;
  constexpr Effects(Effect effect) : bits_(bit(effect)) {}  // NOLINT(google-explicit-constructor)
  friend constexpr Effects operator|(Effects a, Effects b) { return Effects(a.bits_ | b.bits_); }
  [[nodiscard]] constexpr bool has(Effect effect) const { return (bits_ & bit(effect)) != 0; }
  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }

 private:
  explicit constexpr Effects(unsigned bits) : bits_(bits) {}
  static constexpr unsigned bit(Effect effect) { return 1U << static_cast<unsigned>(effect); }
  unsigned bits_ = 0;
};

inline constexpr Effects may_drop{Effect::may_drop};
inline constexpr Effects may_permit{Effect::may_permit};
inline constexpr Effects may_route{Effect::may_route};
inline constexpr Effects may_translate{Effect::may_translate};
inline constexpr Effects may_bridge{Effect::may_bridge};

/// Whether the effects of a row hold where the line stands (the interface that it configures) or for the
/// device as a whole.
enum class Reach : std::uint8_t { here, device };

template <typename Reader>
class Mode;

template <typename Reader>
struct Row {
  using Handler = void (*)(Reader&, const Arguments&);
  using ModeOf = const Mode<Reader>& (*)();

  std::string_view pattern;
  LineClass line_class = LineClass::used;
  Handler put = nullptr;
  ModeOf enters = nullptr;
  bool block = false;  // irrelevant or approximated with all the lines of its block
  Code code = Code::line_not_understood;
  Effects effects;
  Reach reach = Reach::here;
};

/// A mode of the command line: its table, and its place in messages.
template <typename Reader>
class Mode {
 public:
  /// `rest`, where given, takes every line that no row takes: the mode answers for its whole block.
  Mode(std::string_view name, std::vector<Row<Reader>> rows, std::optional<Row<Reader>> rest = std::nullopt)
      : name_(name), rows_(std::move(rows)), rest_(std::move(rest)) {
    for (const Row<Reader>& row : rows_) index_.add(row.pattern);
  }

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] PatternIndex::Found find(const Statement& statement) const { return index_.find(statement); }
  [[nodiscard]] const Row<Reader>& row(int number) const { return rows_[static_cast<std::size_t>(number)]; }
  [[nodiscard]] const Row<Reader>* rest() const { return rest_ ? &*rest_ : nullptr; }

 private:
  std::string_view name_;
  std::vector<Row<Reader>> rows_;
  std::optional<Row<Reader>> rest_;
  PatternIndex index_;
};

/// The spellings of rows, for one Reader: `using Rows = RowsOf<IosReader>;`.
template <typename Reader>
struct RowsOf {
  using R = Row<Reader>;
  static R used(std::string_view pattern, typename R::Handler put) {
    return {pattern, LineClass::used, put, nullptr, false, {}, {}, Reach::here};
  }
  static R enters(std::string_view pattern, typename R::ModeOf mode, typename R::Handler put) {
    return {pattern, LineClass::used, put, mode, false, {}, {}, Reach::here};
  }
  static R irrelevant(std::string_view pattern) {
    return {pattern, LineClass::irrelevant, nullptr, nullptr, false, {}, {}, Reach::here};
  }
  static R irrelevant_block(std::string_view pattern) {
    return {pattern, LineClass::irrelevant, nullptr, nullptr, true, {}, {}, Reach::here};
  }
  static R approximated(std::string_view pattern, Code code, Effects effects = {}, Reach reach = Reach::here,
                        typename R::Handler put = nullptr) {
    return {pattern, LineClass::approximated, put, nullptr, false, code, effects, reach};
  }
  static R approximated_block(std::string_view pattern, Code code, Effects effects = {},
                              Reach reach = Reach::device, typename R::Handler put = nullptr) {
    return {pattern, LineClass::approximated, put, nullptr, true, code, effects, reach};
  }
  static R unsupported(std::string_view pattern, Code code, Effects effects, Reach reach = Reach::here) {
    return {pattern, LineClass::unsupported, nullptr, nullptr, false, code, effects, reach};
  }
  static R unsupported_block(std::string_view pattern, Code code, Effects effects,
                             Reach reach = Reach::device) {
    return {pattern, LineClass::unsupported, nullptr, nullptr, true, code, effects, reach};
  }
};

}  // namespace sekisho::config
