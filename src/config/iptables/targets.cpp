#include "config/iptables/targets.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::iptables {
namespace {

struct TargetRow {
  std::string_view name;
  TargetKind kind;
  bool has_options = true;
};

constexpr std::array targets{
    TargetRow{"ACCEPT", TargetKind::accept, false},
    TargetRow{"DROP", TargetKind::drop, false},
    TargetRow{"REJECT", TargetKind::drop},
    TargetRow{"TARPIT", TargetKind::drop},
    TargetRow{"STEAL", TargetKind::drop},
    TargetRow{"CHAOS", TargetKind::drop},
    TargetRow{"DELUDE", TargetKind::drop},
    TargetRow{"RETURN", TargetKind::give_back, false},
    TargetRow{"LOG", TargetKind::goes_on},
    TargetRow{"NFLOG", TargetKind::goes_on},
    TargetRow{"ULOG", TargetKind::goes_on},
    TargetRow{"TRACE", TargetKind::goes_on, false},
    TargetRow{"AUDIT", TargetKind::goes_on},
    TargetRow{"CHECKSUM", TargetKind::goes_on},
    TargetRow{"CLASSIFY", TargetKind::goes_on},
    TargetRow{"CONNSECMARK", TargetKind::goes_on},
    TargetRow{"DSCP", TargetKind::goes_on},
    TargetRow{"ECN", TargetKind::goes_on},
    TargetRow{"HL", TargetKind::goes_on},
    TargetRow{"IDLETIMER", TargetKind::goes_on},
    TargetRow{"LED", TargetKind::goes_on},
    TargetRow{"RATEEST", TargetKind::goes_on},
    TargetRow{"SECMARK", TargetKind::goes_on},
    TargetRow{"TCPMSS", TargetKind::goes_on},
    TargetRow{"TCPOPTSTRIP", TargetKind::goes_on},
    TargetRow{"TOS", TargetKind::goes_on},
    TargetRow{"TTL", TargetKind::goes_on},
    TargetRow{"MARK", TargetKind::marks},
    TargetRow{"CONNMARK", TargetKind::marks},
    TargetRow{"HMARK", TargetKind::marks},
    TargetRow{"CT", TargetKind::tracks},
    TargetRow{"NOTRACK", TargetKind::untracks, false},
    TargetRow{"QUEUE", TargetKind::decided_outside, false},
    TargetRow{"NFQUEUE", TargetKind::decided_outside},
    TargetRow{"SYNPROXY", TargetKind::decided_outside},
    TargetRow{"TPROXY", TargetKind::redirects},
    TargetRow{"TEE", TargetKind::copies},
    TargetRow{"SNAT", TargetKind::translates},
    TargetRow{"DNAT", TargetKind::translates},
    TargetRow{"MASQUERADE", TargetKind::translates},
    TargetRow{"REDIRECT", TargetKind::translates},
    TargetRow{"NETMAP", TargetKind::translates},
    TargetRow{"SET", TargetKind::changes_set},
    TargetRow{"SNPT", TargetKind::rewrites},
    TargetRow{"DNPT", TargetKind::rewrites},
    TargetRow{"CLUSTERIP", TargetKind::rewrites},
    TargetRow{"RAWSNAT", TargetKind::rewrites},
    TargetRow{"RAWDNAT", TargetKind::rewrites},
};

const TargetRow* find(std::string_view target) {
  const auto* row = std::find_if(targets.begin(), targets.end(),
                                 [&](const TargetRow& each) { return each.name == target; });
  return row == targets.end() ? nullptr : row;
}

/// Options of rules and of match modules that people also write behind the target.
constexpr std::array<std::string_view, 21> never_of_targets{"-s",
                                                            "-d",
                                                            "-p",
                                                            "-i",
                                                            "-o",
                                                            "-f",
                                                            "-c",
                                                            "--src",
                                                            "--dst",
                                                            "--source",
                                                            "--destination",
                                                            "--protocol",
                                                            "--sport",
                                                            "--dport",
                                                            "--in-interface",
                                                            "--out-interface",
                                                            "--state",
                                                            "--ctstate",
                                                            "--comment",
                                                            "--icmp-type",
                                                            "--dports"};

}  // namespace

TargetKind kind_of(std::string_view target) {
  const TargetRow* row = find(target);
  return row == nullptr ? TargetKind::unknown : row->kind;
}

bool is_option_of_target(std::string_view target, std::string_view option) {
  if (std::find(never_of_targets.begin(), never_of_targets.end(), option) != never_of_targets.end())
    return false;
  const TargetRow* row = find(target);
  return row != nullptr && row->has_options;
}

}  // namespace sekisho::config::iptables
