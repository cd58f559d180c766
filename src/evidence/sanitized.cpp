// A sanitized channel is met when nothing but harmless content passes. What a capture cannot show (TLS,
// missing bytes, a protocol that tells nothing) is unproved content, never a pass.
#include "evidence/carried.hpp"
#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace sekisho::evidence {
namespace {

using capture::FlowKey;

bool same(const FlowKey& a, const FlowKey& b) {
  const auto parts = [](const FlowKey& key) {
    return std::tie(key.source, key.destination, key.protocol, key.source_port, key.destination_port,
                    key.tags, key.tag_count, key.tunnel, key.tunnel_id, key.inner_vlan, key.interface);
  };
  return parts(a) == parts(b);
}

/// By its name of nDPI: a display protocol, or what may hold one.
bool may_be_screen(std::string_view application) {
  static constexpr std::array<std::string_view, 5> screens{"TLS", "RDP", "VNC", "Citrix", "VMware"};
  const std::string_view carrier = application.substr(0, application.find('.'));
  return std::ranges::find(screens, carrier) != screens.end();
}

class Examination {
 public:
  Examination(const SanitizedFlow& sanitized, FindingList& findings)
      : channel_(*sanitized.channel),
        capture_(*sanitized.capture),
        flow_(sanitized.flow),
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
      if (session.encrypted_from > 0) {
        unproved(Code::confirm_mail_unseen, "tls");
      } else if (session.gaps > 0) {
        unproved(Code::confirm_mail_unseen, "incomplete");
      } else if (!session.speaks_smtp) {
        unproved(Code::confirm_mail_unseen, "not-smtp");
      }
      return;
    }
    if (!seen) unproved(Code::confirm_mail_unseen, is_fetched() ? "fetched:" + fetching() : spoken());
  }

  /// By a protocol in which who opens the session gets the mails.
  [[nodiscard]] bool is_fetched() const { return !fetching().empty(); }

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
    if (is_known_by_content() && !may_be_screen(flow_.application->name)) {
      report(Kind::unsanitized_content, Code::confirm_screen_other, flow_.application->name);
    } else {
      unproved(Code::confirm_screen_unseen, spoken());
    }
  }

  void file() { unproved(Code::confirm_file_unseen, spoken()); }

 private:
  [[nodiscard]] bool is_known_by_content() const {
    return flow_.application && flow_.application->name != "Unknown" &&
           capture::is_by_content(*flow_.application);
  }

  [[nodiscard]] std::string spoken() const {
    if (flow_.from_record)
      return "record:" + (flow_.application ? flow_.application->name : std::string("?"));
    return is_known_by_content() ? flow_.application->name : "?";
  }

  /// `POP3` or `IMAP`, by the content or else by the port (IANA service names registry); empty when neither.
  [[nodiscard]] std::string fetching() const {
    if (is_known_by_content()) {
      for (const std::string_view name : {"POP", "IMAP"}) {
        if (flow_.application->name.starts_with(name)) return name == "POP" ? "POP3" : "IMAP";
      }
    }
    switch (flow_.key.destination_port) {
      case 110:
      case 995: return "POP3";
      case 143:
      case 993: return "IMAP";
      default: return {};
    }
  }

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

bool is_sanitizer_of(const Snapshot& snapshot, const Channel& channel, const Address& address) {
  const Host* sanitizer = snapshot.find_host(channel.via);
  return sanitizer != nullptr && std::ranges::any_of(sanitizer->addresses, [&](const AddressRange& range) {
           return range.contains(address);
         });
}

}  // namespace

void judge_sanitized(const Network& network, const std::vector<SanitizedFlow>& flows, FindingList& findings) {
  for (const SanitizedFlow& each : flows) {
    Examination examination(each, findings);
    const std::string& method = each.channel->method;
    if (method == "screen-transfer") {
      examination.screen();
      continue;
    }
    // What the sanitizer passes on is sanitized, what it is handed is not yet. It passes on what it sends,
    // and mails that are fetched from it.
    const capture::FlowKey& key = each.flow.key;
    const bool sent = is_sanitizer_of(network.snapshot, *each.channel, key.source);
    const bool fetched = method == "mail-text" && examination.is_fetched() &&
                         is_sanitizer_of(network.snapshot, *each.channel, key.destination);
    if (!sent && !fetched) continue;
    method == "mail-text" ? examination.mail() : examination.file();
  }
}

void tell_not_examined(const std::map<std::string, NotExamined>& left_out, FindingList& findings) {
  for (const auto& [id, each] : left_out) {
    const Channel& channel = *each.first.channel;
    Finding& finding = findings.add(Kind::unproved_content, Severity::warning,
                                    {Code::confirm_not_examined, {}, {id, std::to_string(each.flows)}},
                                    seen_flow(*each.first.capture, each.first.flow));
    finding.flows = each.flows;
    finding.channel = id;
    finding.from = channel.from.segment;
    finding.to = channel.to.segment;
  }
}

}  // namespace sekisho::evidence
