// One line of flow records, by the names of its fields.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/flow.hpp>
#include <sekisho/capture/records.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::capture {

class Fields {
 public:
  virtual ~Fields() = default;
  /// Nothing when the line has no such field, or says that it is not set.
  [[nodiscard]] virtual std::optional<std::string> text(std::string_view name) const = 0;
};

/// Fields of a line in the order of a header.
class Columns final : public Fields {
 public:
  explicit Columns(const std::vector<std::string>& names) : names_(names) {}
  void set_unset_mark(std::string mark) { unset_ = std::move(mark); }

  /// Cuts a line at `separator`; false when it has another number of fields than the header.
  [[nodiscard]] bool cut(std::string_view line, char separator);
  [[nodiscard]] std::size_t count() const { return values_.size(); }
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const override;

 private:
  const std::vector<std::string>& names_;
  std::string unset_;  // a field that holds this is not set; so is an empty one
  std::vector<std::string_view> values_;
};

/// Cuts a header at `separator`, blanks around names left out.
[[nodiscard]] std::vector<std::string> names_of(std::string_view header, char separator);

/// Reads values one by one and remembers the first that is none. A default stands in for it, so that a record
/// is read to its end and asked once whether it is sound.
class ValueReader {
 public:
  explicit ValueReader(const Fields& fields) : fields_(fields) {}

  [[nodiscard]] bool ok() const { return !fault_; }
  [[nodiscard]] const BadRecord& fault() const { return *fault_; }
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const { return fields_.text(name); }

  [[nodiscard]] Address address(std::string_view name);
  /// 0 where there is none.
  [[nodiscard]] std::uint64_t count(std::string_view name);
  [[nodiscard]] std::uint16_t port(std::string_view name);
  [[nodiscard]] std::uint8_t byte(std::string_view name);
  /// 0 where there is none. 0 and 4095 are no VLANs (IEEE 802.1Q).
  [[nodiscard]] std::uint16_t vlan(std::string_view name);
  [[nodiscard]] Timestamp time(std::string_view name);
  [[nodiscard]] std::chrono::nanoseconds duration(std::string_view name);
  [[nodiscard]] std::uint8_t protocol(std::string_view name, Family family);
  /// Both addresses; a fault when they are of different families.
  void ends(std::string_view source, std::string_view destination, FlowKey& key);

  void reject(std::string_view name, std::string_view expected, std::string_view found);

 private:
  /// Nothing, and a fault, when the line has no such field.
  [[nodiscard]] std::string needed(std::string_view name, std::string_view expected);
  template <typename Value, typename Read>
  [[nodiscard]] Value value(std::string_view name, std::string_view expected, const std::string& text,
                            Read read);

  const Fields& fields_;
  std::optional<BadRecord> fault_;
};

/// Adds a VLAN tag to a key, innermost last; 0 is none.
void add_tag(FlowKey& key, std::uint16_t vlan);

/// The application that an analyser found by content, under the name that nDPI has for it; null for none.
[[nodiscard]] std::shared_ptr<const Application> application_named(std::string_view name);

}  // namespace sekisho::capture
