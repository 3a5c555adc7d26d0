// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.evo.shm.linux.format.Checks.littleEndian;
import static org.evo.shm.linux.format.Checks.require;
import static org.evo.shm.linux.format.ClassicFormat.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.identity.ProcessIdentity;

/** The header of the classic layout, see {@link ClassicFormat}. */
final class ClassicCodec implements HeaderCodec {

  private static final int EXTENSION_START = GENERATION_OFFSET;

  @Override
  public void encode(SegmentHeader header, ByteBuffer memory) {
    SegmentGeometry g = header.geometry();
    memory.putLong(SIZE_OFFSET, g.sizeBytes());
    memory.putLong(CREATED_TS_OFFSET, header.createdNs());
    memory.putLong(LAST_WRITE_TS_OFFSET, header.createdNs());
    memory.putInt(CAPACITY_OFFSET, g.capacityBytes());
    memory.putInt(BLOB_LENGTH_OFFSET, g.layoutBytes());
    memory.put(FLAGS_OFFSET, (byte) header.commitTime().ordinal());
    header.record().ifPresent(r -> memory.put((int) g.layoutOffset(), r.toBytes()));
    memory.putInt(EXTENSION_MAGIC_OFFSET, EXTENSION_MAGIC);
    sealExtension(memory);
    memory.putLong(MAGIC_OFFSET, MAGIC);
  }

  @Override
  public void encodeOwner(OwnerRecord owner, ByteBuffer memory) {
    memory.putInt(WRITER_PID_OFFSET, owner.process().pid());
    memory.putInt(PID_OFFSET, owner.process().pid());
    memory.putLong(GENERATION_OFFSET, owner.generation());
    memory.putLong(START_TIME_OFFSET, owner.process().startTicks());
    SlottedCodec.putBootId(memory, BOOT_ID_OFFSET, owner.process().boot());
    memory.putLong(PARKED_UNTIL_OFFSET, owner.parkedUntilNs());
    memory.putInt(PID_NAMESPACE_OFFSET, (int) owner.process().pidNamespace());
    sealExtension(memory);
  }

  private static void sealExtension(ByteBuffer memory) {
    byte[] extension = new byte[OWNER_CHECKSUM_OFFSET - EXTENSION_START];
    memory.get(EXTENSION_START, extension);
    int crc = Checks.crc32c(extension, 0, extension.length, new byte[0]);
    memory.putInt(OWNER_CHECKSUM_OFFSET, crc);
  }

  @Override
  public int ownerStart() {
    return EXTENSION_START;
  }

  @Override
  public int ownerEnd() {
    return OWNER_CHECKSUM_OFFSET + Integer.BYTES;
  }

  @Override
  public SegmentHeader decode(ByteSource file, String fileName, long fileBytes)
      throws IOException, MalformedSegmentException {
    byte[] fixed = file.read(0, DATA_OFFSET);
    require(fixed.length == DATA_OFFSET, "it has " + fixed.length + " bytes of a header");
    ByteBuffer b = littleEndian(fixed);
    long size = b.getLong(SIZE_OFFSET);
    Checks.requireSize(size);
    boolean foreign = b.getInt(EXTENSION_MAGIC_OFFSET) != EXTENSION_MAGIC;
    int capacity = foreign ? (int) size : b.getInt(CAPACITY_OFFSET);
    int layoutBytes = foreign ? 0 : b.getInt(BLOB_LENGTH_OFFSET) & BLOB_LENGTH_MASK;
    require(capacity >= 1 && capacity <= size, "it claims a capacity of " + capacity + " bytes");
    require(
        layoutBytes <= SlottedFormat.MAX_HEADER_BYTES,
        "it claims a record layout of " + layoutBytes + " bytes");
    SegmentGeometry geometry = SegmentGeometry.classic(size, capacity, layoutBytes);
    Checks.requireFile(geometry, fileBytes);
    byte[] encoded = file.read(geometry.layoutOffset(), layoutBytes);
    Optional<RecordLayout> record = Checks.layout(encoded, capacity);
    int flags = foreign ? 0 : b.get(FLAGS_OFFSET) & 0xFF;
    return new SegmentHeader(
        FileNames.classicSegment(fileName),
        "",
        geometry,
        SlottedCodec.commitTime(flags),
        false,
        flags & ~SlottedFormat.FLAGS_COMMIT_TIME_MASK,
        b.getLong(CREATED_TS_OFFSET),
        record,
        foreign);
  }

  @Override
  public Optional<OwnerRecord> decodeOwner(ByteSource file) throws IOException {
    byte[] fixed = file.read(0, DATA_OFFSET);
    if (fixed.length < DATA_OFFSET) {
      return Optional.empty();
    }
    ByteBuffer b = littleEndian(fixed);
    int crc = Checks.crc32c(fixed, EXTENSION_START, OWNER_CHECKSUM_OFFSET, new byte[0]);
    if (b.getInt(EXTENSION_MAGIC_OFFSET) != EXTENSION_MAGIC
        || b.getInt(OWNER_CHECKSUM_OFFSET) != crc) {
      return Optional.empty();
    }
    ProcessIdentity process =
        new ProcessIdentity(
            SlottedCodec.bootId(b, BOOT_ID_OFFSET),
            b.getInt(PID_NAMESPACE_OFFSET) & 0xFFFF_FFFFL,
            b.getInt(PID_OFFSET),
            b.getLong(START_TIME_OFFSET));
    return Optional.of(
        new OwnerRecord(process, b.getLong(GENERATION_OFFSET), b.getLong(PARKED_UNTIL_OFFSET)));
  }

  @Override
  public long generation(ByteSource file) throws IOException {
    byte[] generation = file.read(GENERATION_OFFSET, Long.BYTES);
    return generation.length == Long.BYTES ? littleEndian(generation).getLong() : 0;
  }

  @Override
  public int writerPid(ByteSource file) throws IOException {
    byte[] pid = file.read(WRITER_PID_OFFSET, Integer.BYTES);
    return pid.length == Integer.BYTES ? littleEndian(pid).getInt() : 0;
  }
}
