#include "lint/rules/boxes.hpp"

#include <algorithm>
#include <map>

namespace sekisho::lint {
namespace {

using Value = Boxes::Value;
using Values = Boxes::Values;

constexpr std::size_t most_boxes = 10'000;  // of one rule
constexpr std::size_t most_boxes_of_all = 250'000;
constexpr int most_holes = 6;  // free bits of a wildcard mask above a bit that counts

/// Values that a rule may take on one axis, and whether it takes all of them for sure.
struct Choice {
  Values values;
  bool certain = true;
};
using Choices = std::vector<Choice>;

Value plain(Bits128 bits) { return {0, bits}; }
Values plain(Bits128 first, Bits128 last) { return {plain(first), plain(last)}; }
Value of_address(const Address& address) {
  return {static_cast<std::uint8_t>(address.family == Family::v6), address.bits};
}
Values whole_family(Family family) {
  return {of_address({family, 0}), of_address({family, low_ones(width(family))})};
}

/// The greatest value of an axis; of the IPv6 addresses on those of addresses.
Bits128 greatest(Axis axis) {
  switch (axis) {
    case Axis::destination:
    case Axis::source: return low_ones(128);
    case Axis::protocol:
    case Axis::icmp_type:
    case Axis::icmp_code:
    case Axis::tcp_flags: return low_ones(8);
    case Axis::state: return static_cast<Bits128>(ConnectionState::untracked);  // no packet carries `invalid`
    case Axis::source_mac: return low_ones(48);
    default: return low_ones(16);
  }
}

Value successor(Axis axis, const Value& value) {
  const bool address = axis == Axis::destination || axis == Axis::source;
  const Bits128 end = address && value.family == 0 ? low_ones(32) : greatest(axis);
  if (value.bits < end) return {value.family, value.bits + 1};
  return {static_cast<std::uint8_t>(value.family + 1), 0};
}

using Ranges = std::vector<std::pair<Bits128, Bits128>>;

Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges result;
  for (const auto& [first, last] : ranges) {
    if (!result.empty() && first <= result.back().second) {
      result.back().second = std::max(result.back().second, last);
    } else {
      result.emplace_back(first, last);
    }
  }
  return result;
}

Ranges all_but(const Ranges& ranges, Family family) {
  Ranges result;
  Bits128 next = 0;
  for (const auto& [first, last] : merged(ranges)) {
    if (first > next) result.emplace_back(next, first - 1);
    if (last == low_ones(width(family))) return result;
    next = last + 1;
  }
  result.emplace_back(next, low_ones(width(family)));
  return result;
}

/// The addresses of a wildcard as ranges; false when its mask has too many holes.
bool add_ranges(const Wildcard& wildcard, Ranges& ranges) {
  const Bits128 free = ~wildcard.care & low_ones(width(wildcard.family()));
  int run = 0;
  while (run < width(wildcard.family()) && (free >> run & 1) != 0) ++run;
  const Bits128 holes = free & ~low_ones(run);
  int count = 0;
  for (Bits128 left = holes; left != 0; left &= left - 1) ++count;
  if (count > most_holes) return false;
  const Bits128 base = wildcard.value.bits & wildcard.care & low_ones(width(wildcard.family()));
  Bits128 filled = 0;  // every value of the holes: counting with the bits between them set
  do {
    ranges.emplace_back(base | filled, base | filled | low_ones(run));
    filled = (filled - holes) & holes;
  } while (filled != 0);
  return true;
}

/// The addresses of a family that a match names, certain terms only or all; false: not to be told as ranges.
bool ranges_of(const AddressMatch& match, Family family, bool certain_only, Ranges& ranges) {
  for (const AddressTerm& term : match.terms) {
    if (certain_only && !term.certain) continue;
    if (const auto* range = std::get_if<AddressRange>(&term.value)) {
      if (range->family() == family) ranges.emplace_back(range->first.bits, range->last.bits);
    } else if (const auto& wildcard = std::get<Wildcard>(term.value); wildcard.family() == family) {
      if (!add_ranges(wildcard, ranges)) return false;
    }
  }
  return true;
}

void add(Choices& choices, const Ranges& ranges, Family family, bool certain) {
  for (const auto& [first, last] : merged(ranges)) {
    choices.push_back({{of_address({family, first}), of_address({family, last})}, certain});
  }
}

std::optional<Choices> addresses(const AddressMatch& match, Family family) {
  if (match.any) return match.negated ? Choices{} : Choices{{whole_family(family), true}};
  Ranges certain;
  Ranges all;
  if (!ranges_of(match, family, true, certain) || !ranges_of(match, family, false, all)) return std::nullopt;
  const bool exact = std::ranges::all_of(match.terms, &AddressTerm::certain);
  Choices choices;
  add(choices, match.negated ? all_but(all, family) : certain, family, true);
  if (!exact) add(choices, match.negated ? all_but(certain, family) : all, family, false);
  return choices;
}

/// Neighbouring numbers as one interval.
Choices runs(std::vector<Bits128> numbers) {
  std::sort(numbers.begin(), numbers.end());
  Choices result;
  for (const Bits128 number : numbers) {
    if (!result.empty() && number <= result.back().values.last.bits + 1) {
      result.back().values.last.bits = number;
    } else {
      result.push_back({plain(number, number), true});
    }
  }
  return result;
}

Choices anything(Axis axis) { return {{plain(0, greatest(axis)), true}}; }

template <typename Range>
Choices ranges_or_anything(Axis axis, const std::vector<Range>& ranges) {
  if (ranges.empty()) return anything(axis);
  Ranges raw;
  for (const Range& range : ranges) raw.emplace_back(range.first, range.last);
  Choices result;
  for (const auto& [first, last] : merged(std::move(raw))) result.push_back({plain(first, last), true});
  return result;
}

bool takes(const std::vector<TcpFlagMatch>& alternatives, int flags) {
  return std::ranges::any_of(alternatives,
                             [&](const TcpFlagMatch& match) { return (flags & match.mask) == match.value; });
}

/// TCP flags by class: all that the services of a filter never tell apart is one value of the axis.
class FlagClasses {
 public:
  explicit FlagClasses(const Filter& filter) {
    std::vector<const std::vector<TcpFlagMatch>*> asked;
    for (const Rule& rule : filter.rules) {
      for (const Service& service : rule.match.services) {
        const auto same = [&](const auto* other) { return *other == service.tcp_flags; };
        if (!service.tcp_flags.empty() && std::ranges::none_of(asked, same))
          asked.push_back(&service.tcp_flags);
      }
    }
    std::map<std::vector<bool>, std::uint8_t> known;
    for (int flags = 0; flags < 256; ++flags) {
      std::vector<bool> answers;
      for (const auto* alternatives : asked) answers.push_back(takes(*alternatives, flags));
      const auto number = static_cast<std::uint8_t>(known.size());
      const auto [entry, fresh] = known.emplace(std::move(answers), number);
      classes_[static_cast<std::size_t>(flags)] = entry->second;
      if (fresh) {
        examples_.push_back(static_cast<std::uint8_t>(flags));
      } else if (flags == tcp_flag::syn && known.size() == 1) {
        examples_.front() = tcp_flag::syn;  // the packet that everybody expects
      }
    }
  }
  [[nodiscard]] Choices of(const std::vector<TcpFlagMatch>& alternatives) const {
    if (alternatives.empty()) return {{plain(0, examples_.size() - 1), true}};
    std::vector<Bits128> classes;
    for (std::size_t number = 0; number < examples_.size(); ++number) {
      if (takes(alternatives, examples_[number])) classes.push_back(number);
    }
    return runs(std::move(classes));
  }
  [[nodiscard]] const std::vector<std::uint8_t>& examples() const { return examples_; }
  [[nodiscard]] const std::array<std::uint8_t, 256>& classes() const { return classes_; }

