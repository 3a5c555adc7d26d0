// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.ProcessIdentity;

/** The bytes of a segment's file as its writer leaves them, without a file. */
record SampleFile(SegmentHeader header, OwnerRecord owner, byte[] bytes) {

  static final String SLOTTED_NAME = "evo_hal_seg_4711";
  static final String CLASSIC_NAME = "evo_seg_4711";
  static final long CREATED_NS = 1_700_000_000_123_456_789L;
  static final OwnerRecord OWNER =
      new OwnerRecord(
          new ProcessIdentity(
              new BootId(0x0011223344556677L, 0x8899AABBCCDDEEFFL), 4_026_531_836L, 4711, 123_456),
          7,
          987_654_321);

  static RecordLayout axis() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64("position", "mm");
    fields.u32("status", "");
    return fields.build();
  }

  static SegmentSpec.Builder spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").module("hal").layout(layout).commitTime(CommitTime.WRITE);
  }

  /** A typed segment with one committed value. */
  static SampleFile typed(SegmentLayout layout) {
    return of(spec(layout).record(axis()).build());
  }

  static SampleFile of(SegmentSpec spec) {
    SegmentHeader header = SegmentHeader.of(spec, CREATED_NS);
    ByteBuffer file =
        ByteBuffer.allocateDirect((int) header.geometry().fileBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    SegmentMemory memory = SegmentMemory.whole(header.geometry(), ValueFields.of(header), file);
    HeaderCodec codec = HeaderCodec.of(header.geometry());
    codec.encodeOwner(OWNER, file);
    memory.stateRelease(SegmentState.ACTIVE);
    codec.encode(header, file);
    memory.describe(2, spec.capacityBytes());
    memory.commitTime(2, 55, 66);
    memory.versionRelease(2);
    byte[] bytes = new byte[file.capacity()];
    file.get(0, bytes);
    return new SampleFile(header, OWNER, bytes);
  }

  String fileName() {
    return header.geometry().isClassic() ? CLASSIC_NAME : SLOTTED_NAME;
  }

  /** A copy that may be changed. */
  SampleFile copy() {
    return new SampleFile(header, owner, bytes.clone());
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Makes the checksums of a changed copy right again, as somebody with bad intent would. */
  SampleFile reseal() {
    if (header.geometry().isClassic()) {
      seal(ClassicFormat.OWNER_CHECKSUM_OFFSET, ClassicFormat.GENERATION_OFFSET, 0);
    } else {
      int blob = buffer().getInt(SlottedFormat.BLOB_LENGTH_OFFSET);
      int sane = Math.max(0, Math.min(blob, bytes.length - SlottedFormat.FIXED_LENGTH));
      seal(SlottedFormat.HEADER_CHECKSUM_OFFSET, 0, sane);
      seal(SlottedFormat.OWNER_CHECKSUM_OFFSET, SlottedFormat.OWNER_OFFSET, 0);
    }
    return this;
  }

  private void seal(int checksumOffset, int from, int blobBytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, checksumOffset - from);
    crc.update(bytes, SlottedFormat.FIXED_LENGTH, blobBytes);
    buffer().putInt(checksumOffset, (int) crc.getValue());
  }

  SegmentHeader decode() throws MalformedSegmentException {
    return decode(bytes.length);
  }

  /** As a file of another length than it has, for geometries too large to be made here. */
  SegmentHeader decode(long fileBytes) throws MalformedSegmentException {
    try {
      return codec().decode(source(bytes), fileName(), fileBytes);
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
  }

  HeaderCodec codec() throws MalformedSegmentException {
    try {
      return new HeaderCodecs().forFile(source(bytes));
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
  }

  SampleFile truncated(int length) {
    return new SampleFile(header, owner, Arrays.copyOf(bytes, length));
  }

  static ByteSource source(byte[] bytes) {
    return (offset, length) -> {
      int from = (int) Math.min(offset, bytes.length);
      return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
    };
  }
}
