// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicCodecTest {

  private final SampleFile good = SampleFile.typed(SegmentLayout.CLASSIC);

  /** As existing EVO processes write it: no extension, bytes 48 to 127 zero. */
  private static SampleFile foreign() {
    SampleFile file = SampleFile.of(SampleFile.spec(SegmentLayout.CLASSIC).build()).copy();
    java.util.Arrays.fill(file.bytes(), ClassicFormat.CHECKSUM_OFFSET, 128, (byte) 0);
    return file;
  }

  private static SegmentHeader named(SampleFile file, String fileName)
      throws IOException, MalformedSegmentException {
    return file.codec().decode(SampleFile.source(file.bytes()), fileName, file.bytes().length);
  }

  private static void refused(SampleFile file) {
    assertThrows(MalformedSegmentException.class, () -> file.decode(Long.MAX_VALUE));
  }

  @Test
  void shouldReadBackAllButTheModuleWhichTheFormatHasNot() throws MalformedSegmentException {
    SegmentHeader read = good.decode();
    assertEquals("seg", read.name());
    assertEquals("", read.module());
    assertEquals(good.header().geometry(), read.geometry());
    assertEquals(good.header().record(), read.record());
    assertEquals(SampleFile.CREATED_NS, read.createdNs());
    assertFalse(read.foreign());
  }

  @ParameterizedTest
  @EnumSource(CommitTime.class)
  void shouldReadBackTheSourceOfCommitTimes(CommitTime time) throws MalformedSegmentException {
    SampleFile file =
        SampleFile.of(SampleFile.spec(SegmentLayout.CLASSIC).commitTime(time).build());
    assertEquals(time, file.decode().commitTime());
  }

  @Test
  void shouldWriteWhatExistingProcessesExpect() {
    ByteBuffer b = good.buffer();
    byte[] magic = {0x00, 0x4d, 0x48, 0x53, 0x5f, 0x4f, 0x56, 0x45};
    assertEquals(ByteBuffer.wrap(magic), ByteBuffer.wrap(good.bytes(), 0, 8).slice());
    assertEquals(2, b.getLong(8));
    assertEquals(4711, b.getInt(16));
    assertEquals(0, b.getInt(20));
    assertEquals(4096, b.getLong(24));
    assertEquals(SampleFile.CREATED_NS, b.getLong(32));
    assertEquals(0, b.getInt(48));
    assertTrue(good.bytes().length >= 4096 + 128);
  }

  @Test
  void shouldReadBackTheOwner() throws IOException, MalformedSegmentException {
    assertEquals(
        Optional.of(SampleFile.OWNER), good.codec().decodeOwner(SampleFile.source(good.bytes())));
  }

  @Test
  void shouldKnowNoOwnerWhenAnyByteOfTheExtensionIsChanged() throws IOException {
    ClassicCodec codec = new ClassicCodec();
    for (int at = ClassicFormat.GENERATION_OFFSET; at < ClassicFormat.DATA_OFFSET; at++) {
      byte[] damaged = good.bytes().clone();
      damaged[at] ^= 1;
      assertEquals(Optional.empty(), codec.decodeOwner(SampleFile.source(damaged)), "byte " + at);
    }
    assertEquals(Optional.empty(), codec.decodeOwner(SampleFile.source(new byte[127])));
  }

  @Test
  void shouldReadWhatExistingProcessesWrite() throws IOException, MalformedSegmentException {
    SegmentHeader header = foreign().decode();
    assertTrue(header.foreign());
    assertEquals("seg", header.name());
    assertEquals(4096, header.geometry().capacityBytes());
    assertEquals(CommitTime.ABSENT, header.commitTime());
    assertEquals(Optional.empty(), header.record());
    ByteSource source = SampleFile.source(foreign().bytes());
    assertEquals(Optional.empty(), foreign().codec().decodeOwner(source));
    assertEquals(4711, foreign().codec().writerPid(source));
  }

  @Test
  void shouldTakeTheNameFromTheFileEvenWithUnderscores()
      throws IOException, MalformedSegmentException {
    assertEquals("a_b_c", named(foreign(), "evo_a_b_c_1").name());
    assertEquals("a_1", named(foreign(), "evo_a_1_2").name());
    assertThrows(MalformedSegmentException.class, () -> named(foreign(), "evo_seg"));
    assertThrows(MalformedSegmentException.class, () -> named(foreign(), "evo__seg_1"));
    assertThrows(MalformedSegmentException.class, () -> named(foreign(), "evo_.x_1"));
    assertThrows(MalformedSegmentException.class, () -> named(foreign(), "seg_1"));
  }

  @Test
  void shouldShowAHostileFileNamePrintable() {
    MalformedSegmentException refused =
        assertThrows(
            MalformedSegmentException.class, () -> named(foreign(), "evo_\u001b[31m\u009b_1"));
    assertTrue(refused.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4095, 4097, (1L << 30) + 4096, -4096, Long.MAX_VALUE, 1L << 63})
  void shouldRefuseImpossibleSizes(long size) {
    SampleFile ours = good.copy();
    ours.buffer().putLong(ClassicFormat.SIZE_OFFSET, size);
    refused(ours);
    SampleFile theirs = foreign();
    theirs.buffer().putLong(ClassicFormat.SIZE_OFFSET, size);
    refused(theirs);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 4097, Integer.MAX_VALUE, Integer.MIN_VALUE, 8})
  void shouldRefuseImpossibleCapacities(int capacity) {
    SampleFile changed = good.copy();
    changed.buffer().putInt(ClassicFormat.CAPACITY_OFFSET, capacity);
    refused(changed.reseal());
  }

  @Test
  void shouldRefuseALayoutThatIsTooLongOrNotThere() {
    for (int length : new int[] {1, 10, (1 << 20) + 1, 0xFFFFFF}) {
      SampleFile changed = good.copy();
      int flags = changed.bytes()[ClassicFormat.FLAGS_OFFSET] << 24;
      changed.buffer().putInt(ClassicFormat.BLOB_LENGTH_OFFSET, flags | length);
      refused(changed.reseal());
    }
  }

  @Test
  void shouldRefuseAnUnknownSourceOfCommitTimes() {
    SampleFile changed = good.copy();
    changed.bytes()[ClassicFormat.FLAGS_OFFSET] = 3;
    refused(changed.reseal());
  }

  @Test
  void shouldAcceptALongerFileAndRefuseAShorterOne() throws MalformedSegmentException {
    SampleFile theirs = foreign();
    assertEquals(4096, theirs.decode(4096 + 128).geometry().sizeBytes());
    assertEquals(4096, theirs.decode(1 << 20).geometry().sizeBytes());
    assertThrows(MalformedSegmentException.class, () -> theirs.decode(4096 + 127));
  }

  @Test
  void shouldAppendTheLayoutBehindTheData() {
    SegmentGeometry geometry = good.header().geometry();
    assertEquals(128 + 4096, geometry.layoutOffset());
    assertEquals(ByteOrder.LITTLE_ENDIAN, good.buffer().order());
    byte[] encoded = SampleFile.axis().toBytes();
    assertEquals(
        ByteBuffer.wrap(encoded),
        ByteBuffer.wrap(good.bytes(), 128 + 4096, encoded.length).slice());
  }
}