 private:
  std::vector<std::uint8_t> examples_;  // by class
  std::array<std::uint8_t, 256> classes_{};
};

/// Names of interfaces as numbers, in the order in which rules name them.
class Names {
 public:
  [[nodiscard]] Choices of(Axis axis, const std::vector<std::string>& list) {
    if (list.empty()) return anything(axis);
    std::vector<Bits128> numbers;
    for (const std::string& name : list) {
      const auto [entry, fresh] = numbers_.emplace(name, names_.size());
      if (fresh) names_.push_back(name);
      numbers.push_back(entry->second);
    }
    return runs(std::move(numbers));
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::vector<std::string> names_;
};

using ChoicesByAxis = std::array<Choices, axis_count>;
Choices& at(ChoicesByAxis& choices, Axis axis) { return choices[static_cast<std::size_t>(axis)]; }

/// Keeps those protocols that carry a field that is asked for.
void only(ChoicesByAxis& choices, bool (*carries)(std::uint8_t)) {
  std::vector<Bits128> numbers;
  for (int number = 0; number < 256; ++number) {
    const auto inside = [&](const Choice& choice) {
      return choice.values.first.bits <= Bits128(number) && Bits128(number) <= choice.values.last.bits;
    };
    if (carries(static_cast<std::uint8_t>(number)) &&
        std::ranges::any_of(at(choices, Axis::protocol), inside))
      numbers.push_back(static_cast<Bits128>(number));
  }
  at(choices, Axis::protocol) = runs(std::move(numbers));
}

bool is_icmp(std::uint8_t number) { return number == protocol::icmp || number == protocol::icmpv6; }
bool is_tcp(std::uint8_t number) { return number == protocol::tcp; }

/// What a service asks of the header behind the addresses; an empty list of choices: it takes nothing.
void choose_service(const Service& service, const FlagClasses& flags, ChoicesByAxis& choices) {
  at(choices, Axis::protocol) = service.protocol
                                    ? Choices{{plain(*service.protocol, *service.protocol), service.certain}}
                                    : Choices{{plain(0, greatest(Axis::protocol)), service.certain}};
  at(choices, Axis::source_port) = ranges_or_anything(Axis::source_port, service.source_ports);
  at(choices, Axis::destination_port) = ranges_or_anything(Axis::destination_port, service.destination_ports);
  at(choices, Axis::icmp_type) = ranges_or_anything(Axis::icmp_type, service.icmp_types);
  at(choices, Axis::icmp_code) = ranges_or_anything(Axis::icmp_code, service.icmp_codes);
  at(choices, Axis::tcp_flags) = flags.of(service.tcp_flags);
  if (!service.source_ports.empty() || !service.destination_ports.empty()) only(choices, has_ports);
  if (!service.icmp_types.empty() || !service.icmp_codes.empty()) only(choices, is_icmp);
  if (!service.tcp_flags.empty()) only(choices, is_tcp);
  for (Choice& choice : at(choices, Axis::protocol)) choice.certain = choice.certain && service.certain;
}

/// Boxes of values; ranks come when all values are known.
struct RawBox {
  std::array<Values, axis_count> values;
  RuleIndex rule = 0;
  bool certain = true;
};

/// Every combination of the choices.
void combine(const ChoicesByAxis& choices, RawBox& box, std::size_t axis, std::vector<RawBox>& out) {
  if (axis == axis_count) {
    out.push_back(box);
    return;
  }
  const bool certain = box.certain;
  for (const Choice& choice : choices[axis]) {
    box.values[axis] = choice.values;
    box.certain = certain && choice.certain;
    combine(choices, box, axis + 1, out);
  }
  box.certain = certain;
}

std::size_t combinations(const ChoicesByAxis& choices) {
  std::size_t result = 1;
  for (const Choices& list : choices) result = std::min(result * list.size(), most_boxes + 1);
  return result;
}

class Reader {
 public:
  Reader(const Filter& filter, const Date& date) : date_(date), flags_(filter) {}

