// Differences of texts as a patch.
#pragma once

#include <sekisho/repair/change.hpp>

#include <string>
#include <vector>

namespace sekisho::repair {

/// The difference of two texts in the unified format (POSIX diff -u, three lines of context) that `patch -p1`
/// and `git apply` take, with headers `--- a/NAME` and `+++ b/NAME`. Empty when the texts are equal.
[[nodiscard]] std::string unified_diff(const std::string& name, const std::string& before,
                                       const std::string& after);

/// The edits of whole lines that make `after` of `before`, from the beginning to the end; lines count as they
/// are before.
[[nodiscard]] std::vector<TextEdit> edits_between(const std::string& file, const std::string& before,
                                                  const std::string& after);

/// The folder in which a patch of `files` is to be applied: the snapshot's, or the nearest one above it that
/// holds them all, because patch programs follow no `../`. Absolute.
[[nodiscard]] std::string patch_folder(const std::string& snapshot_file,
                                       const std::vector<std::string>& files);

/// The patch from the files on disk to `texts`; names of files are relative to `folder`.
[[nodiscard]] std::string patch_of(const FileTexts& texts, const std::string& folder);

}  // namespace sekisho::repair
