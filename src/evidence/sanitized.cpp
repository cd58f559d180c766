// A sanitized channel is met when nothing but harmless content passes. What a capture cannot show (TLS,
// missing bytes, a protocol that tells nothing) is unproved content, never a pass.
#include "evidence/carried.hpp"
#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <tuple>

namespace sekisho::evidence {
namespace {

using capture::FlowKey;

bool same(const FlowKey& a, const FlowKey& b) {
  const auto parts = [](const FlowKey& key) {
    return std::tie(key.source, key.destination, key.protocol, key.source_port, key.destination_port,
                    key.tags, key.tag_count, key.tunnel, key.tunnel_id, key.interface);
  };
  return parts(a) == parts(b);
}

class Examination {
 public:
  Examination(const SanitizedFlow& sanitized, FindingList& findings)
      : channel_(*sanitized.channel),
        capture_(*sanitized.capture),
        flow_(*sanitized.flow),
        findings_(findings) {}

  void mail() {
    bool seen = false;
    for (const content::Mail& mail : capture_.mails.mails) {
      if (!same(mail.flow, flow_.key)) continue;
      seen = true;
      judge(mail);
    }
    for (const content::MailSession& session : capture_.mails.sessions) {
      if (!same(session.flow, flow_.key)) continue;
      if (session.encrypted_from > 0) unproved(Code::confirm_mail_unseen, "TLS");
      if (session.encrypted_from == 0 && session.gaps > 0) unproved(Code::confirm_mail_unseen, "incomplete");
      return;
    }
    if (!seen) unproved(Code::confirm_mail_unseen, spoken());
  }

  void screen() {
    for (const content::ScreenSession& session : capture_.screens.sessions) {
      if (!same(session.flow, flow_.key)) continue;
      bool carries_files = false;
      for (const content::SideChannel& side : session.channels) {
        if (!content::can_carry_files(side.kind)) continue;
        carries_files = true;
        report(Kind::unsanitized_content, Code::confirm_screen_side_channel, side.name);
      }
      if (!carries_files && !session.channels_known)
        unproved(Code::confirm_screen_unseen, std::string(name_of(session.protocol)) +
                                                  (session.security.empty() ? "" : ", " + session.security));
      return;
    }
    if (is_known_by_content() && flow_.application->name.substr(0, 3) != "TLS") {
      report(Kind::unsanitized_content, Code::confirm_screen_other, flow_.application->name);
    } else {
      unproved(Code::confirm_screen_unseen, spoken());
    }
  }

  void file() { unproved(Code::confirm_file_unseen, spoken()); }

 private:
  [[nodiscard]] bool is_known_by_content() const {
    return flow_.application && flow_.application->name != "Unknown" &&
           flow_.application->confidence.starts_with("dpi");
  }

  [[nodiscard]] std::string spoken() const { return is_known_by_content() ? flow_.application->name : "?"; }

  void judge(const content::Mail& mail) {
    std::string remarks;
    for (const content::MailRemark remark : mail.content.remarks)
      remarks += (remarks.empty() ? "" : ", ") + std::string(content::name_of(remark));
    switch (mail.content.judgement) {
      case content::MailJudgement::plain_text_only: return;
      case content::MailJudgement::more_than_text:
        report(Kind::unsanitized_content, Code::confirm_mail_more, remarks);
        return;
      case content::MailJudgement::unknown: unproved(Code::confirm_mail_unseen, remarks); return;
    }
  }

  void unproved(Code code, const std::string& why) { report(Kind::unproved_content, code, why); }

  void report(Kind kind, Code code, const std::string& what) {
    SeenFlow seen = seen_flow(capture_, flow_);
    seen.outcome = Outcome::answered;
    const Severity severity = kind == Kind::unsanitized_content ? Severity::error : Severity::warning;
    const std::vector<std::string> arguments{channel_.id, to_string(flow_.key.source),
                                             to_string(flow_.key.destination), what};
    Finding& finding = findings_.add(kind, severity, {code, {}, arguments}, seen);
    finding.channel = channel_.id;
    finding.from = channel_.from.segment;
    finding.to = channel_.to.segment;
    finding.outcome = Outcome::answered;
    finding.packet = seen.packet;
  }

  const Channel& channel_;
  const Capture& capture_;
  const capture::Flow& flow_;
  FindingList& findings_;
};

/// True when the sanitizer opened it: what it passes on is sanitized, what it is handed is not yet.
bool comes_from_sanitizer(const Snapshot& snapshot, const SanitizedFlow& sanitized) {
  const Host* sanitizer = snapshot.find_host(sanitized.channel->via);
  return sanitizer != nullptr && std::ranges::any_of(sanitizer->addresses, [&](const AddressRange& range) {
           return range.contains(sanitized.flow->key.source);
         });
}

}  // namespace

void judge_sanitized(const Network& network, const std::vector<SanitizedFlow>& flows, FindingList& findings) {
  for (const SanitizedFlow& each : flows) {
    Examination examination(each, findings);
    const std::string& method = each.channel->method;
    if (method == "screen-transfer") {
      examination.screen();
    } else if (comes_from_sanitizer(network.snapshot, each)) {
      method == "mail-text" ? examination.mail() : examination.file();
    }
  }
}

}  // namespace sekisho::evidence
