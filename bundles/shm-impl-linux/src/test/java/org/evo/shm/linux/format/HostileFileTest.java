// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.evo.shm.SegmentLayout;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that somebody truncated, damaged or forged: refused, or consistent with their length. */
class HostileFileTest {

  private static final int MUTATIONS = 20_000;
  private static final long SEED = 0x5EED_2024L;

  static Stream<byte[]> notSegments() {
    byte[] zeros = new byte[8192];
    byte[] text =
        "#!/bin/sh\necho this is no segment\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] bigEndian = {0x45, 0x56, 0x4F, 0x5F, 0x53, 0x48, 0x4D, 0x53, 0, 0, 0, 0};
    byte[] ones = new byte[8192];
    java.util.Arrays.fill(ones, (byte) -1);
    return Stream.of(new byte[0], new byte[7], zeros, text, bigEndian, ones);
  }

  @ParameterizedTest
  @MethodSource("notSegments")
  void shouldRefuseFilesWithAnotherBeginning(byte[] bytes) {
    assertThrows(
        MalformedSegmentException.class,
        () -> new HeaderCodecs().forFile(SampleFile.source(bytes)));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAFileTruncatedToAnyLengthUpToTheHeader(SegmentLayout layout) {
    SampleFile whole = SampleFile.typed(layout);
    for (int length = 0; length <= 600; length++) {
      SampleFile part = whole.truncated(length);
      assertThrows(MalformedSegmentException.class, part::decode, "length " + length);
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAFileTruncatedWithinItsData(SegmentLayout layout) {
    SampleFile whole = SampleFile.typed(layout);
    int length = whole.bytes().length;
    for (int kept : new int[] {length / 2, length - 4096, length - 64, length - 1}) {
      SampleFile part = whole.truncated(kept);
      assertThrows(MalformedSegmentException.class, part::decode, "length " + kept);
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAFileThatClaimsAGibibyteInFourKibibytes(SegmentLayout layout) {
    SampleFile file = SampleFile.of(SampleFile.spec(layout).build()).copy();
    boolean classic = layout == SegmentLayout.CLASSIC;
    int sizeAt = classic ? ClassicFormat.SIZE_OFFSET : SlottedFormat.SIZE_OFFSET;
    file.buffer().putLong(sizeAt, 1L << 30);
    if (!classic) {
      file.buffer().putLong(SlottedFormat.CAPACITY_OFFSET, 1L << 30);
      file.buffer().putLong(SlottedFormat.STRIDE_OFFSET, (1L << 30) + 4096);
    }
    MalformedSegmentException refused =
        assertThrows(MalformedSegmentException.class, file.reseal()::decode);
    assertTrue(refused.getMessage().contains("but the file has"), refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMakeOfEveryMutationARefusalOrAHeaderThatFitsTheFile(SegmentLayout layout)
      throws IOException {
    SampleFile whole = SampleFile.typed(layout);
    Random random = new Random(SEED);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SampleFile mutant = mutate(whole.copy(), random);
      if (isConsistent(mutant, "seed " + SEED + ", mutation " + i)) {
        accepted++;
      }
    }
    System.out.println(layout + ": " + accepted + " of " + MUTATIONS + " accepted, seed " + SEED);
    assertTrue(accepted > 0 && accepted < MUTATIONS, accepted + " accepted, seed " + SEED);
  }

  /** Half of the mutants get right checksums, or those would be all that is ever tested. */
  private static SampleFile mutate(SampleFile file, Random random) {
    int layoutAt = (int) file.header().geometry().layoutOffset();
    int layoutBytes = file.header().geometry().layoutBytes();
    int headerBytes = file.header().geometry().firstSlotOffset();
    for (int i = random.nextInt(4); i >= 0; i--) {
      boolean inLayout = random.nextInt(4) == 0;
      int at =
          inLayout ? layoutAt + random.nextInt(layoutBytes) : random.nextInt(headerBytes) & 0x1FF;
      file.bytes()[at] = value(file.bytes()[at], random);
    }
    return random.nextBoolean() ? file.reseal() : file;
  }

  private static byte value(byte old, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> (byte) (old ^ (1 << random.nextInt(8)));
      case 1 -> (byte) (random.nextBoolean() ? 0 : -1);
      case 2 -> (byte) (old + (random.nextBoolean() ? 1 : -1));
      default -> (byte) random.nextInt(256);
    };
  }

  private static boolean isConsistent(SampleFile mutant, String which) throws IOException {
    try {
      SegmentHeader header = mutant.decode();
      SegmentGeometry g = header.geometry();
      assertTrue(g.fileBytes() <= mutant.bytes().length, which);
      assertTrue(g.capacityBytes() >= 1 && g.capacityBytes() <= g.sizeBytes(), which);
      assertTrue(g.slotOffset(g.slots() - 1) + g.strideBytes() <= g.fileBytes(), which);
      assertEquals(1, Integer.bitCount(g.slots()), which);
      assertTrue(
          header.record().map(RecordLayout::sizeBytes).orElse(0) <= g.capacityBytes(), which);
      mutant.codec().decodeOwner(SampleFile.source(mutant.bytes()));
      mutant.codec().writerPid(SampleFile.source(mutant.bytes()));
      LiveFields.read(SampleFile.source(mutant.bytes()), header);
      SegmentMemory memory = SegmentMemory.whole(g, new ValueFields(true, false), mutant.buffer());
      memory.view(2L * (g.slots() - 1)).getByte(g.capacityBytes() - 1);
      return true;
    } catch (MalformedSegmentException e) {
      return false;
    }
  }

  @Test
  void shouldRefuseATruncatedSlotRatherThanReadBeyondTheEnd() throws MalformedSegmentException {
    SampleFile whole = SampleFile.typed(SegmentLayout.SLOTTED);
    SegmentHeader header = whole.decode();
    byte[] part = whole.truncated((int) header.geometry().slotOffset(1) + 16).bytes();
    assertThrows(
        MalformedSegmentException.class, () -> LiveFields.read(SampleFile.source(part), header));
  }
}
