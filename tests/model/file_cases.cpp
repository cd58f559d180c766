// The file as a whole: encoding, YAML, keys and types.
#include "model/diagnostic_cases.hpp"

namespace sekisho::test {
namespace {

std::string nested(int depth) {
  std::string text = "snapshot: 1\nname: ";
  for (int i = 1; i <= depth; ++i) text += i == 32 ? "^^[" : "[";  // the map around it is the first level
  return text + std::string(static_cast<std::size_t>(depth), ']') + '\n';
}

/// Ten aliases a line, each line ten times the one before: a billion values when written out.
std::string alias_bomb() {
  std::string text = "snapshot: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i <= 4; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) text += (k == 0 ? "" : ", ") + alias;
    text += "]\n";
  }
  // a4 holds 111,111 values: nine of it in a list are exactly a million.
  return text + "b: [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, ^^*a4]\n";
}

const char* const devices = "devices: {sw: {config: sw.cfg}}\n";

}  // namespace

const std::vector<SnapshotCase>& file_cases() {
  using namespace std::string_literals;
  static const std::vector<SnapshotCase> cases{
      {"syntax",
       "snapshot: 1\nname: {ja: かしわぎ市\ndevices^^: {}\n",
       {"yaml_syntax end of map flow not found"}},
      {"undefined_alias",
       "snapshot: 1\nname: ^^*nobody\n",
       {"yaml_syntax the referenced anchor is not defined"}},
      {"tab_indentation",
       "snapshot: 1\ndevices:\n\tsw^^: {config: sw.cfg}\n",
       {"yaml_syntax illegal map value"}},
      {"not_utf8", "snapshot: 1\nname: 市^^\x82\xa9\n", {"not_utf8 0x82"}},
      {"utf8_cut_short", "snapshot: 1\nname: ^^\xe3\x81", {"not_utf8 0xe3"}},
      {"utf8_overlong", "snapshot: 1\nname: ^^\xc0\x80\n", {"not_utf8 0xc0"}},
      {"utf8_surrogate", "snapshot: 1\nname: ^^\xed\xa0\x80\n", {"not_utf8 0xed"}},
      {"control_character", "snapshot: 1\nname: a^^\x04\nunseen: 1\n", {"control_character 0x04"}},
      {"zero_byte", "snapshot: 1\nname: ^^\0\n"s, {"control_character 0x00"}},
      {"too_deep", nested(40), {"yaml_too_deep 32"}},
      {"far_too_deep", nested(5000), {"yaml_too_deep 32"}},
      {"alias_bomb", alias_bomb(), {"yaml_too_large 1000000"}},
      {"self_alias", "snapshot: 1\nname: &n [a, ^^*n]\n", {"yaml_self_alias"}},
      {"second_document", "snapshot: 1\n"s + devices + "^^---\nsnapshot: 1\n", {"yaml_several_documents"}},
      {"empty_file", "^^", {"expected_map snapshot | null"}},
      {"only_comments", "^^# nothing here\n", {"expected_map snapshot | null"}},
      {"a_list", "^^- snapshot: 1\n", {"expected_map snapshot | [...]"}},
      {"a_word", "^^snapshot\n", {"expected_map snapshot | \"snapshot\""}},
      {"no_version", "^^name: x\n"s + devices, {"missing_key snapshot | snapshot"}},
      {"no_devices", "^^snapshot: 1\n", {"missing_key snapshot | devices"}},
      {"later_version", "snapshot: ^^2\n"s + devices, {"unsupported_version 2 | 1"}},
      {"version_is_list", "snapshot: ^^[1]\n"s + devices, {"expected_text snapshot | [...]"}},
      {"unknown_key", "snapshot: 1\n^^polcy: alpha\n"s + devices, {"unknown_key polcy | snapshot | policy"}},
      {"unknown_key_lists_all",
       "snapshot: 1\nname: {^^fr: Kashiwagi}\n"s + devices,
       {"unknown_key fr | name | ja, en"}},
      {"unknown_key_column_after_kanji",
       "snapshot: 1\nname: {ja: かしわぎ市, ^^eng: K}\n"s + devices,
       {"unknown_key eng | name | en"}},
      {"key_is_list", "snapshot: 1\n? ^^[a, b]\n: x\n"s + devices, {"expected_text snapshot | [...]"}},
      {"merge_key",
       "snapshot: 1\ndevices:\n  sw: &d {config: sw.cfg}\n  fw: {^^<<: *d, config: fw.cfg}\n",
       {"unknown_key << | devices.fw | language, config, routes, approved"}},
      {"duplicate_key",
       "snapshot: 1\npolicy: a\n^^policy: b\n"s + devices,
       {"duplicate_key policy | snapshot | 2"}},
      {"duplicate_key_quoted",
       "snapshot: 1\npolicy: a\n^^\"policy\": b\n"s + devices,
       {"duplicate_key policy | snapshot | 2"}},
      {"name_is_list", "snapshot: 1\nname: ^^[a]\n"s + devices, {"expected_text name | [...]"}},
      {"name_is_empty_map", "snapshot: 1\nname: ^^{}\n"s + devices, {"expected_text name | {}"}},
      {"name_is_empty", "snapshot: 1\nname: ^^\"\"\n"s + devices, {"expected_text name | \"\""}},
      {"value_is_missing", "snapshot: 1\n^^policy:\n"s + devices, {"expected_text policy | null"}},
      {"devices_is_list", "snapshot: 1\ndevices: ^^[sw]\n", {"expected_map devices | [...]"}},
      {"links_is_map", "snapshot: 1\nlinks: ^^{a: b}\n"s + devices, {"expected_list links | {...}"}},
      {"channels_is_text",
       "snapshot: 1\nchannels: ^^none\n"s + devices,
       {"expected_list channels | \"none\""}},
      {"long_text_is_cut",
       "snapshot: 1\nlinks: ^^" + std::string(80, 'x') + '\n' + devices,
       {"expected_list links | \"" + std::string(60, 'x') + "...\""}},
  };
  return cases;
}

}  // namespace sekisho::test
