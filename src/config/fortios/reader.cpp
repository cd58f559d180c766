// Walks the statements with a stack of open `config` levels. Each level knows its row of the table; what
// a line means is the row's business, how lines nest is decided here and nowhere else.
//
// Nesting that is broken (a missing `next` or `end`, the head of a file cut off) is reported and mended
// the way that loses least: a `config` that can only stand at the top closes everything above it.
#include "config/fortios/reader.hpp"

#include <sekisho/base/code.hpp>

#include "config/fortios/rename.hpp"
#include "config/fortios/table/table.hpp"
#include "config/syntax/config_edit.hpp"

namespace sekisho::config::fortios {
namespace {

constexpr std::size_t max_depth = 32;  // FortiOS nests four deep

enum class LevelKind : std::uint8_t {
  global,    // config global
  vdoms,     // config vdom
  modelled,  // a section of the table
  ignored,   // irrelevant, with everything in it
  unknown,   // not in the table, or in it as not modelled
};

struct Level {
  LevelKind kind = LevelKind::unknown;
  const Section* section = nullptr;
  Object* parent = nullptr;
  Object* entry = nullptr;  // the open entry, or the one object of a section without entries
  Words path;
  int line = 0;
  bool reported = false;  // of `unknown`: its effect on the whole is already stated
  bool edit_open = false;
};

class Reader {
 public:
  explicit Reader(LineLedger& ledger) : ledger_(ledger) {}

  Config run() {
    read_header();
    for (const EditStatement& statement : read_config_edit(ledger_)) read(statement);
    close_all();
    return std::move(config_);
  }

 private:
  // --- header comments

  /// `#config-version=FGT60E-6.4.4-FW-build1803-201209:opmode=0:vdom=0:user=admin`
  void read_header() {
    for (int number = 1; number <= std::min(ledger_.line_count(), 200); ++number) {
      const std::string_view line = ledger_.line(number);
      const std::size_t start = line.find("#config-version=");
      if (start == std::string_view::npos) continue;
      const std::string_view version = line.substr(std::min(line.find('-', start + 16), line.size()));
      if (version.size() > 1) config_.version = std::string(version.substr(1, version.find('-', 1) - 1));
    }
  }

  // --- one statement

  void read(const EditStatement& statement) {
    if (statement.broken) {
      reject(statement, Code::fortios_unclosed_quote, {});
      return;
    }
    const std::string& verb = statement.verb;
    if (verb == "set" || verb == "append" || verb == "select") {
      for (std::size_t i = 1; i < statement.words.size(); ++i) config_.mentioned.insert(statement.words[i]);
    }
    if (verb == "config") return open(statement);
    if (verb == "edit") return edit(statement);
    if (verb == "next") return next(statement);
    if (verb == "end" || verb == "abort") return end(statement);
    if (!levels_.empty() && levels_.back().kind == LevelKind::ignored) return skip(statement);
    if (!levels_.empty() && levels_.back().kind == LevelKind::unknown) return content_of_unknown(statement);
    if (verb == "set" || verb == "append" || verb == "select") return set(statement);
    if (verb == "unset" || verb == "clear" || verb == "unselect") return unset(statement);
    if (verb == "delete" || verb == "purge" || verb == "move" || verb == "clone" || verb == "rename") {
      return change_table(statement);
    }
    // Commands of a logged session change nothing.
    if (verb == "show" || verb == "get" || verb == "exit") return all_lines(statement, LineClass::irrelevant);
    reject(statement, Code::fortios_unknown_command, {verb});
  }

  void skip(const EditStatement& statement) {
    conceal_community(statement);
    all_lines(statement, LineClass::irrelevant);
  }

  /// A secret that only its section tells: the name of an SNMP community.
  void conceal_community(const EditStatement& statement) {
    if (levels_.empty()) return;
    const Words& path = levels_.back().path;
    const bool community = path.size() >= 3 && path[1] == "snmp" && path[2] == "community";
    if (community && !statement.words.empty() && statement.words[0] == "name") {
      ledger_.conceal(statement.line, std::string_view("set name ").size());
    }
  }

  // --- config … end

  void open(const EditStatement& statement) {
    const Words& path = statement.words;
    if (path.empty() || levels_.size() >= max_depth)
      return reject(statement, Code::fortios_broken_nesting, {});
    if (!at_top() && !fits_here(path) && belongs_to_top(path)) {
      ledger_.invalid(statement.line, Code::fortios_broken_nesting, {});
      close_to_scope(path);
    }
    if (at_top() || is_scope(levels_.back())) return open_top(statement);
    open_nested(statement);
  }

