// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What changes when a file does.
 *
 * @param modified when it was changed last
 * @param sizeBytes its size
 * @param identity which file it is
 */
record FileStamp(String modified, long sizeBytes, String identity) {

  /** Of a file that cannot be looked at. */
  private static final FileStamp NONE = new FileStamp("", -1, "");

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          attributes.lastModifiedTime().toString(),
          attributes.size(),
          Objects.toString(attributes.fileKey()));
    } catch (IOException gone) {
      return NONE;
    }
  }
}
