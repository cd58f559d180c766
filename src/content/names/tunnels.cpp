#include "content/names/tunnels.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace sekisho::content {
namespace {

constexpr std::size_t most_names_of_a_domain = 10'000;
constexpr std::size_t most_names = 1'000'000;

bool is_unusual(std::uint16_t type) {
  return type == dns_type::null || type == dns_type::key || type >= dns_type::first_private;
}

// Behind its last `count` labels; the whole where it has no more.
std::string_view last_labels(std::string_view name, int count) {
  std::size_t at = name.size();
  for (; count > 0 && at != std::string_view::npos; --count)
    at = at == 0 ? std::string_view::npos : name.rfind('.', at - 1);
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

}  // namespace

std::string_view registered_domain(std::string_view name) {
  // Second levels under which countries sell (of jp: JPRS, "JP domain name types").
  constexpr std::array<std::string_view, 16> seconds{"ac", "ad", "co",  "com", "ed",  "edu", "go",  "gov",
                                                     "gr", "lg", "mil", "ne",  "net", "or",  "org", "gob"};
  if (is_within_domain(name, "arpa")) return {};
  const std::string_view country = last_labels(name, 1);
  const std::string_view second = before(last_labels(name, 2), '.');
  const bool three =
      country.size() == 2 && std::find(seconds.begin(), seconds.end(), second) != seconds.end();
  const std::string_view domain = last_labels(name, three ? 3 : 2);
  return domain.size() == name.size() ? std::string_view() : domain;
}

void TunnelWatch::add(const DnsMessage& message, const Address& client, const Address& server,
                      const capture::Frame& frame) {
  if (message.questions.empty()) return;
  const DnsQuestion& question = message.questions.front();
  Watched* watched = watch(question.name, client, server);
  if (watched == nullptr) return;
  watched->told.seen.add(frame);
  if (message.response) {
    for (const DnsRecord& record : message.records) {
      if (record.type == dns_type::txt || is_unusual(record.type))
        watched->told.answer_bytes += record.data.size();
    }
    return;
  }
  ++watched->told.questions;
  if (question.name.size() >= figures_.long_name) ++watched->told.long_names;
  if (is_unusual(question.type)) ++watched->unusual_questions;
  count_name(*watched, question);
}

TunnelWatch::Watched* TunnelWatch::watch(std::string_view name, const Address& client,
                                         const Address& server) {
  const std::string_view domain = registered_domain(name);
  if (domain.empty()) return nullptr;
  std::tuple key{client, server, std::string(domain)};
  const auto known = domains_.find(key);
  if (known != domains_.end()) return &known->second;
  if (domains_.size() >= most_domains_) {
    incomplete_ = true;
    return nullptr;
  }
  Watched& watched = domains_[std::move(key)];
  watched.told.client = client;
  watched.told.server = server;
  watched.told.domain = domain;
  return &watched;
}

void TunnelWatch::count_name(Watched& watched, const DnsQuestion& question) {
  if (watched.names.size() >= most_names_of_a_domain) return;
  if (names_kept_ >= most_names) {
    incomplete_ = true;
    return;
  }
  // As on the wire: tunnels write bits in capital letters and in bytes above 127.
  if (!watched.names.insert(std::hash<std::string>()(question.wire_name)).second) return;
  ++names_kept_;
  watched.told.distinct_names = watched.names.size();
}

std::vector<TunnelSign> TunnelWatch::signs_of(const Watched& watched) const {
  const DnsTunnel& told = watched.told;
  std::vector<TunnelSign> signs;
  if (told.long_names >= figures_.long_names) signs.push_back(TunnelSign::long_names);
  if (told.distinct_names >= figures_.many_names && told.distinct_names * 2 >= told.questions) {
    signs.push_back(TunnelSign::many_names);
  }
  if (told.answer_bytes >= figures_.large_answer_bytes) signs.push_back(TunnelSign::large_answers);
  if (watched.unusual_questions >= figures_.unusual_questions) signs.push_back(TunnelSign::unusual_types);
  return signs;
}

std::vector<DnsTunnel> TunnelWatch::found() const {
  std::vector<DnsTunnel> tunnels;
  for (const auto& [key, watched] : domains_) {
    std::vector<TunnelSign> signs = signs_of(watched);
    if (signs.size() < 2 && watched.told.long_names < figures_.long_names_alone) continue;
    tunnels.push_back(watched.told);
    tunnels.back().signs = std::move(signs);
  }
  std::stable_sort(tunnels.begin(), tunnels.end(), [](const DnsTunnel& a, const DnsTunnel& b) {
    return a.seen.first_frame < b.seen.first_frame;
  });
  return tunnels;
}

}  // namespace sekisho::content
