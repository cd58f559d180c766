// Address and service objects of a FortiOS configuration for values that a rule needs: those that are there,
// else new ones.
#pragma once

#include <sekisho/repair/traffic.hpp>
#include "fortios_block.hpp"

#include <sekisho/repair/change.hpp>

#include <string>
#include <vector>

namespace sekisho::repair {

class FortiObjects {
 public:
  /// For rules of a VDOM; new sections come in front of `before`.
  FortiObjects(const std::vector<std::string>& lines, FortiSection before);

  /// Names, in quotes, of objects that together are the addresses; `"all"` for an empty list.
  [[nodiscard]] std::vector<std::string> addresses(Family family, const std::vector<AddressRange>& ranges);
  /// Names of services; `"ALL"` for every service. Empty when one cannot be written.
  [[nodiscard]] std::vector<std::string> services(const std::vector<TrafficService>& services);

  /// Adds what the new objects need in front of what the change has: edits, commands; at the end of its undo.
  void add_to(Change& change, const std::string& file) const;

 private:
  struct Object {
    std::string name;
    std::vector<std::string> settings;  // `set subnet 10.1.0.0 255.255.0.0`
  };
  struct Book {
    std::string section;
    std::vector<Object> there;
    std::vector<Object> added;
  };

  [[nodiscard]] Book read(const std::string& section) const;
  static std::string name_in(Book& book, const std::string& wanted_name,
                             const std::vector<std::string>& settings);
  void add_book(const Book& book, Change& change, const std::string& file) const;

  const std::vector<std::string>& lines_;
  FortiSection before_;
  Book addresses_;
  Book addresses6_;
  Book services_;
};

}  // namespace sekisho::repair
