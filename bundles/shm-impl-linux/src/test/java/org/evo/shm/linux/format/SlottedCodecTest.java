// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlottedCodecTest {

  private static final int CHECKED_BYTES = SlottedFormat.HEADER_CHECKSUM_OFFSET + Integer.BYTES;

  private final SampleFile good = SampleFile.typed(SegmentLayout.SLOTTED);

  private static SegmentSpec.Builder spec() {
    return SampleFile.spec(SegmentLayout.SLOTTED);
  }

  private MalformedSegmentException refusal(SampleFile file) {
    return assertThrows(MalformedSegmentException.class, () -> file.decode(Long.MAX_VALUE));
  }

  private SampleFile withInt(int offset, int value) {
    SampleFile changed = good.copy();
    changed.buffer().putInt(offset, value);
    return changed.reseal();
  }

  private SampleFile withLong(int offset, long value) {
    SampleFile changed = good.copy();
    changed.buffer().putLong(offset, value);
    return changed.reseal();
  }

  @Test
  void shouldReadBackATypedHeader() throws MalformedSegmentException {
    assertEquals(good.header(), good.decode());
  }

  @ParameterizedTest
  @EnumSource(CommitTime.class)
  void shouldReadBackAnUntypedHeader(CommitTime time) throws MalformedSegmentException {
    SampleFile file = SampleFile.of(spec().commitTime(time).sizeBytes(8192).slots(8).build());
    assertEquals(file.header(), file.decode());
    assertEquals(Optional.empty(), file.decode().record());
  }

  @Test
  void shouldReadBackNamesThatFillTheirRoom() throws MalformedSegmentException {
    String longest = "n".repeat(64);
    SampleFile file = SampleFile.of(SegmentSpec.named(longest).module("m".repeat(64)).build());
    assertEquals(longest, file.decode().name());
    assertEquals("m".repeat(64), file.decode().module());
  }

  @Test
  void shouldReadBackTheHeaderOfTheLargestSegment() throws MalformedSegmentException {
    SegmentHeader header = SegmentHeader.of(spec().sizeBytes(1L << 30).slots(64).build(), 1);
    ByteBuffer start = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    new SlottedCodec().encode(header, start);
    SampleFile file = new SampleFile(header, SampleFile.OWNER, start.array());
    assertEquals(header, file.decode(header.geometry().fileBytes()));
    assertThrows(
        MalformedSegmentException.class, () -> file.decode(header.geometry().fileBytes() - 1));
  }

  @Test
  void shouldReadBackTheOwner() throws IOException, MalformedSegmentException {
    assertEquals(
        Optional.of(SampleFile.OWNER), good.codec().decodeOwner(SampleFile.source(good.bytes())));
    assertEquals(4711, good.codec().writerPid(SampleFile.source(good.bytes())));
  }

  @Test
  void shouldKnowNoOwnerWhenAnyByteOfItsRecordIsChanged() throws IOException {
    SlottedCodec codec = new SlottedCodec();
    for (int at = SlottedFormat.OWNER_OFFSET; at < SlottedFormat.OWNER_CHECKSUM_OFFSET + 4; at++) {
      byte[] damaged = good.bytes().clone();
      damaged[at] ^= 1;
      assertEquals(Optional.empty(), codec.decodeOwner(SampleFile.source(damaged)), "byte " + at);
      assertEquals(0, codec.writerPid(SampleFile.source(damaged)));
    }
    assertEquals(Optional.empty(), codec.decodeOwner(SampleFile.source(new byte[511])));
  }

  @Test
  void shouldReadTheHeaderWhileTheOwnerIsBeingReplaced() throws MalformedSegmentException {
    SampleFile torn = good.copy();
    torn.bytes()[SlottedFormat.PID_OFFSET] ^= 1;
    assertEquals(good.header(), torn.decode());
  }

  @Test
  void shouldRefuseAHeaderWithAnyBitFlipped() {
    for (int bit = 0; bit < 8 * CHECKED_BYTES; bit++) {
      SampleFile damaged = good.copy();
      damaged.bytes()[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(MalformedSegmentException.class, damaged::decode, "bit " + bit);
    }
  }

  @Test
  void shouldRefuseALayoutWithAnyByteChanged() {
    for (int i = 0; i < good.header().geometry().layoutBytes(); i++) {
      SampleFile damaged = good.copy();
      damaged.bytes()[SlottedFormat.FIXED_LENGTH + i] ^= 1;
      assertThrows(MalformedSegmentException.class, damaged::decode, "byte " + i);
      assertThrows(MalformedSegmentException.class, damaged.reseal()::decode, "byte " + i);
    }
  }

  @Test
  void shouldRefuseAnotherMajorAndAcceptALaterMinorVersion() throws MalformedSegmentException {
    SampleFile later = good.copy();
    later.buffer().putShort(SlottedFormat.MINOR_OFFSET, (short) 9);
    assertEquals(good.header(), later.reseal().decode());
    for (int major : new int[] {0, 2, 0xFFFF}) {
      SampleFile unknown = good.copy();
      unknown.buffer().putShort(SlottedFormat.MAJOR_OFFSET, (short) major);
      assertTrue(refusal(unknown.reseal()).getMessage().contains("format " + major));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512, 4095, 4097, 6144, (1 << 20) + 4096, 0x7FFFF000, -4096})
  void shouldRefuseImpossibleHeaderLengths(int length) {
    refusal(withInt(SlottedFormat.HEADER_LENGTH_OFFSET, length));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4095, 4097, (1L << 30) + 4096, -4096, Long.MAX_VALUE, 1L << 63})
  void shouldRefuseImpossibleSizes(long size) {
    refusal(withLong(SlottedFormat.SIZE_OFFSET, size));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 4097, 1L << 32, (1L << 32) + 16, Long.MAX_VALUE, 1L << 63})
  void shouldRefuseImpossibleCapacities(long capacity) {
    refusal(withLong(SlottedFormat.CAPACITY_OFFSET, capacity));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 32, 47, 63, 65, -64, 4160, 1L << 32, Long.MAX_VALUE, 1L << 63})
  void shouldRefuseImpossibleStrides(long stride) {
    refusal(withLong(SlottedFormat.STRIDE_OFFSET, stride));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 63, 128, 1 << 30, -1, Integer.MIN_VALUE})
  void shouldRefuseImpossibleSlotCounts(int slots) {
    refusal(withInt(SlottedFormat.SLOTS_OFFSET, slots));
  }

  @Test
  void shouldRefuseAnUnknownSourceOfCommitTimes() {
    refusal(withInt(SlottedFormat.FLAGS_OFFSET, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "511, 8", "513, 8", "-1, 8", "512, -1", "512, 3585", "512, 2147483647"})
  void shouldRefuseALayoutOutsideTheHeader(int offset, int length) {
    SampleFile changed = good.copy();
    changed.buffer().putInt(SlottedFormat.BLOB_OFFSET_OFFSET, offset);
    changed.buffer().putInt(SlottedFormat.BLOB_LENGTH_OFFSET, length);
    refusal(changed.reseal());
  }

  @Test
  void shouldRefuseAFingerprintThatIsNotThatOfTheLayout() {
    refusal(withLong(SlottedFormat.FINGERPRINT_OFFSET, 0));
    SampleFile untyped = SampleFile.of(spec().build()).copy();
    untyped.buffer().putLong(SlottedFormat.FINGERPRINT_OFFSET, 1);
    refusal(untyped.reseal());
  }

  @Test
  void shouldRefuseARecordLargerThanAValue() {
    SampleFile changed = good.copy();
    changed.buffer().putLong(SlottedFormat.CAPACITY_OFFSET, 8);
    changed.buffer().putLong(SlottedFormat.STRIDE_OFFSET, 64);
    assertTrue(refusal(changed.reseal()).getMessage().contains("16 bytes, more than the 8"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldRefuseImpossibleLengthsOfNames(int length) {
    refusal(withInt(SlottedFormat.NAME_LENGTH_OFFSET, length));
    refusal(withInt(SlottedFormat.MODULE_LENGTH_OFFSET, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../", "a/b", ".ab", "a\0b", "\u001b[m", "a\u00ffb"})
  void shouldRefuseNamesThatBreakTheRulesAndShowThemPrintable(String hostile) {
    for (int offset : new int[] {SlottedFormat.NAME_OFFSET, SlottedFormat.MODULE_OFFSET}) {
      SampleFile changed = good.copy();
      for (int i = 0; i < 3; i++) {
        changed.bytes()[offset + i] = (byte) hostile.charAt(i);
      }
      String message = refusal(changed.reseal()).getMessage();
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
    }
  }

  @Test
  void shouldRefuseAnUnderscoreInTheModule() {
    SampleFile changed = good.copy();
    changed.bytes()[SlottedFormat.MODULE_OFFSET + 1] = '_';
    refusal(changed.reseal());
  }

  @Test
  void shouldRefuseSlotsThatCannotBeMappedOneByOne() {
    SampleFile changed = SampleFile.of(spec().build()).copy();
    ByteBuffer b = changed.buffer();
    b.putLong(SlottedFormat.SIZE_OFFSET, 1 << 26);
    b.putLong(SlottedFormat.CAPACITY_OFFSET, (1 << 26) - 8192);
    b.putLong(SlottedFormat.STRIDE_OFFSET, (1 << 26) - 8192 + 64);
    b.putInt(SlottedFormat.SLOTS_OFFSET, 64);
    assertTrue(refusal(changed.reseal()).getMessage().contains("not aligned to pages"));
  }

  @Test
  void shouldRefuseAFileThatIsShorterThanItClaims() throws MalformedSegmentException {
    long length = good.header().geometry().fileBytes();
    assertEquals(good.header(), good.decode(length));
    assertEquals(good.header(), good.decode(length + 4096));
    assertThrows(MalformedSegmentException.class, () -> good.decode(length - 1));
  }
}
