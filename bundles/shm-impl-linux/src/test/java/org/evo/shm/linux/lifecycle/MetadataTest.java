// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.SIZE;
import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.InMemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evo_{name}.meta}: what is in it, and that nothing is believed of it. */
class MetadataTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private Path meta(String name) {
    return path.resolve("evo_" + name + ".meta");
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(meta("seg"))).getAsJsonObject();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldHaveTheKeysThatExistingProcessesKnow(SegmentLayout layout) throws IOException {
    long beforeS = System.currentTimeMillis() / 1000;
    fixture.claim(layout);
    JsonObject json = json();
    assertEquals("seg", json.get("name").getAsString());
    assertEquals(SIZE, json.get("size").getAsLong());
    assertEquals(ProcessHandle.current().pid(), json.get("writer_pid").getAsLong());
    assertEquals(0, json.get("reader_count").getAsInt());
    JsonObject created = json.getAsJsonObject("created_at");
    assertEquals(1, created.get("secs_since_epoch").getAsLong());
    assertEquals(0, created.get("nanos_since_epoch").getAsLong());
    JsonObject accessed = json.getAsJsonObject("last_accessed");
    assertTrue(accessed.get("secs_since_epoch").getAsLong() >= beforeS);
    assertTrue(accessed.get("nanos_since_epoch").getAsLong() < 1_000_000_000L);
  }

  @Test
  void shouldNameTheFileItSpeaksOf() throws IOException {
    OwnedSegment segment = fixture.claim(spec(SegmentLayout.SLOTTED).slots(8).build());
    JsonObject json = json();
    assertEquals(segment.path().getFileName().toString(), json.get("file").getAsString());
    assertEquals(segment.status().inode(), json.get("inode").getAsLong());
    assertEquals("test", json.get("module").getAsString());
    assertEquals("slotted", json.get("layout").getAsString());
    assertEquals(8, json.get("slots").getAsInt());
    assertEquals(SIZE, json.get("capacity").getAsInt());
    assertEquals(1, json.get("generation").getAsLong());
    assertFalse(json.has("record"));
  }

  @Test
  void shouldRepeatTheRecordLayout() throws IOException {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("position", 3, "\"°\"");
    RecordLayout record = fields.build();
    fixture.claim(SegmentSpec.named("seg").record(record).build());
    JsonObject json = json().getAsJsonObject("record");
    assertEquals("axis", json.get("name").getAsString());
    assertEquals(Long.toHexString(record.fingerprint()), json.get("fingerprint").getAsString());
    JsonObject field = json.getAsJsonArray("fields").get(0).getAsJsonObject();
    assertEquals("position", field.get("name").getAsString());
    assertEquals("F64", field.get("type").getAsString());
    assertEquals(0, field.get("offset").getAsInt());
    assertEquals(3, field.get("count").getAsInt());
    assertEquals("\"°\"", field.get("unit").getAsString());
  }

  @Test
  void shouldBeForItsOwnerOnlyUnlessThereIsAGroup() throws IOException {
    OwnedSegment mine = fixture.claim(SegmentLayout.SLOTTED);
    for (Path file : List.of(meta("seg"), mine.path())) {
      assertEquals(0600, fixture.posix.status(file).orElseThrow().permissions(), file.toString());
    }
    fixture.claims.retire(mine);
    OptionalInt group = OptionalInt.of((Integer) Files.getAttribute(path, "unix:gid"));
    SegmentClaims shared =
        new SegmentClaims(fixture.posix, fixture.directory, fixture.processes, group, NewNames.ANY);
    OwnedSegment ours = shared.claim(spec(SegmentLayout.SLOTTED).build(), 1);
    for (Path file : List.of(meta("seg"), ours.path())) {
      assertEquals(0640, fixture.posix.status(file).orElseThrow().permissions(), file.toString());
    }
    shared.retire(ours);
  }

  @Test
  void shouldSpeakOfTheNewOwnerAfterATakeover() throws IOException {
    OwnedSegment dead = fixture.orphan(SegmentLayout.SLOTTED);
    Files.delete(meta("seg"));
    fixture.claim(SegmentLayout.SLOTTED);
    assertEquals(2, json().get("generation").getAsLong());
    assertEquals(dead.status().inode(), json().get("inode").getAsLong());
  }

  @Test
  void shouldSpeakOfTheNewFileAfterANewGeneration() throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    OwnedSegment heir = fixture.claim(spec(SegmentLayout.SLOTTED).sizeBytes(2 * SIZE).build());
    assertEquals(heir.status().inode(), json().get("inode").getAsLong());
    assertEquals(2 * SIZE, json().get("size").getAsLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"other\", \"inode\": 12}",
        "{\"inode\": \"12\"}",
        "{\"inode\": 1e99}",
        "{\"inode\": {\"inode\": 12}}",
        "{\"file\": \"../../victim\"}",
        "[1, 2, 3]",
        "{\"a\" 1}"
      })
  void shouldStayWhenItDoesNotNameTheFileThatIsRemoved(String content) throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Files.writeString(meta("seg"), content);
    fixture.claims.retire(segment);
    assertEquals(List.of("evo_seg.meta"), fixture.files());
    assertEquals(content, Files.readString(meta("seg")));
  }

  @Test
  void shouldNotLeadToAnotherSegmentThatItNames() throws IOException {
    OwnedSegment a = fixture.claim(SegmentSpec.named("a").build());
    OwnedSegment b = fixture.claim(SegmentSpec.named("b").build());
    Files.write(meta("a"), Files.readAllBytes(meta("b")));
    fixture.claims.retire(a);
    assertEquals(b.status().inode(), fixture.inode(b.path()));
    assertTrue(Files.exists(meta("b")));
    assertEquals(2, ClaimFixture.write(b, 1));
  }

  @Test
  void shouldNotBeMissedWhenTheSegmentIsRemoved() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Files.delete(meta("seg"));
    fixture.claims.retire(segment);
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldReplaceALinkInItsPlaceWithoutFollowingIt() throws IOException {
    Path victim = Files.writeString(path.resolve("victim"), "keep");
    Files.createSymbolicLink(meta("seg"), victim);
    fixture.claim(SegmentLayout.SLOTTED);
    assertEquals("keep", Files.readString(victim));
    assertFalse(Files.isSymbolicLink(meta("seg")));
  }
}
