// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells by its first bytes which layout a file has. Stateless and thread-safe. */
public final class HeaderCodecs {

  private final SlottedCodec slotted = new SlottedCodec();
  private final ClassicCodec classic = new ClassicCodec();

  /**
   * The codec for a file.
   *
   * @throws MalformedSegmentException when it is no segment
   */
  public HeaderCodec forFile(ByteSource file) throws IOException, MalformedSegmentException {
    byte[] start = file.read(0, Long.BYTES);
    if (start.length < Long.BYTES) {
      throw new MalformedSegmentException(
          "it has " + start.length + " bytes, too few for a segment");
    }
    long magic = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (magic == SlottedFormat.MAGIC) {
      return slotted;
    }
    if (magic == ClassicFormat.MAGIC) {
      return classic;
    }
    throw new MalformedSegmentException(
        String.format("it begins with 0x%016x, which is no segment's magic", magic));
  }
}
