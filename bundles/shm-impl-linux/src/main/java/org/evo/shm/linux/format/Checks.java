// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.evo.shm.SegmentSpec;
import org.evo.shm.layout.RecordLayout;

/** Checks that both layouts make of what a file claims. */
final class Checks {

  private Checks() {}

  static void require(boolean condition, String message) throws MalformedSegmentException {
    if (!condition) {
      throw new MalformedSegmentException(message);
    }
  }

  static void requireSize(long sizeBytes) throws MalformedSegmentException {
    boolean possible =
        sizeBytes >= SegmentSpec.MIN_SIZE_BYTES
            && sizeBytes <= SegmentSpec.MAX_SIZE_BYTES
            && sizeBytes % SegmentSpec.PAGE_BYTES == 0;
    require(possible, "it claims a size of " + Long.toUnsignedString(sizeBytes) + " bytes");
  }

  static void requireFile(SegmentGeometry geometry, long fileBytes)
      throws MalformedSegmentException {
    require(
        fileBytes >= geometry.fileBytes(),
        "it claims " + geometry.fileBytes() + " bytes but the file has " + fileBytes);
  }

  static int crc32c(byte[] first, int from, int to, byte[] second) {
    CRC32C crc = new CRC32C();
    crc.update(first, from, to - from);
    crc.update(second, 0, second.length);
    return (int) crc.getValue();
  }

  static Optional<RecordLayout> layout(byte[] encoded, int capacityBytes)
      throws MalformedSegmentException {
    if (encoded.length == 0) {
      return Optional.empty();
    }
    try {
      RecordLayout layout = RecordLayout.fromBytes(encoded);
      require(
          layout.sizeBytes() <= capacityBytes,
          "its record has "
              + layout.sizeBytes()
              + " bytes, more than the "
              + capacityBytes
              + " of a value");
      return Optional.of(layout);
    } catch (IllegalArgumentException e) {
      throw new MalformedSegmentException("its record layout is damaged: " + e.getMessage());
    }
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static String text(ByteBuffer bytes, int offset, int length) {
    byte[] text = new byte[length];
    bytes.get(offset, text);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
