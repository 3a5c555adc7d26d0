// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.evo.shm.SegmentLayout;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;

/**
 * Which data file metadata speak of. They may be wrong: the file's header decides.
 *
 * @param fileName the file's; that of existing processes follows from their pid
 * @param inode the file's, unknown in those of existing processes
 */
record MetadataContent(Optional<String> fileName, OptionalLong inode) {

  /** How much of them is read. */
  static final int MAX_BYTES = 1 << 20;

  private static final MetadataContent NOTHING =
      new MetadataContent(Optional.empty(), OptionalLong.empty());

  /** What those of a segment say; nothing when there are none, or they are not ours or damaged. */
  static MetadataContent of(Posix posix, SegmentDirectory directory, String name)
      throws IOException {
    Path path = directory.resolve(FileNames.meta(name));
    Optional<FileStatus> status = posix.status(path);
    if (status.filter(s -> s.isRegular() && directory.owns(s)).isEmpty()) {
      return NOTHING;
    }
    try (Descriptor file = posix.openExisting(path, false);
        JsonReader json =
            new JsonReader(
                new StringReader(new String(file.read(0, MAX_BYTES), StandardCharsets.UTF_8)))) {
      return read(json, name);
    } catch (IOException | RuntimeException e) {
      // Damaged metadata speaks of nothing; the next owner replaces it.
      return NOTHING;
    }
  }

  private static MetadataContent read(JsonReader json, String name) throws IOException {
    Optional<String> file = Optional.empty();
    Optional<String> byPid = Optional.empty();
    OptionalLong inode = OptionalLong.empty();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("inode") && json.peek() == JsonToken.NUMBER) {
        inode = OptionalLong.of(json.nextLong());
      } else if (key.equals("file") && json.peek() == JsonToken.STRING) {
        file = Optional.of(json.nextString()).filter(FileNames::isPlain);
      } else if (key.equals("writer_pid") && json.peek() == JsonToken.NUMBER) {
        byPid = Optional.of(FileNames.data(SegmentLayout.CLASSIC, "", name, json.nextInt()));
      } else {
        json.skipValue();
      }
    }
    return new MetadataContent(file.isPresent() ? file : byPid, inode);
  }
}