  /// False when boxes cannot tell what the rule takes.
  bool add(const Rule& rule, RuleIndex index, std::vector<RawBox>& out) {
    const Activity activity = activity_on(rule.schedule, date_);
    if (activity == Activity::inactive) return true;
    ChoicesByAxis choices;
    if (!choose_states(rule.match, choices)) return false;
    choose_marks(rule.match, choices);
    at(choices, Axis::ingress) = ingress_.of(Axis::ingress, rule.ingress);
    at(choices, Axis::egress) = egress_.of(Axis::egress, rule.egress);
    RawBox box{{}, index, rule.match.certain && activity == Activity::active};
    for (const Family family : {Family::v4, Family::v6}) {
      if (!(family == Family::v4 ? rule.match.ipv4 : rule.match.ipv6)) continue;
      auto source = addresses(rule.match.source, family);
      auto destination = addresses(rule.match.destination, family);
      if (!source || !destination) return false;
      at(choices, Axis::source) = std::move(*source);
      at(choices, Axis::destination) = std::move(*destination);
      if (!add_services(rule.match.services, choices, box, out)) return false;
    }
    return true;
  }

  [[nodiscard]] const std::vector<std::string>& ingress() const { return ingress_.all(); }
  [[nodiscard]] const std::vector<std::string>& egress() const { return egress_.all(); }
  [[nodiscard]] const FlagClasses& flags() const { return flags_; }

