// A small XML parser: what is well-formed becomes a tree, anything else an error with its place. It knows
// what our reports use (elements, attributes, text, character references, a declaration, a doctype) and
// takes everything else for a mistake.
#pragma once

#include <cctype>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::test {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<XmlElement> children;
  std::string text;  // of this element itself, without that of its children

  [[nodiscard]] std::string attribute(const std::string& key) const {
    const auto found = attributes.find(key);
    return found == attributes.end() ? std::string() : found->second;
  }
  /// This element and everything below it, in document order.
  void each(const std::function<void(const XmlElement&)>& visit) const {
    visit(*this);
    for (const XmlElement& child : children) child.each(visit);
  }
  [[nodiscard]] std::vector<const XmlElement*> all(const std::string& wanted) const {
    std::vector<const XmlElement*> found;
    each([&](const XmlElement& element) {
      if (element.name == wanted) found.push_back(&element);
    });
    return found;
  }
  [[nodiscard]] std::string whole_text() const {
    std::string words;
    each([&](const XmlElement& element) { words += element.text; });
    return words;
  }
};

class XmlParser {
 public:
  explicit XmlParser(std::string_view text) : text_(text) {}

  /// The root element; throws std::runtime_error that says what is wrong and where.
  [[nodiscard]] XmlElement parse() {
    if (take("<?xml")) skip_past("?>");
    skip_space();
    if (take("<!DOCTYPE html>")) skip_space();
    XmlElement root = element();
    skip_space();
    if (at_ != text_.size()) fail("something behind the root element");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " at \"" + std::string(text_.substr(at_, 60)) + "\"");
  }
  bool take(std::string_view wanted) {
    if (text_.substr(at_).substr(0, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }
  void need(std::string_view wanted) {
    if (!take(wanted)) fail("expected " + std::string(wanted));
  }
  void skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) fail("no " + std::string(end));
    at_ = found + end.size();
  }
  void skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  std::string name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  std::string_view("-_:").find(text_[at_]) != std::string_view::npos))
      ++at_;
    if (at_ == start) fail("expected a name");
    return std::string(text_.substr(start, at_ - start));
  }
  /// A character, or what a reference stands for.
  void character(std::string& out) {
    const char c = text_[at_];
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') fail("a control character");
    if (c != '&') {
      out += c;
      ++at_;
      return;
    }
    const std::map<std::string_view, char> known{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    for (const auto& [reference, meaning] : known) {
      if (!take(reference)) continue;
      out += meaning;
      return;
    }
    fail("an unknown reference");
  }
  void attributes(XmlElement& element) {
    for (;;) {
      skip_space();
      if (text_.substr(at_).starts_with(">") || text_.substr(at_).starts_with("/>")) return;
      const std::string key = name();
      need("=\"");
      std::string value;
      while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '<') fail("a tag inside an attribute");
        character(value);
      }
      need("\"");
      if (!element.attributes.emplace(key, value).second) fail("attribute twice: " + key);
    }
  }
  XmlElement element() {
    need("<");
    XmlElement element;
    element.name = name();
    attributes(element);
    if (take("/>")) return element;
    need(">");
    while (at_ < text_.size() && !text_.substr(at_).starts_with("</")) {
      if (text_[at_] == '<') {
        element.children.push_back(this->element());
      } else {
        character(element.text);
      }
    }
    need("</" + element.name + ">");
    return element;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace sekisho::test
