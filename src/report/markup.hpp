// A tree of elements that becomes XML, XHTML or SVG text. Escaping is by construction: names of elements
// and attributes can only be literals of the source, and everything else is escaped when it is written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::report {

/// The name of an element or attribute: a literal, never text of a user.
class MarkupName {
 public:
  consteval MarkupName(const char* name) : name_(name) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] constexpr std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

struct Attribute {
  MarkupName name;
  std::string value;
};

/// An element with its attributes and children, or a piece of text.
class Element {
 public:
  explicit Element(MarkupName name, std::vector<Attribute> attributes = {})
      : name_(name.text()), attributes_(std::move(attributes)) {}

  /// Children are elements or texts, in their order; a text may hold anything.
  template <class... Children>
  Element(MarkupName name, std::vector<Attribute> attributes, Children&&... children)
      : name_(name.text()), attributes_(std::move(attributes)) {
    (add(std::forward<Children>(children)), ...);
  }

  Element& add(Element child);
  Element& add(std::string_view text);
  Element& add(const char* text) { return add(std::string_view(text)); }
  Element& add(const std::string& text) { return add(std::string_view(text)); }

  /// The stylesheet of the program: the one text that is written as it is. It must be free of `<` and `&`.
  [[nodiscard]] static Element style(std::string_view sheet);

  /// The element as text. Elements without children are closed in themselves only where HTML has no end
  /// tag for them, so that the text is the same tree to an XML parser and to a browser.
  [[nodiscard]] std::string text() const;

 private:
  Element() = default;
  void write(std::string& out) const;

  std::string_view name_;  // empty: this is a text
  std::vector<Attribute> attributes_;
  std::string text_;
  std::vector<Element> children_;
  bool verbatim_ = false;
};

/// Text with `& < > " '` as references, and what XML 1.0 forbids (control characters, bytes that are not
/// UTF-8) and what could mislead a reader (direction overrides) as U+FFFD. Newlines stay.
[[nodiscard]] std::string markup_escaped(std::string_view text);

}  // namespace sekisho::report