 private:
  bool add_services(const std::vector<Service>& services, ChoicesByAxis& choices, RawBox& box,
                    std::vector<RawBox>& out) {
    static const std::vector<Service> everything(1);
    std::size_t count = 0;
    for (const Service& service : services.empty() ? everything : services) {
      choose_service(service, flags_, choices);
      count += combinations(choices);
      if (count > most_boxes) return false;
      combine(choices, box, 0, out);
    }
    return true;
  }

  static bool choose_states(const Match& match, ChoicesByAxis& choices) {
    if (match.states.empty()) {
      at(choices, Axis::state) = anything(Axis::state);
      return true;
    }
    std::vector<Bits128> states;
    for (const ConnectionState state : match.states) {
      if (state != ConnectionState::established && state != ConnectionState::related) return false;
      states.push_back(static_cast<Bits128>(state));
    }
    at(choices, Axis::state) = runs(std::move(states));
    return true;
  }

  static void choose_marks(const Match& match, ChoicesByAxis& choices) {
    at(choices, Axis::mark) =
        match.marks ? runs({match.marks->begin(), match.marks->end()}) : anything(Axis::mark);
    at(choices, Axis::source_mac) = match.source_macs.empty()
                                        ? anything(Axis::source_mac)
                                        : runs({match.source_macs.begin(), match.source_macs.end()});
  }

