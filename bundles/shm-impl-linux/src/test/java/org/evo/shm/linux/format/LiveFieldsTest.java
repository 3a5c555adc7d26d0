// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveFieldsTest {

  private static LiveFields read(SampleFile file) throws IOException, MalformedSegmentException {
    return LiveFields.read(SampleFile.source(file.bytes()), file.header());
  }

  private static SampleFile withVersion(SegmentLayout layout, long version) {
    SampleFile file = SampleFile.typed(layout).copy();
    file.buffer().putLong(file.header().geometry().versionOffset(), version);
    return file;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldReadWhatTheWriterLeft(SegmentLayout layout)
      throws IOException, MalformedSegmentException {
    LiveFields live = read(SampleFile.typed(layout));
    assertEquals(new LiveFields(2, SegmentState.ACTIVE, 55, 0), live);
    assertEquals(2, live.committedVersion());
    assertFalse(live.writeInProgress());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTellAWriteUnderWayFromACommittedOne(SegmentLayout layout)
      throws IOException, MalformedSegmentException {
    LiveFields live = read(withVersion(layout, 7));
    assertEquals(6, live.committedVersion());
    assertTrue(live.writeInProgress());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRetireAFileSoThatItsReadersLeave(SegmentLayout layout)
      throws IOException, MalformedSegmentException {
    for (long version : new long[] {0, 1, 2, 7, 1000}) {
      SampleFile file = withVersion(layout, version);
      LiveFields.retire(
          (offset, bytes) -> System.arraycopy(bytes, 0, file.bytes(), (int) offset, bytes.length),
          file.header().geometry(),
          read(file));
      assertEquals(SegmentState.RETIRED, read(file).state());
      assertTrue(read(file).committedVersion() >= (version & ~1L));
      ByteBuffer direct =
          ByteBuffer.allocateDirect(file.bytes().length).order(ByteOrder.LITTLE_ENDIAN);
      direct.put(0, file.bytes());
      SegmentMemory memory =
          SegmentMemory.whole(file.header().geometry(), ValueFields.of(file.header()), direct);
      assertTrue(memory.isRetired(memory.versionAcquire()), "version " + version);
    }
  }

  @ParameterizedTest
  @CsvSource({"SLOTTED, 4", "SLOTTED, -1", "CLASSIC, 4", "CLASSIC, -2147483648"})
  void shouldRefuseAStateThatIsNone(SegmentLayout layout, int word) {
    SampleFile file = SampleFile.typed(layout).copy();
    file.buffer().putInt(file.header().geometry().stateOffset(), word);
    assertThrows(MalformedSegmentException.class, () -> read(file));
  }

  /** The next commits would overflow into the bit that says retired. */
  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAVersionThatNoWriterReaches(SegmentLayout layout)
      throws IOException, MalformedSegmentException {
    for (long version : new long[] {(1L << 62) + 2, Long.MAX_VALUE - 1, Long.MAX_VALUE, -2, -1}) {
      SampleFile file = withVersion(layout, version);
      assertThrows(MalformedSegmentException.class, () -> read(file), "version " + version);
    }
    assertEquals(1L << 62, read(withVersion(layout, 1L << 62)).committedVersion());
    assertEquals(SegmentState.RETIRED, read(withVersion(layout, Long.MIN_VALUE)).state());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseStateZeroInAFileOfOurs(SegmentLayout layout) {
    SampleFile file = SampleFile.typed(layout).copy();
    file.buffer().putInt(file.header().geometry().stateOffset(), 0);
    assertThrows(MalformedSegmentException.class, () -> read(file));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKnowNoCommitTimeBeforeTheFirstCommit(SegmentLayout layout)
      throws IOException, MalformedSegmentException {
    assertEquals(0, read(withVersion(layout, 0)).commitTimeNs());
    assertEquals(0, read(withVersion(layout, 1)).commitTimeNs());
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "6, 0", "66, 0", "2, 55"})
  void shouldKnowNoCommitTimeOfASlotThatHoldsAnOlderValue(long version, long expected)
      throws IOException, MalformedSegmentException {
    assertEquals(expected, read(withVersion(SegmentLayout.SLOTTED, version)).commitTimeNs());
  }
}
