// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads and writes the header of one layout. Stateless and thread-safe. */
public interface HeaderCodec {

  /** The codec of a layout. */
  static HeaderCodec of(SegmentGeometry geometry) {
    return geometry.isClassic() ? new ClassicCodec() : new SlottedCodec();
  }

  /** Writes the header of a new segment to the start of its memory, which is all zero. */
  void encode(SegmentHeader header, ByteBuffer memory);

  /** Replaces the owner. Readers may see a mixture, which its checksum gives away. */
  void encodeOwner(OwnerRecord owner, ByteBuffer memory);

  /** As {@link #encodeOwner}, in a file that is not mapped. */
  default void writeOwner(OwnerRecord owner, ByteSource from, ByteSink to) throws IOException {
    byte[] fixed = from.read(0, ownerEnd());
    if (fixed.length < ownerEnd()) {
      throw new EOFException("it was truncated to " + fixed.length + " bytes");
    }
    encodeOwner(owner, Checks.littleEndian(fixed));
    to.write(ownerStart(), Arrays.copyOfRange(fixed, ownerStart(), ownerEnd()));
  }

  /** Where what {@link #encodeOwner} changes begins. */
  int ownerStart();

  /** Where it ends. */
  int ownerEnd();

  /**
   * Reads and checks the header of a file.
   *
   * @param fileName the file's name, from which classic segments take theirs
   * @param fileBytes the file's length
   */
  SegmentHeader decode(ByteSource file, String fileName, long fileBytes)
      throws IOException, MalformedSegmentException;

  /** The owner; empty when none was recorded, or it is being replaced right now. */
  Optional<OwnerRecord> decodeOwner(ByteSource file) throws IOException;

  /** The generation as it stands there, also while the rest of the owner is being replaced. */
  long generation(ByteSource file) throws IOException;

  /** The pid recorded in the file, 0 when unknown; for people. */
  int writerPid(ByteSource file) throws IOException;
}