  void open_top(const EditStatement& statement) {
    const Words& path = statement.words;
    if (path.size() == 1 && (path[0] == "vdom" || path[0] == "global")) {
      levels_.clear();
      all_lines(statement, LineClass::used);
      Level level;
      level.kind = path[0] == "vdom" ? LevelKind::vdoms : LevelKind::global;
      level.path = path;
      level.line = statement.line;
      levels_.push_back(level);
      return;
    }
    push(statement, find_section(top_level(), path), &scope());
  }

  void open_nested(const EditStatement& statement) {
    const Level& outer = levels_.back();
    if (outer.kind != LevelKind::modelled) {
      Level level;
      level.kind = outer.kind;
      level.path = statement.words;
      level.line = statement.line;
      level.reported = outer.reported;
      const bool unknown = outer.kind == LevelKind::unknown || outer.kind == LevelKind::vdoms;
      if (unknown) level.kind = LevelKind::unknown;
      all_lines(statement, unknown ? LineClass::used : LineClass::irrelevant);
      levels_.push_back(std::move(level));
      return;
    }
    const Section* section =
        outer.entry == nullptr ? nullptr : find_section(*outer.section->schema, statement.words);
    push(statement, section, outer.entry);
  }

  void push(const EditStatement& statement, const Section* section, Object* parent) {
    Level level;
    level.section = section;
    level.path = statement.words;
    level.line = statement.line;
    if (section != nullptr && section->use == SectionUse::irrelevant) {
      level.kind = LevelKind::ignored;
    } else if (section != nullptr && section->use == SectionUse::modelled) {
      level.kind = LevelKind::modelled;
      level.parent = section->of_device ? &config_ : parent;
      if (section->single != nullptr) {
        level.entry = section->single(*level.parent);
        begin(*level.entry, statement.line);
      }
    }
    all_lines(statement, level.kind == LevelKind::ignored ? LineClass::irrelevant : LineClass::used);
    levels_.push_back(std::move(level));
  }

  void end(const EditStatement& statement) {
    if (levels_.empty()) return reject(statement, Code::fortios_broken_nesting, {});
    if (statement.verb == "abort") doubt(statement.line, Code::fortios_unknown_command, {statement.verb});
    const bool ignored = levels_.back().kind == LevelKind::ignored;
    if (levels_.back().entry != nullptr) levels_.back().entry->end_line = statement.line;
    levels_.pop_back();
    all_lines(statement, ignored ? LineClass::irrelevant : LineClass::used);
  }

  // --- edit … next

  void edit(const EditStatement& statement) {
    if (levels_.empty()) return reject(statement, Code::fortios_broken_nesting, {});
    Level& level = levels_.back();
    if (level.kind == LevelKind::ignored) return all_lines(statement, LineClass::irrelevant);
    if (level.kind == LevelKind::unknown) return all_lines(statement, LineClass::used);
    if (statement.words.size() != 1 || statement.words[0].empty()) {
      level.entry = nullptr;
      return reject(statement, Code::fortios_wrong_value, {"edit"});
    }
    const bool has_entries = level.kind == LevelKind::vdoms ||
                             (level.kind == LevelKind::modelled && level.section->table.edit != nullptr);
    if (!has_entries) return reject(statement, Code::fortios_broken_nesting, {});
    if (level.edit_open) {  // a `next` is missing
      ledger_.invalid(statement.line, Code::fortios_broken_nesting, {});
      if (level.entry != nullptr) level.entry->end_line = statement.line - 1;
    }
    level.edit_open = true;
    if (level.kind == LevelKind::vdoms) {
      config_.multi_vdom = true;
      level.entry = &config_.vdoms.edit(statement.words[0]);
    } else {
      level.entry = level.section->table.edit(*level.parent, entry_name(level, statement));
    }
    begin(*level.entry, statement.line);
    all_lines(statement, LineClass::used);
  }

  /// `edit 0` makes a new entry under the next free number (FortiOS CLI Reference, "Table commands").
  std::string entry_name(const Level& level, const EditStatement& statement) {
    const std::string& name = statement.words[0];
    if (name != "0" || level.section->table.find(*level.parent, name) == nullptr) return name;
    return "0 (line " + std::to_string(statement.line) + ")";
  }

  void next(const EditStatement& statement) {
    if (levels_.empty()) return reject(statement, Code::fortios_broken_nesting, {});
    Level& level = levels_.back();
    if (level.kind == LevelKind::ignored) return all_lines(statement, LineClass::irrelevant);
    if (level.kind == LevelKind::unknown) return all_lines(statement, LineClass::used);
    if (!level.edit_open && level.section != nullptr && level.section->single != nullptr &&
        levels_.size() > 1 && levels_[levels_.size() - 2].edit_open) {
      // The `end` of a section inside an entry is missing.
      ledger_.invalid(statement.line, Code::fortios_broken_nesting, {});
      levels_.pop_back();
      return next(statement);
    }
    if (!level.edit_open) return reject(statement, Code::fortios_broken_nesting, {});
    if (level.entry != nullptr) level.entry->end_line = statement.line;
    level.entry = nullptr;
    level.edit_open = false;
    all_lines(statement, LineClass::used);
  }

