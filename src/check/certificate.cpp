#include "check/certificate.hpp"

#include <stdexcept>

namespace sekisho::check {

namespace {

using dump::CertificateFile;

void need(bool holds, const char* expected) {
  if (!holds) throw std::out_of_range(expected);
}

/// A node leads to sets before it that ask fields behind its own; so a set is what it says it is.
HeaderSet set_of(const CertificateFile::Node& node, Headers& headers, const std::vector<HeaderSet>& before) {
  std::vector<Part> parts;
  for (const auto& [last, child] : node.parts) {
    const std::uint32_t id = before.at(child).id();
    need(headers.field_of(id) > node.field, "sets before it that ask later fields");
    need(parts.empty() || parts.back().last < last, "values in ascending order");
    parts.push_back({last, id});
  }
  need(!parts.empty(), "a node that leads on");
  return headers.node(node.field, std::move(parts));
}

Certificate made_of(const CertificateFile& file) {
  Certificate result;
  Headers& headers = *result.headers;
  need(file.fields == headers.fields(), "the fields that this program knows");
  std::vector<HeaderSet> sets{headers.none(), headers.all()};
  for (const CertificateFile::Node& node : file.nodes) sets.push_back(set_of(node, headers, sets));
  const auto invariant = [&](const CertificateFile::Sets& places) {
    Invariant made;
    for (const auto& [place, set] : places)
      need(made.emplace(place, sets.at(set)).second, "each place of an invariant once");
    return made;
  };
  for (const auto& [from, own, without, any, senders, reached] : file.runs) {
    std::vector<HeaderSet> labels;
    for (const CertificateFile::Set each : senders) labels.push_back(sets.at(each));
    need(labels.size() <= headers.greatest(field::origin), "labels that fit their field");
    result.runs.push_back({from, own, without, any, std::move(labels), invariant(reached)});
  }
  for (const auto& [run, target, leading, reached] : file.answers) {
    need(run < result.runs.size(), "runs that are there");
    result.answers.push_back({run, target, invariant(leading), invariant(reached)});
  }
  for (const CertificateFile::Claim& claim : file.claims) {
    for (const std::size_t run : claim.runs) need(run < result.runs.size(), "runs that are there");
    for (const std::size_t each : claim.answers) need(each < result.answers.size(), "answers that are there");
  }
  result.claims = file.claims;
  return result;
}

}  // namespace

Result<Certificate> certificate_of(const CertificateFile& file) {
  try {
    return made_of(file);
  } catch (const std::out_of_range& refusal) {  // a list asked for what it has not got, or need()
    return Failure{std::string("expected sets, runs and answers that are there: ") + refusal.what()};
  } catch (const SetsTooLarge&) {
    return Failure{"expected sets that are not too large"};
  }
}

}  // namespace sekisho::check
