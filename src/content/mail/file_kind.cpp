#include "content/mail/file_kind.hpp"

#include "content/text.hpp"

#include <algorithm>
#include <array>

namespace sekisho::content {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view kind;
  std::string_view bytes;
  std::size_t offset = 0;
};

// Each from the specification of its format, or from the table of file(1).
constexpr std::array signatures{
    Signature{"zip", "PK\x03\x04"sv},
    Signature{"zip", "PK\x05\x06"sv},
    Signature{"pdf", "%PDF-"sv},
    Signature{"ole", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv},  // Office before 2007, msi, msg
    Signature{"rtf", "{\\rtf"sv},
    Signature{"gzip", "\x1f\x8b\x08"sv},
    Signature{"bzip2", "BZh"sv},
    Signature{"xz",
              "\xfd"
              "7zXZ\0"sv},
    Signature{"zstd", "\x28\xb5\x2f\xfd"sv},
    Signature{"7z", "7z\xbc\xaf\x27\x1c"sv},
    Signature{"rar", "Rar!\x1a\x07"sv},
    Signature{"cab", "MSCF\0\0\0\0"sv},
    Signature{"lha", "-lh"sv, 2},
    Signature{"tar", "ustar"sv, 257},
    Signature{"iso9660", "CD001"sv, 32'769},
    Signature{"elf",
              "\x7f"
              "ELF"sv},
    Signature{"java-class", "\xca\xfe\xba\xbe"sv},
    Signature{"lnk", "L\0\0\0\x01\x14\x02\0"sv},
    Signature{"chm", "ITSF"sv},
    Signature{"tnef", "\x78\x9f\x3e\x22"sv},
    Signature{"outlook-store", "!BDN"sv},
    Signature{"sqlite", "SQLite format 3\0"sv},
    Signature{"png", "\x89PNG\r\n\x1a\n"sv},
    Signature{"jpeg", "\xff\xd8\xff"sv},
    Signature{"gif", "GIF87a"sv},
    Signature{"gif", "GIF89a"sv},
    Signature{"tiff", "II*\0"sv},
    Signature{"tiff", "MM\0*"sv},
    Signature{"riff", "RIFF"sv},
    Signature{"shell-script", "#!/"sv},
};

bool is_windows_program(std::string_view bytes) {
  // Two letters alone would make a program of many a text: what follows is numbers, zeros among them.
  return bytes.substr(0, 2) == "MZ" && bytes.substr(2, 62).find('\0') != std::string_view::npos;
}

bool is_html(std::string_view bytes) {
  const std::size_t start = bytes.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  constexpr std::array starts{"<html"sv, "<!doctype html"sv, "<head"sv, "<body"sv, "<script"sv};
  return std::any_of(starts.begin(), starts.end(), [text = bytes.substr(start)](std::string_view wanted) {
    return starts_with_ignoring_case(text, wanted);
  });
}

}  // namespace

std::string_view file_kind(std::string_view bytes) {
  for (const Signature& signature : signatures) {
    if (bytes.size() > signature.offset &&
        bytes.substr(signature.offset, signature.bytes.size()) == signature.bytes) {
      return signature.kind;
    }
  }
  if (is_windows_program(bytes)) return "exe";
  return is_html(bytes) ? "html"sv : ""sv;
}

}  // namespace sekisho::content