  // --- set, unset

  void set(const EditStatement& statement) {
    conceal_community(statement);
    Object* object = current();
    if (object == nullptr || statement.words.empty())
      return reject(statement, Code::fortios_broken_nesting, {});
    const std::string& key = statement.words.front();
    const Words values(statement.words.begin() + 1, statement.words.end());
    const KeyRow* row = find_key(*levels_.back().section->schema, key);
    if (row == nullptr) return not_modelled(statement, Code::line_not_understood, {});
    switch (row->use) {
      case KeyUse::irrelevant: return all_lines(statement, LineClass::irrelevant);
      case KeyUse::inspects:
        if (row->slot.set != nullptr && row->slot.set(*object, values))
          object->where.insert_or_assign(key, statement.line);
        return ledger_.approximated(statement.line, Code::fortios_content_inspection, {key});
      case KeyUse::unsupported:
        if (values == Words{"disable"}) return all_lines(statement, LineClass::irrelevant);
        return not_modelled(statement, Code::fortios_setting_not_modelled, {key});
      case KeyUse::used: break;
    }
    const bool appends = statement.verb == "append";
    const auto change = appends ? row->slot.append : row->slot.set;
    if (change == nullptr || !change(*object, values)) {
      return reject(statement, Code::fortios_wrong_value, {key});
    }
    object->where.insert_or_assign(key, statement.line);
    all_lines(statement, LineClass::used);
  }

  void unset(const EditStatement& statement) {
    Object* object = current();
    if (object == nullptr || statement.words.empty())
      return reject(statement, Code::fortios_broken_nesting, {});
    const std::string& key = statement.words.front();
    const KeyRow* row = find_key(*levels_.back().section->schema, key);
    if (row == nullptr) return not_modelled(statement, Code::line_not_understood, {});
    if (row->use != KeyUse::used) return all_lines(statement, LineClass::irrelevant);
    const Words values(statement.words.begin() + 1, statement.words.end());
    if (statement.verb == "unselect" && row->slot.remove != nullptr) {
      row->slot.remove(*object, values);
    } else {
      row->slot.unset(*object);
    }
    object->where.erase(key);
    all_lines(statement, LineClass::used);
  }

  // --- delete, purge, move, clone, rename

  void change_table(const EditStatement& statement) {
    if (levels_.empty() || levels_.back().kind != LevelKind::modelled || levels_.back().edit_open ||
        levels_.back().section->table.edit == nullptr) {
      return reject(statement, Code::fortios_broken_nesting, {});
    }
    const Level& level = levels_.back();
    const TableAccess& table = level.section->table;
    const Words& words = statement.words;
    if (statement.verb == "purge" && words.empty()) {
      table.purge(*level.parent);
      return all_lines(statement, LineClass::used);
    }
    const bool pair = words.size() == 3;
    if (words.empty() || table.find(*level.parent, words[0]) == nullptr) {
      return ledger_.invalid(statement.line, Code::fortios_no_such_entry, {words.empty() ? "" : words[0]});
    }
    bool done = false;
    if (statement.verb == "delete" && words.size() == 1) {
      table.erase(*level.parent, words[0]);
      done = true;
    } else if (statement.verb == "move" && pair && (words[1] == "before" || words[1] == "after")) {
      done = table.move(*level.parent, words[0], words[2], words[1] == "after");
    } else if (statement.verb == "clone" && pair && words[1] == "to") {
      done = table.clone(*level.parent, words[0], words[2]);
      if (done) table.find(*level.parent, words[2])->line = statement.line;
    } else if (statement.verb == "rename" && pair && words[1] == "to") {
      done = table.rename(*level.parent, words[0], words[2]);
      if (done) rename_references(config_, level.section->path, words[0], words[2]);
    }
    if (!done) return ledger_.invalid(statement.line, Code::fortios_no_such_entry, {words.back()});
    all_lines(statement, LineClass::used);
  }

  // --- what is not in the model

