// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentState;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classic segments of existing EVO processes: no extension, no lock, pid 77. */
class ForeignClassicTest {

  private static final int SIZE = 8192;

  /** Above every pid that a kernel gives. */
  private static final int GONE = 4_194_400;

  private static final String NAME = "evo_seg_" + GONE;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private LinuxSharedMemory client;
  private Path file;

  @BeforeEach
  void plant() throws IOException {
    fixture = new ClaimFixture(path);
    client = fixture.client();
    file = path.resolve(NAME);
    Files.write(file, segment(6, 42));
  }

  @AfterEach
  void close() {
    client.close();
  }

  private static byte[] segment(long version, int fill) {
    ByteBuffer b = ByteBuffer.allocate(128 + SIZE).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(ClassicFormat.MAGIC_OFFSET, ClassicFormat.MAGIC);
    b.putLong(ClassicFormat.VERSION_OFFSET, version);
    b.putInt(ClassicFormat.WRITER_PID_OFFSET, GONE);
    b.putInt(ClassicFormat.READER_COUNT_OFFSET, 3);
    b.putLong(ClassicFormat.SIZE_OFFSET, SIZE);
    b.putLong(ClassicFormat.CREATED_TS_OFFSET, 1_000_000_005L);
    b.put(ClassicFormat.DATA_OFFSET, ClaimFixture.value(SIZE, fill));
    return b.array();
  }

  private SegmentInfo info() {
    ProbeResult result =
        new SegmentInspector(fixture.posix, fixture.directory, fixture.processes).probe(file);
    return assertInstanceOf(ProbeResult.Segment.class, result).info();
  }

  @Test
  void shouldBeReadable() {
    SegmentReader reader = client.attachReader("seg");
    byte[] copy = new byte[SIZE];
    assertEquals(SIZE, reader.read(copy));
    assertArrayEquals(ClaimFixture.value(SIZE, 42), copy);
    assertEquals(6, reader.lastReadVersion());
    assertEquals(0, reader.commitTimeNs());
    assertEquals(SegmentReader.UNKNOWN_AGE_NS, reader.ageNs());
  }

  @Test
  void shouldShowWhatItsWriterDoesNext() throws IOException {
    SegmentReader reader = client.attachReader("seg");
    byte[] copy = new byte[SIZE];
    reader.read(copy);
    try (Descriptor writer = fixture.posix.openExisting(file, true)) {
      writer.write(0, segment(8, 43));
    }
    assertTrue(reader.hasChanged());
    reader.read(copy);
    assertArrayEquals(ClaimFixture.value(SIZE, 43), copy);
  }

  @Test
  void shouldBeOfUnknownLiveness() {
    SegmentInfo info = info();
    assertEquals(Liveness.UNKNOWN, info.owner().liveness());
    assertEquals(GONE, info.owner().pid());
    assertEquals(0, info.owner().generation());
    assertEquals(1, info.owner().createdAt().getEpochSecond());
    assertEquals(5, info.owner().createdAt().getNano());
    assertEquals(SegmentState.ACTIVE, info.state());
    assertEquals("seg", info.name());
    assertEquals("", info.module());
    assertEquals(SegmentLayout.CLASSIC, info.geometry().layout());
    assertEquals(Optional.empty(), info.record());
    assertEquals(6, info.activity().version());
    assertFalse(info.activity().writeInProgress());
  }

  @Test
  void shouldCountItsOwnReadersAndOurs() {
    client.attachReader("seg");
    client.attachReader("seg");
    assertEquals(5, info().activity().readers());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeTakenOverWhileAProcessHasItMappedForWriting(SegmentLayout layout)
      throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer writer = channel.map(FileChannel.MapMode.READ_WRITE, 0, before.length);
      AlreadyExistsException refused =
          assertThrows(AlreadyExistsException.class, () -> fixture.claim(spec(layout).build()));
      assertTrue(refused.reason().contains("pid " + GONE), refused.reason());
      assertTrue(refused.reason().contains(file.toString()), refused.reason());
      Reference.reachabilityFence(writer);
    }
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(java.util.List.of(NAME), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeTakenOverWhileTheProcessRunsThatMadeIt(SegmentLayout layout) throws IOException {
    byte[] made = segment(6, 42);
    ByteBuffer.wrap(made)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(ClassicFormat.WRITER_PID_OFFSET, (int) ProcessHandle.current().pid());
    Files.write(file, made);
    assertThrows(AlreadyExistsException.class, () -> fixture.claim(spec(layout).build()));
    assertArrayEquals(made, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeReplacedWhenItIsProvenThatNobodyUsesIt(SegmentLayout layout) throws IOException {
    assumeTrue(
        new FileUsers(new ProcessTable()).provenUnused(file, GONE),
        "to prove it takes root, outside of containers");
    OwnedSegment mine = fixture.claim(spec(layout).build());
    assertEquals(8, ClaimFixture.write(mine, 1));
    assertEquals(2, fixture.files().size());
    fixture.claims.retire(mine);
    assertEquals(java.util.List.of(), fixture.files());
  }

  @Test
  void shouldNotBeChangedByAReader() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (SegmentReader reader = client.attachReader("seg")) {
      reader.read(new byte[SIZE]);
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void shouldNotBlockASegmentWhoseNameItsOwnOnlyEndsWith() throws IOException {
    Files.move(file, path.resolve("evo_x_seg_" + GONE));
    OwnedSegment mine = fixture.claim(SegmentLayout.CLASSIC);
    assertEquals(2, ClaimFixture.write(mine, 1));
    fixture.claims.retire(mine);
    assertEquals(java.util.List.of("evo_x_seg_" + GONE), fixture.files());
  }
}
