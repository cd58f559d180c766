// Does one packet match? Yes, no, or maybe where the model cannot tell.
#pragma once

#include <sekisho/model/device.hpp>

#include <string>
#include <vector>

namespace sekisho::simulation {

/// Ordered: a conjunction is the smallest, a union the largest.
enum class Answer : std::uint8_t { no, maybe, yes };

[[nodiscard]] Answer matches(const AddressMatch& match, const Address& address);
[[nodiscard]] Answer matches(const Service& service, const Packet& packet);
[[nodiscard]] Answer matches(const Match& match, const Packet& packet);

/// Whether a schedule is in force on a day; a part of the day is maybe.
[[nodiscard]] Answer in_force(const Schedule& schedule, const Date& date);

/// Whether a list of interface names (empty: any) has this one. An interface that is not known yet
/// (nothing) may be any.
[[nodiscard]] Answer names(const std::vector<std::string>& interfaces, const std::string* name);

}  // namespace sekisho::simulation
