#include "report/markup.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>
#include <array>

namespace sekisho::report {
namespace {

/// Elements that HTML writes without an end tag ("void elements" of the HTML standard), those in use.
bool is_void(std::string_view name) {
  constexpr std::array names{std::string_view("br"), std::string_view("hr"), std::string_view("meta")};
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string markup_escaped(std::string_view text) {
  std::string escaped;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    for (const char c : printable(text.substr(start, end - start))) {
      switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
      }
    }
    if (end < text.size()) escaped += '\n';
    start = end + 1;
  }
  return escaped;
}

Element& Element::add(Element child) {
  children_.push_back(std::move(child));
  return *this;
}

Element& Element::add(std::string_view text) {
  Element child;
  child.text_ = text;
  return add(std::move(child));
}

Element Element::style(std::string_view sheet) {
  Element element("style", {}, sheet);
  element.children_.front().verbatim_ = true;
  return element;
}

std::string Element::text() const {
  std::string out;
  write(out);
  return out;
}

void Element::write(std::string& out) const {
  if (name_.empty()) {
    out += verbatim_ ? text_ : markup_escaped(text_);
    return;
  }
  out += '<';
  out += name_;
  for (const Attribute& attribute : attributes_) {
    out += ' ';
    out += attribute.name.text();
    out += "=\"";
    out += markup_escaped(attribute.value);
    out += '"';
  }
  if (children_.empty() && is_void(name_)) {
    out += "/>";
    return;
  }
  out += '>';
  for (const Element& child : children_) child.write(out);
  out += "</";
  out += name_;
  out += '>';
}

}  // namespace sekisho::report
