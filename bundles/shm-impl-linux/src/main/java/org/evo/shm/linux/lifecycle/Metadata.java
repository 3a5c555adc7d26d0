// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * The file {@code evo_{name}.meta}: what the header says, as JSON, with the keys that existing EVO
 * processes know. It is derived and decides nothing; it is replaced as a whole, never changed.
 */
final class Metadata {

  private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);
  private static final String INODE = "inode";
  private static final Set<String> CHANGING = Set.of("last_accessed", "reader_count");
  private static final Set<String> OF_OWNER = Set.of("writer_pid", "generation");
  private static final OwnerRecord NOBODY =
      new OwnerRecord(new ProcessIdentity(new BootId(0, 0), 0, 0, 0), 0, 0);

  private final Posix posix;
  private final SegmentDirectory directory;
  private final FileAccess access;

  Metadata(Posix posix, SegmentDirectory directory, FileAccess access) {
    this.posix = posix;
    this.directory = directory;
    this.access = access;
  }

  /**
   * Writes it anew: to a temporary name, then over its own. False when somebody else did the same
   * at the same time and took the temporary name away.
   */
  boolean publish(SegmentHeader header, OwnerRecord owner, Path data, long inode)
      throws IOException {
    String name = header.name();
    Path temporary = directory.resolve(FileNames.temporaryMeta(name));
    try {
      try (Descriptor file = posix.openOrCreate(temporary, access.mode())) {
        access.applyTo(file);
        file.replaceContent(json(header, owner, data, inode).getBytes(StandardCharsets.UTF_8));
      }
      return posix.rename(temporary, path(name));
    } catch (IOException e) {
      posix.unlink(temporary);
      throw e;
    }
  }

  /** Removes it if it speaks of this inode. */
  void remove(String name, long inode) throws IOException {
    if (speaksOf(name, inode)) {
      posix.unlink(path(name));
    }
  }

  /** Whether it is there and speaks of this inode. */
  boolean speaksOf(String name, long inode) throws IOException {
    return MetadataContent.of(posix, directory, name).inode().equals(OptionalLong.of(inode));
  }

  /**
   * What is wrong with it; empty when it is there and says what the header says. Keys that are not
   * there are not missed but for the inode: other writers have fewer.
   *
   * @param owner empty when it cannot be told: then nothing of it is compared
   */
  Optional<String> fault(SegmentHeader header, Optional<OwnerRecord> owner, Path data, long inode)
      throws IOException {
    Optional<FileStatus> status = posix.status(path(header.name()));
    if (status.isEmpty()) {
      return Optional.of("there are no metadata " + FileNames.meta(header.name()));
    }
    if (!status.get().isRegular()) {
      return Optional.of("its metadata are " + status.get().kindName());
    }
    if (!directory.trusts(status.get())) {
      return Optional.of("its metadata belong to user " + status.get().uid() + ", not trusted");
    }
    Optional<JsonObject> found = content(header.name());
    if (found.isEmpty()) {
      return Optional.of("its metadata are no JSON that can be read");
    }
    OwnerRecord any = owner.orElse(NOBODY);
    JsonObject wanted = JsonParser.parseString(json(header, any, data, inode)).getAsJsonObject();
    if (!wanted.get(INODE).equals(found.get().get(INODE))) {
      return Optional.of("its metadata speak of another file, or of none");
    }
    CHANGING.forEach(wanted::remove);
    if (owner.isEmpty()) {
      OF_OWNER.forEach(wanted::remove);
    }
    if (header.geometry().isClassic()) {
      // Classic headers have no place for it.
      wanted.remove("module");
    }
    return difference(wanted, found.get());
  }

  private static Optional<String> difference(JsonObject wanted, JsonObject found) {
    return wanted.keySet().stream()
        .filter(key -> found.has(key) && !found.get(key).equals(wanted.get(key)))
        .findFirst()
        .map(key -> "its metadata do not say the same '" + key + "' as its header");
  }

  private Optional<JsonObject> content(String name) throws IOException {
    try (Descriptor file = posix.openExisting(path(name), false)) {
      String text = new String(file.read(0, MetadataContent.MAX_BYTES), StandardCharsets.UTF_8);
      return Optional.of(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      return Optional.empty();
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Where it is. */
  Path path(String name) {
    return directory.resolve(FileNames.meta(name));
  }

  private static String json(SegmentHeader header, OwnerRecord owner, Path data, long inode) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("name").value(header.name());
      json.name("size").value(header.geometry().sizeBytes());
      json.name("writer_pid").value(owner.process().pid());
      time(json, "created_at", header.createdNs());
      time(json, "last_accessed", TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
      json.name("reader_count").value(0);
      json.name("module").value(header.module());
      json.name("layout").value(header.geometry().isClassic() ? "classic" : "slotted");
      json.name("slots").value(header.geometry().slots());
      json.name("capacity").value(header.geometry().capacityBytes());
      json.name("checksummed").value(header.checksummed());
      json.name("generation").value(owner.generation());
      json.name("file").value(FileNames.of(data));
      json.name(INODE).value(inode);
      if (header.record().isPresent()) {
        record(json, header.record().get());
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text + "\n";
  }

  private static void time(JsonWriter json, String key, long ns) throws IOException {
    json.name(key).beginObject();
    json.name("secs_since_epoch").value(ns / NS_PER_S);
    json.name("nanos_since_epoch").value(ns % NS_PER_S);
    json.endObject();
  }

  private static void record(JsonWriter json, RecordLayout record) throws IOException {
    json.name("record").beginObject();
    json.name("name").value(record.name());
    json.name("size").value(record.sizeBytes());
    json.name("fingerprint").value(Long.toHexString(record.fingerprint()));
    json.name("fields").beginArray();
    for (Field field : record.fields()) {
      json.beginObject();
      json.name("name").value(field.name());
      json.name("type").value(field.type().name());
      json.name("offset").value(field.offset());
      json.name("count").value(field.count());
      json.name("unit").value(field.unit());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
}
