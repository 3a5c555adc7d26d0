// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.nio.ByteBuffer;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentWriter;

/**
 * The loops that are measured. Payloads stay as they are: changing a byte before it is copied in a
 * wider piece would measure how long the processor takes to merge the two.
 */
final class Operations {

  /** Bytes that {@code view} reads and {@code writeAt} writes. */
  static final int FIELD_BYTES = Long.BYTES;

  private Operations() {}

  /** Whole values, from an array. */
  static Operation write(SegmentWriter writer, int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    return times -> {
      long result = 0;
      for (int i = 0; i < times; i++) {
        result += writer.write(payload);
      }
      return result;
    };
  }

  /** Whole values, to an array. */
  static Operation read(SegmentReader reader, int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    return times -> {
      long result = 0;
      for (int i = 0; i < times; i++) {
        result += reader.read(payload) + payload[0];
      }
      return result;
    };
  }

  /** One field, validated, without a copy. */
  static Operation view(SegmentReader reader) {
    return times -> {
      long result = 0;
      for (int i = 0; i < times; i++) {
        long stamp;
        long field;
        do {
          stamp = reader.beginRead();
          field = reader.view().getLong(0);
        } while (!reader.validate(stamp));
        result += field;
      }
      return result;
    };
  }

  /** One field of a value. */
  static Operation writeAt(SegmentWriter writer) {
    byte[] field = new byte[FIELD_BYTES];
    return times -> {
      long result = 0;
      for (int i = 0; i < times; i++) {
        result += writer.writeAt(0, field, 0, FIELD_BYTES);
      }
      return result;
    };
  }

  /** The same bytes from an array to memory outside the heap, without any protocol. */
  static Operation copyIn(int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    ByteBuffer memory = ByteBuffer.allocateDirect(sizeBytes);
    return times -> {
      for (int i = 0; i < times; i++) {
        memory.put(0, payload);
      }
      return memory.get(0);
    };
  }

  /** The same bytes from memory outside the heap to an array, without any protocol. */
  static Operation copyOut(int sizeBytes) {
    byte[] payload = new byte[sizeBytes];
    ByteBuffer memory = ByteBuffer.allocateDirect(sizeBytes);
    return times -> {
      long result = 0;
      for (int i = 0; i < times; i++) {
        memory.get(0, payload);
        result += payload[0];
      }
      return result;
    };
  }
}
