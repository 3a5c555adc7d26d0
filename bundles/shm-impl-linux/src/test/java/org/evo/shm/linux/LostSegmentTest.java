// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.WriterListener;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.error.ShmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and files of live segments are taken away by a third party. */
class LostSegmentTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final byte[] FIRST = {1, 2, 3};
  private static final byte[] SECOND = {4, 5, 6, 7};

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private LinuxSharedMemory writers;
  private LinuxSharedMemory readers;

  @BeforeEach
  void open() {
    writers = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    readers = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    writers.addWriterListener(
        new WriterListener() {
          @Override
          public void republished(String segment) {
            events.add("republished " + segment);
          }

          @Override
          public void lost(String segment, ShmException cause) {
            events.add("lost " + segment + " " + cause.code().code());
          }
        });
  }

  @AfterEach
  void close() {
    readers.close();
    writers.close();
  }

  private static SegmentSpec spec(SegmentLayout layout) {
    return SegmentSpec.named("s").layout(layout).commitTime(CommitTime.WRITE).build();
  }

  private List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(found::add);
    }
    return found;
  }

  private void removeAll() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  private static byte[] read(SegmentReader reader) {
    byte[] value = new byte[4096];
    int length = reader.read(value);
    return java.util.Arrays.copyOf(value, length);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPublishASegmentAgainWhoseNameWasRemovedAndKeepItsValueAndReaders(SegmentLayout layout)
      throws IOException {
    SegmentWriter writer = writers.createWriter(spec(layout));
    SegmentReader reader = readers.attachReader("s");
    byte[] value = new byte[writer.capacityBytes()];
    value[5] = 55;
    long version = writer.write(value);
    long generation = writer.info().owner().generation();
    removeAll();
    await().atMost(SOON).until(() -> events.contains("republished s"));
    assertEquals(generation + 1, writer.info().owner().generation());
    assertArrayEquals(value, read(readers.attachReader("s")));
    value[5] = 66;
    assertTrue(writer.write(value) > version);
    await().atMost(SOON).until(() -> read(reader)[5] == 66);
    assertTrue(reader.lastReadVersion() > version);
  }

  @Test
  void shouldKeepReadersReadingWhileTheNameIsMissing() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = readers.attachReader("s");
    writer.write(FIRST);
    removeAll();
    while (events.isEmpty()) {
      assertArrayEquals(FIRST, read(reader));
    }
    assertArrayEquals(FIRST, read(reader));
  }

  @Test
  void shouldLoseTheNameToAnotherWriterThatClaimedItMeanwhileAndSayWho() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = readers.attachReader("s");
    writer.write(FIRST);
    removeAll();
    SegmentWriter other = readers.createWriter(spec(SegmentLayout.SLOTTED));
    other.write(SECOND);
    await().atMost(SOON).until(() -> events.contains("lost s SegmentBusy"));
    HandleClosedException refusal =
        assertThrows(HandleClosedException.class, () -> writer.write(FIRST));
    assertTrue(refusal.reason().contains("its writer"), refusal::reason);
    assertFalse(writer.isOpen());
    await().atMost(SOON).until(() -> java.util.Arrays.equals(SECOND, read(reader)));
    assertArrayEquals(SECOND, read(reader));
    other.write(FIRST);
    writer.close();
    assertArrayEquals(FIRST, read(reader));
  }

  @Test
  void shouldNotLetOthersWaitForATransactionThatDoesNotEnd() throws IOException {
    SegmentWriter stuck = writers.createWriter(SegmentSpec.named("a_stuck").build());
    SegmentWriter other = writers.createWriter(SegmentSpec.named("other").build());
    stuck.write(FIRST);
    other.write(FIRST);
    stuck.begin();
    removeAll();
    await().atMost(SOON).until(() -> events.size() == 2);
    assertEquals(List.of("republished other", "republished a_stuck"), events);
    assertThrows(ShmException.class, stuck::commit);
    assertArrayEquals(FIRST, valueOf("a_stuck"));
    stuck.write(SECOND);
    assertArrayEquals(SECOND, valueOf("a_stuck"));
  }

  private byte[] valueOf(String segment) {
    try (SegmentReader reader = readers.attachReader(segment)) {
      return read(reader);
    }
  }

  @Test
  void shouldComeBackAsSoonAsWhatIsInTheWayOfItsNameIsGone() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = readers.attachReader("s");
    writer.write(FIRST);
    Path data = writer.info().file();
    removeAll();
    Files.createDirectory(data);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThrows(SegmentBusyException.class, () -> writer.write(SECOND)));
    assertTrue(writer.isOpen());
    Files.delete(data);
    await().atMost(SOON).until(() -> events.contains("republished s"));
    writer.write(SECOND);
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(NotFoundException.class)
        .untilAsserted(() -> assertArrayEquals(SECOND, read(reader)));
  }

  @Test
  void shouldTellAReaderOfAnOrphanThatItsNameIsGone() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = readers.attachReader("s");
    writer.write(FIRST);
    writer.park(60_000);
    assertArrayEquals(FIRST, read(reader));
    removeAll();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThrows(NotFoundException.class, () -> read(reader)));
    assertThrows(NotFoundException.class, reader::info);
    SegmentWriter next = writers.createWriter(spec(SegmentLayout.SLOTTED));
    next.write(SECOND);
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(NotFoundException.class)
        .untilAsserted(() -> assertArrayEquals(SECOND, read(reader)));
  }

  @Test
  void shouldMoveReadersOffARetiredSegmentThoughTheyDoNotRead() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    readers.attachReader("s");
    writer.close();
    await().atMost(SOON).until(() -> ProcessResources.of(directory).isEmpty());
    assertEquals(List.of(), files());
  }

  @Test
  void shouldRepairMetadataThatWereRemoved() throws IOException {
    writers.createWriter(spec(SegmentLayout.SLOTTED));
    Path meta = directory.resolve("evo_s.meta");
    Files.delete(meta);
    await().atMost(SOON).until(() -> Files.exists(meta));
    Files.writeString(meta, "{\"name\":\"other\",\"inode\":1}");
    await().atMost(SOON).until(() -> Files.readString(meta).contains("\"name\": \"s\""));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 64, 4096, 8192})
  void shouldPublishATruncatedSegmentAgain(long toBytes) throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    SegmentReader reader = readers.attachReader("s");
    long version = writer.write(FIRST);
    Path data = writer.info().file();
    try (FileChannel file = FileChannel.open(data, StandardOpenOption.WRITE)) {
      file.truncate(toBytes);
    }
    await().atMost(SOON).until(() -> events.contains("republished s"));
    assertTrue(writer.write(SECOND) > version);
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(ShmException.class)
        .untilAsserted(() -> assertArrayEquals(SECOND, read(reader)));
  }

  @Test
  void shouldRefuseTimesThatNothingCanBeParkedFor() {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    assertThrows(InvalidRangeException.class, () -> writer.park(0));
    assertThrows(InvalidRangeException.class, () -> writer.park(SegmentWriter.MAX_PARK_MS + 1));
    assertTrue(writer.isOpen());
  }

  private Path data() throws IOException {
    return files().stream()
        .filter(file -> !file.toString().endsWith(".meta"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPublishNoHalfOfATransactionThatIsOpenAllTheTime(SegmentLayout layout)
      throws IOException {
    SegmentWriter writer =
        writers.createWriter(SegmentSpec.named("s").layout(layout).slots(1).build());
    byte[] whole = new byte[writer.capacityBytes()];
    java.util.Arrays.fill(whole, (byte) 1);
    writer.write(whole);
    writer.begin().putBytes(0, SECOND, 0, SECOND.length);
    removeAll();
    await().atMost(SOON).until(() -> events.contains("republished s"));
    assertArrayEquals(whole, read(readers.attachReader("s")));
    assertThrows(SegmentBusyException.class, writer::commit);
    assertArrayEquals(whole, read(readers.attachReader("s")));
    writer.write(whole);
  }

  @Test
  void shouldCountOnWhenItsFileIsReplacedByAnOlderCopy() throws IOException {
    SegmentWriter writer = writers.createWriter(spec(SegmentLayout.SLOTTED));
    writer.write(FIRST);
    Path file = data();
    Path copy = Files.copy(file, directory.resolve("copy"));
    writer.write(FIRST);
    writer.write(FIRST);
    long version = writer.write(SECOND);
    Files.move(copy, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    await().atMost(SOON).until(() -> events.contains("republished s"));
    assertArrayEquals(SECOND, read(readers.attachReader("s")));
    assertTrue(writer.version() >= version);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPublishASegmentAgainThatWasTruncatedAndMadeLongAgain(SegmentLayout layout)
      throws IOException {
    SegmentWriter writer = writers.createWriter(spec(layout));
    writer.write(FIRST);
    long bytes = Files.size(data());
    try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      file.truncate(0);
      file.write(java.nio.ByteBuffer.allocate(1), bytes - 1);
    }
    await().atMost(SOON).until(() -> events.contains("republished s"));
    writer.write(SECOND);
    assertEquals(SECOND[0], read(readers.attachReader("s"))[0]);
  }

  @Test
  void shouldLeaveNothingOfASegmentThatIsClosedOrParkedAfterItWasTruncated() throws IOException {
    SegmentWriter closed = writers.createWriter(spec(SegmentLayout.SLOTTED));
    try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      file.truncate(0);
    }
    closed.close();
    assertEquals(List.of(), files());
    SegmentWriter parked = writers.createWriter(spec(SegmentLayout.SLOTTED));
    try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      file.truncate(0);
      assertThrows(CorruptException.class, () -> parked.park(SegmentWriter.MAX_PARK_MS));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void shouldClaimNothingForAWriterThatNobodyLooksAfter() throws IOException {
    try (LinuxPlatform platform = new LinuxPlatform(LinuxSettings.inDirectory(directory))) {
      LinuxSharedMemory late = new LinuxSharedMemory(platform);
      platform.close();
      assertThrows(
          IllegalStateException.class, () -> late.createWriter(spec(SegmentLayout.SLOTTED)));
      assertEquals(List.of(), files());
      writers.createWriter(spec(SegmentLayout.SLOTTED)).write(FIRST);
      assertThrows(IllegalStateException.class, () -> late.attachReader("s"));
      assertEquals(1, writers.attachReader("s").info().activity().readers());
    }
  }
}
