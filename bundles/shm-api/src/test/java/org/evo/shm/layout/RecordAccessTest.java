// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds and byte order of {@link RecordView} and {@link MutableRecord}. */
class RecordAccessTest {

  private static final int LENGTH = 24;

  private final byte[] memory = new byte[64];
  private final MutableRecord record = MutableRecord.of(ByteBuffer.wrap(memory), 16, LENGTH);
  private final RecordView view = record.view();

  @ParameterizedTest
  @ValueSource(ints = {-1, LENGTH, LENGTH + 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldRefuseEveryAccessOutside(int offset) {
    assertThrows(IndexOutOfBoundsException.class, () -> view.getByte(offset));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getShort(offset));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getInt(offset));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getLong(offset));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getBytes(offset, new byte[1], 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putByte(offset, (byte) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putShort(offset, (short) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putInt(offset, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putLong(offset, -1));
    assertThrows(
        IndexOutOfBoundsException.class, () -> record.putBytes(offset, new byte[] {-1}, 0, 1));
    assertArrayEquals(new byte[64], memory);
  }

  @Test
  void shouldRefuseAccessThatBeginsInsideAndEndsOutside() {
    assertThrows(IndexOutOfBoundsException.class, () -> view.getShort(LENGTH - 1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getInt(LENGTH - 3));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getLong(LENGTH - 7));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putShort(LENGTH - 1, (short) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putInt(LENGTH - 3, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putLong(LENGTH - 7, -1));
    byte[] nine = new byte[9];
    assertThrows(
        IndexOutOfBoundsException.class, () -> view.getBytes(LENGTH - 8, nine, 0, nine.length));
    assertThrows(
        IndexOutOfBoundsException.class, () -> record.putBytes(LENGTH - 8, nine, 0, nine.length));
    assertArrayEquals(new byte[64], memory);
  }

  @Test
  void shouldRefuseLengthsThatAreNegativeOrLeaveTheArray() {
    byte[] some = new byte[4];
    assertThrows(IndexOutOfBoundsException.class, () -> view.getBytes(0, some, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getBytes(0, some, 1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putBytes(0, some, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> record.putBytes(0, some, -1, 2));
  }

  @Test
  void shouldReachTheFirstAndTheLastByteAndNoOther() {
    record.putLong(0, -1L);
    record.putLong(LENGTH - 8, -1L);
    for (int i = 0; i < memory.length; i++) {
      boolean inside = (i >= 16 && i < 24) || (i >= 32 && i < 40);
      assertEquals(inside ? -1 : 0, memory[i], "byte " + i);
    }
    assertEquals(-1L, view.getLong(LENGTH - 8));
    assertEquals(LENGTH, view.lengthBytes());
    assertEquals(LENGTH, record.lengthBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void shouldBeLittleEndianAtAnyOffset(int offset) {
    record.putLong(offset, 0x0807060504030201L);
    for (int i = 0; i < 8; i++) {
      assertEquals(i + 1, view.getByte(offset + i));
    }
    assertEquals(0x0807060504030201L, view.getLong(offset));
    assertEquals(0x04030201, view.getInt(offset));
    assertEquals((short) 0x0201, view.getShort(offset));
  }

  @Test
  void shouldNotDependOnTheOrderOrPositionOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64).order(ByteOrder.BIG_ENDIAN).position(40);
    MutableRecord direct = MutableRecord.of(buffer, 8, 16);
    direct.putInt(0, 0x04030201);
    assertEquals(1, buffer.get(8));
    assertEquals(0x04030201, RecordView.of(buffer, 8, 16).getInt(0));
    assertEquals(40, buffer.position());
  }

  @Test
  void shouldCopyBytesBothWays() {
    record.putBytes(3, new byte[] {9, 1, 2, 3}, 1, 3);
    byte[] copy = new byte[5];
    view.getBytes(3, copy, 2, 3);
    assertArrayEquals(new byte[] {0, 0, 1, 2, 3}, copy);
  }

  @Test
  void shouldShowInItsViewWhatIsStored() {
    assertSame(view, record.view());
    record.putByte(5, (byte) 42);
    assertEquals(42, view.getByte(5));
  }

  @Test
  void shouldRefuseARangeThatLeavesTheMemory() {
    ByteBuffer small = ByteBuffer.allocate(16);
    assertThrows(IndexOutOfBoundsException.class, () -> RecordView.of(small, 8, 9));
    assertThrows(IndexOutOfBoundsException.class, () -> RecordView.of(small, -1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> MutableRecord.of(small, 17, 0));
  }
}