  Date date_;
  FlagClasses flags_;
  Names ingress_;
  Names egress_;
};

std::uint32_t rank(const std::vector<Value>& steps, const Value& value) {
  const auto behind = std::upper_bound(steps.begin(), steps.end(), value);
  return static_cast<std::uint32_t>(behind - steps.begin() - 1);
}

std::array<std::vector<Value>, axis_count> steps_of(const std::vector<RawBox>& boxes) {
  std::array<std::vector<Value>, axis_count> steps;
  for (std::size_t axis = 0; axis < axis_count; ++axis) {
    std::vector<Value>& list = steps[axis];
    list.push_back({});
    for (const RawBox& box : boxes) {
      list.push_back(box.values[axis].first);
      list.push_back(successor(static_cast<Axis>(axis), box.values[axis].last));
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return steps;
}

}  // namespace

bool overlap(const Box& a, const Box& b) {
  for (std::size_t axis = 0; axis < axis_count; ++axis) {
    if (a[axis].first > b[axis].last || b[axis].first > a[axis].last) return false;
  }
  return true;
}

bool contains(const Box& outer, const Box& inner) {
  for (std::size_t axis = 0; axis < axis_count; ++axis) {
    if (outer[axis].first > inner[axis].first || inner[axis].last > outer[axis].last) return false;
  }
  return true;
}

Box common(const Box& a, const Box& b) {
  Box result;
  for (std::size_t axis = 0; axis < axis_count; ++axis) {
    result[axis] = {std::max(a[axis].first, b[axis].first), std::min(a[axis].last, b[axis].last)};
  }
  return result;
}

std::optional<Boxes> Boxes::of(const Filter& filter, const Date& date) {
  Reader reader(filter, date);
  Boxes result;
  std::vector<RawBox> raw;
  for (RuleIndex index = 0; index < filter.rules.size(); ++index) {
    result.first_of_.push_back(raw.size());
    if (!reader.add(filter.rules[index], index, raw) || raw.size() > most_boxes_of_all) return std::nullopt;
  }
  result.first_of_.push_back(raw.size());
  result.steps_ = steps_of(raw);
  result.boxes_.reserve(raw.size());
  for (const RawBox& box : raw) {
    RuleBox& ranked = result.boxes_.emplace_back();
    ranked.rule = box.rule;
    ranked.certain = box.certain;
    for (std::size_t axis = 0; axis < axis_count; ++axis) {
      ranked.box[axis] = {rank(result.steps_[axis], box.values[axis].first),
                          rank(result.steps_[axis], box.values[axis].last)};
    }
  }
  result.flag_classes_ = reader.flags().examples();
  result.class_of_flags_ = reader.flags().classes();
  result.ingress_ = reader.ingress();
  result.egress_ = reader.egress();
  return result;
}

namespace {

/// The wanted value where it is among those from `first` up to but without `behind`, else the first.
Bits128 preferring(Bits128 wanted, Bits128 first, const Value* behind) {
  const bool inside = wanted >= first && (behind == nullptr || behind->family > 0 || wanted < behind->bits);
  return inside ? wanted : first;
}

void clear_absent_fields(Packet& packet) {
  if (!has_ports(packet.protocol)) packet.source_port = packet.destination_port = 0;
  if (!is_icmp(packet.protocol)) packet.icmp_type = packet.icmp_code = 0;
  if (!is_tcp(packet.protocol)) packet.tcp_flags = 0;
}

}  // namespace

Arrival Boxes::arrival_of(const Box& box) const {
  const auto steps = [&](Axis axis) -> const std::vector<Value>& {
    return steps_[static_cast<std::size_t>(axis)];
  };
  const auto first = [&](Axis axis) { return steps(axis)[box[static_cast<std::size_t>(axis)].first]; };
  const auto behind = [&](Axis axis) -> const Value* {
    const std::size_t next = box[static_cast<std::size_t>(axis)].last + std::size_t{1};
    return next < steps(axis).size() ? &steps(axis)[next] : nullptr;
  };
  const auto number = [&](Axis axis, Bits128 wanted) {
    return preferring(wanted, first(axis).bits, behind(axis));
  };
  const auto address = [&](Axis axis) {
    const Value value = first(axis);
    const Value* end = behind(axis);
    const bool several = end == nullptr || end->family != value.family || end->bits - value.bits > 2;
    return Address{value.family == 0 ? Family::v4 : Family::v6, value.bits + (several ? 1 : 0)};
  };
  const auto name = [&](Axis axis, const std::vector<std::string>& names) {
    const auto index = static_cast<std::size_t>(first(axis).bits);
    return index < names.size() ? names[index] : std::string();
  };
  Arrival arrival;
  arrival.packet.destination = address(Axis::destination);
  arrival.packet.source = address(Axis::source);
  arrival.packet.protocol = static_cast<std::uint8_t>(number(Axis::protocol, protocol::tcp));
  arrival.packet.destination_port = static_cast<std::uint16_t>(number(Axis::destination_port, 80));
  arrival.packet.source_port = static_cast<std::uint16_t>(number(Axis::source_port, 50000));
  arrival.packet.icmp_type = static_cast<std::uint8_t>(number(Axis::icmp_type, 8));
  arrival.packet.icmp_code = static_cast<std::uint8_t>(number(Axis::icmp_code, 0));
  const auto flags = static_cast<std::size_t>(first(Axis::tcp_flags).bits);
  arrival.packet.tcp_flags = flag_classes_[std::min(flags, flag_classes_.size() - 1)];
  arrival.packet.state = static_cast<ConnectionState>(static_cast<int>(first(Axis::state).bits));
  arrival.packet.mark = static_cast<std::uint16_t>(first(Axis::mark).bits);
  arrival.packet.source_mac = static_cast<std::uint64_t>(first(Axis::source_mac).bits);
  arrival.ingress = name(Axis::ingress, ingress_);
  arrival.egress = name(Axis::egress, egress_);
  clear_absent_fields(arrival.packet);
  return arrival;
}

Box Boxes::box_of(const Arrival& arrival) const {
  Box box;
  const auto set = [&](Axis axis, const Value& value) {
    const std::uint32_t number = rank(steps_[static_cast<std::size_t>(axis)], value);
    box[static_cast<std::size_t>(axis)] = {number, number};
  };
  const auto name = [](const std::vector<std::string>& names, const std::string& wanted) {
    return plain(static_cast<Bits128>(std::find(names.begin(), names.end(), wanted) - names.begin()));
  };
  const Packet& packet = arrival.packet;
  set(Axis::destination, of_address(packet.destination));
  set(Axis::source, of_address(packet.source));
  set(Axis::protocol, plain(packet.protocol));
  set(Axis::destination_port, plain(packet.destination_port));
  set(Axis::source_port, plain(packet.source_port));
  set(Axis::icmp_type, plain(packet.icmp_type));
  set(Axis::icmp_code, plain(packet.icmp_code));
  set(Axis::tcp_flags, plain(class_of_flags_[packet.tcp_flags]));
  set(Axis::state, plain(static_cast<Bits128>(packet.state)));
  set(Axis::mark, plain(packet.mark));
  set(Axis::source_mac, plain(packet.source_mac));
  set(Axis::ingress, name(ingress_, arrival.ingress));
  set(Axis::egress, name(egress_, arrival.egress));
  return box;
}

}  // namespace sekisho::lint
