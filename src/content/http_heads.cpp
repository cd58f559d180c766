#include "content/http_heads.hpp"

#include "content/http.hpp"
#include "content/text.hpp"

#include <algorithm>

namespace sekisho::content {
namespace {

// Of one head: servers take 8 KiB to 16 KiB of fields.
constexpr std::size_t longest_head = 16'384;

}  // namespace

std::string_view HttpHead::new_field(std::string_view name) const {
  const std::string_view value = http_field(lines, name);
  const bool is_new = !value.empty() && static_cast<std::size_t>(value.data() - lines.data()) >= known;
  return is_new ? value : std::string_view();
}

bool HttpHeads::may_begin(std::string_view segment) const {
  return of_ == Of::requests ? may_be_http_request(segment) : is_http_response(segment);
}

HttpHead HttpHeads::head_of(std::string_view text, std::size_t known) const {
  HttpHead head;
  const std::size_t blank = text.find("\r\n\r\n");
  head.complete = blank != std::string_view::npos;
  const std::size_t end = head.complete ? blank + 2 : text.rfind('\n') + 1;  // npos + 1 is 0
  head.lines = text.substr(0, end);
  head.known = std::min(known, head.lines.size());
  if (of_ == Of::requests && !head.lines.empty() && !is_http_request(head.lines)) head.lines = {};
  return head;
}

HttpHead HttpHeads::add(const capture::Datagram& datagram, const capture::Flow& flow, capture::Side side) {
  const std::string_view segment = text_of(datagram.payload);
  const std::uint32_t next = datagram.tcp_sequence + datagram.payload_length;
  const bool cut = datagram.payload.size() < datagram.payload_length;  // what is behind is not there
  const std::size_t index = side == capture::Side::opener ? 0 : 1;
  if (may_begin(segment)) {
    const HttpHead head = head_of(segment, 0);
    if (head.complete || cut) return head;
    Sides* sides = flows_.find(flow);
    if (sides == nullptr) sides = &flows_.put(flow, std::make_unique<Sides>());
    (*sides)[index] = {std::string(segment), next};
    return head;
  }
  Sides* sides = flows_.find(flow);
  if (sides == nullptr) return {};
  Unfinished& unfinished = (*sides)[index];
  if (unfinished.text.empty() || datagram.tcp_sequence != unfinished.next) return {};
  const std::size_t known = head_of(unfinished.text, 0).lines.size();
  unfinished.text.append(segment);
  unfinished.next = next;
  const HttpHead sofar = head_of(unfinished.text, known);
  if (!sofar.complete && !cut && unfinished.text.size() < longest_head) return sofar;
  finished_ = std::move(unfinished.text);
  unfinished = {};
  if ((*sides)[1 - index].text.empty()) flows_.drop(flow);
  return head_of(finished_, known);
}

}  // namespace sekisho::content