  /// A command inside a section that the table does not know: it alone is unsupported, and the section
  /// as a whole widens the model, once.
  void content_of_unknown(const EditStatement& statement) {
    Level& level = levels_.back();
    // What is switched off in a section that is known, and not modelled, does nothing.
    const bool off =
        level.section != nullptr && statement.words.size() == 2 && statement.words[1] == "disable";
    if (off || statement.verb == "unset") return all_lines(statement, LineClass::irrelevant);
    std::string path;
    for (const std::string& word : level.path) path += (path.empty() ? "" : " ") + word;
    if (!level.reported) {
      for (Level& open : levels_) open.reported = open.reported || open.kind == LevelKind::unknown;
      doubt(level.line, Code::fortios_section_not_modelled, {path});
    }
    for (int line = statement.line; line <= statement.end_line; ++line) {
      ledger_.unsupported(line, Code::fortios_section_not_modelled, {path});
    }
  }

  void not_modelled(const EditStatement& statement, Code code, const std::vector<std::string>& arguments) {
    for (int line = statement.line; line <= statement.end_line; ++line)
      ledger_.unsupported(line, code, arguments);
    taint(statement.line);
  }

  void reject(const EditStatement& statement, Code code, const std::vector<std::string>& arguments) {
    for (int line = statement.line; line <= statement.end_line; ++line)
      ledger_.invalid(line, code, arguments);
    // Noise outside all sections (prompts, a banner of the terminal) is no line of a config.
    const bool noise = levels_.empty() && code == Code::fortios_unknown_command;
    if (!noise) taint(statement.line);
  }

  void doubt(int line, Code code, const std::vector<std::string>& arguments) {
    ledger_.unsupported(line, code, arguments);
    taint(line);
  }

  /// Leaves the line with every open entry around it; when none of them is narrowed by its converter
  /// the whole device is in doubt.
  void taint(int line) {
    bool kept = false;
    for (const Level& level : levels_) {
      if (level.kind != LevelKind::modelled || level.entry == nullptr) continue;
      level.entry->doubtful.push_back(line);
      kept = kept || level.section->schema->keeps_doubt;
    }
    const bool ignored = !levels_.empty() && levels_.back().kind == LevelKind::ignored;
    if (!kept && !ignored) config_.doubtful_lines.push_back(line);
  }

  // --- helpers

  void all_lines(const EditStatement& statement, LineClass line_class) {
    for (int line = statement.line; line <= statement.end_line; ++line) {
      if (line_class == LineClass::irrelevant) {
        ledger_.irrelevant(line);
      } else {
        ledger_.used(line);
      }
    }
  }

  static void begin(Object& object, int line) {
    if (object.line == 0) object.line = line;
    if (object.end_line < line) object.end_line = line;
  }

  [[nodiscard]] bool at_top() const { return levels_.empty(); }
  static bool is_scope(const Level& level) {
    return level.kind == LevelKind::global || (level.kind == LevelKind::vdoms && level.entry != nullptr);
  }
  /// True when the open level has a section of that path itself.
  [[nodiscard]] bool fits_here(const Words& path) const {
    const Level& level = levels_.back();
    if (is_scope(level)) return !(path.size() == 1 && (path[0] == "vdom" || path[0] == "global"));
    if (level.kind != LevelKind::modelled || level.entry == nullptr) return false;
    const Section* section = find_section(*level.section->schema, path);
    return section != nullptr && section->path != "*";
  }
  /// True for paths that only stand at the top: two words or more that the top of the table knows.
  static bool belongs_to_top(const Words& path) {
    if (path.size() == 1) return path[0] == "vdom" || path[0] == "global";
    return find_section(top_level(), path) != nullptr;
  }
  void close_to_scope(const Words& path) {
    const bool scopes_too = path.size() == 1;
    while (!levels_.empty() && (scopes_too || !is_scope(levels_.back()))) levels_.pop_back();
  }
  void close_all() {
    if (levels_.empty() || ledger_.line_count() == 0) return;
    for (Level& level : levels_) {
      if (level.entry != nullptr) level.entry->end_line = ledger_.line_count();
    }
    // The file ends in the middle: what is missing may be anything.
    ledger_.invalid(ledger_.line_count(), Code::fortios_broken_nesting, {});
    config_.doubtful_lines.push_back(ledger_.line_count());
  }

  Object* current() {
    if (levels_.empty() || levels_.back().kind != LevelKind::modelled) return nullptr;
    return levels_.back().entry;
  }

  Vdom& scope() {
    if (levels_.empty()) return config_.vdoms.edit("root");
    if (levels_.back().kind == LevelKind::global) return config_.shared;
    return static_cast<Vdom&>(*levels_.back().entry);
  }

  LineLedger& ledger_;
  Config config_;
  std::vector<Level> levels_;
};

}  // namespace

Config read_config(LineLedger& ledger) { return Reader(ledger).run(); }

}  // namespace sekisho::config::fortios
