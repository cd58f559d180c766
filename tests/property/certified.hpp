// Certificates of random networks, and what the checker says of a certificate.
#pragma once

#include "random_network.hpp"

#include <sekisho/check/check.hpp>
#include <sekisho/proof/certificate.hpp>
#include <sekisho/proof/checker.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <string>
#include <vector>

namespace sekisho {

using testing::Features;
using Json = nlohmann::ordered_json;

inline const Date certified_on{2026, 11, 21};

/// Every ordered pair of segments, for sessions also by chains of them, and every segment to every device.
inline std::vector<Requirement> all_pairs(const Network& network, Semantics semantics) {
  std::vector<Requirement> result;
  const auto add = [&](RequirementKind kind, const std::string& from, const std::string& to) {
    Requirement requirement;
    requirement.id = (kind == RequirementKind::relays ? "chain " : "") + from + ">" + to;
    requirement.kind = kind;
    requirement.semantics = semantics;
    requirement.allowed_methods = {"file-cdr"};
    requirement.from = from;
    requirement.to = to;
    result.push_back(requirement);
  };
  for (const Segment& from : network.snapshot.segments) {
    for (const Segment& to : network.snapshot.segments) {
      if (from.name == to.name) continue;
      add(RequirementKind::separation, from.name, to.name);
      if (semantics == Semantics::session) add(RequirementKind::relays, from.name, to.name);
    }
    for (const Device& device : network.devices) add(RequirementKind::devices, from.name, device.name);
  }
  return result;
}

/// Sanitizers in some segments with channels to them, and filters for what some devices send themselves.
inline void add_sanitizers_and_own_filters(std::uint32_t seed, Network& network) {
  std::mt19937 random(seed);
  for (const Segment& segment : network.snapshot.segments) {
    if (segment.prefixes.empty() || random() % 2 == 0) continue;
    Host host;
    host.name = "sanitizer of " + segment.name;
    host.segment = segment.name;
    host.sanitizer = "file-cdr";
    const Address first = segment.prefixes.front().network;
    host.addresses = {AddressRange::of(Address{first.family, first.bits + 10})};
    network.snapshot.hosts.push_back(host);
    const Segment& opener = network.snapshot.segments[random() % network.snapshot.segments.size()];
    if (opener.name == segment.name || opener.prefixes.empty()) continue;
    Channel channel;
    channel.id = "to " + host.name;
    channel.method = host.sanitizer;
    channel.via = host.name;
    channel.from.segment = opener.name;
    const Address sender = opener.prefixes.front().network;
    channel.from.addresses = {AddressRange::of(Address{sender.family, sender.bits + 11})};
    channel.to.segment = segment.name;
    channel.to.addresses = host.addresses;
    network.snapshot.channels.push_back(channel);
  }
  for (Device& device : network.devices) {
    if (random() % 4 != 0) continue;
    device.own_filter = Filter{};
    device.own_filter->default_action = random() % 2 == 0 ? Action::permit : Action::deny;
  }
}

struct Certified {
  ModelFile model;
  CertificateText text;
  std::size_t proofs = 0;
  std::size_t unanswered = 0;  // of them, because no answer comes back
};

inline Certified certified(std::uint32_t seed, const Features& features, Semantics semantics) {
  testing::RandomNetwork net = testing::random_network(seed, features);
  add_sanitizers_and_own_filters(seed, net.network);
  Certified result;
  result.model = {certified_on, "all-pairs", std::move(net.network), std::move(net.routes), {}};
  result.model.requirements = all_pairs(result.model.network, semantics);
  Checker checker(result.model.network, result.model.routes, certified_on, 1);
  std::vector<RequirementResult> results;
  for (const Requirement& each : result.model.requirements) {
    results.push_back(checker.check(each));
    result.proofs += results.back().verdict == Verdict::proved ? 1 : 0;
    result.unanswered +=
        results.back().verdict == Verdict::proved && results.back().for_want_of_answers ? 1 : 0;
  }
  Result<CertificateText> text = certify(result.model, results, "city.model");
  EXPECT_TRUE(text.ok());
  if (text) result.text = std::move(text).value();
  return result;
}

/// What the checker says; empty when all holds.
inline std::string objection(const std::string& certificate_text, const std::string& model_text) {
  const Result<dump::CertificateFile> certificate = dump::read_certificate(certificate_text);
  if (!certificate) return certificate.reason();
  if (certificate.value().model_sha256 != sha256_hex(model_text)) return "another model";
  const Result<ModelFile> model = read_model(model_text);
  if (!model) return model.reason();
  const std::vector<Diagnostic> wrong = check::check(certificate.value(), model.value());
  return wrong.empty() ? "" : render(wrong.front(), Language::en);
}

inline std::string objection(const CertificateText& text) { return objection(text.certificate, text.model); }

/// The document as text with a digest that fits.
inline std::string sealed(Json document) {
  document.erase("sha256");
  std::string text = "{";
  for (const auto& [key, value] : document.items())
    text += (text.size() == 1 ? "\"" : ",\n\"") + key + "\":" + value.dump();
  return text + ",\n\"sha256\":\"" + sha256_hex(text) + "\"}\n";
}

/// All that a network may hold.
inline Features everything() {
  Features features;
  features.lists = true;
  features.pools = true;
  return features;
}

}  // namespace sekisho
