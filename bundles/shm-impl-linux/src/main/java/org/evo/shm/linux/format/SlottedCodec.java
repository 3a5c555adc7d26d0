// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.evo.shm.linux.format.Checks.littleEndian;
import static org.evo.shm.linux.format.Checks.require;
import static org.evo.shm.linux.format.SlottedFormat.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.ProcessIdentity;

/** The header of the slotted layout, see {@link SlottedFormat}. */
final class SlottedCodec implements HeaderCodec {

  private static final int OWNER_BYTES = OWNER_CHECKSUM_OFFSET - OWNER_OFFSET;
  private static final int FIXED_BYTES = FIXED_LENGTH;

  @Override
  public void encode(SegmentHeader header, ByteBuffer memory) {
    SegmentGeometry g = header.geometry();
    byte[] layout = header.record().map(RecordLayout::toBytes).orElse(new byte[0]);
    memory.putShort(MAJOR_OFFSET, (short) MAJOR);
    memory.putShort(MINOR_OFFSET, (short) MINOR);
    memory.putInt(HEADER_LENGTH_OFFSET, g.firstSlotOffset());
    memory.putLong(SIZE_OFFSET, g.sizeBytes());
    memory.putLong(CAPACITY_OFFSET, g.capacityBytes());
    memory.putLong(STRIDE_OFFSET, g.strideBytes());
    memory.putInt(SLOTS_OFFSET, g.slots());
    memory.putInt(FLAGS_OFFSET, flags(header));
    memory.putLong(CREATED_TS_OFFSET, header.createdNs());
    memory.putLong(FINGERPRINT_OFFSET, header.record().map(RecordLayout::fingerprint).orElse(0L));
    memory.putInt(BLOB_OFFSET_OFFSET, FIXED_LENGTH);
    memory.putInt(BLOB_LENGTH_OFFSET, layout.length);
    putText(memory, NAME_LENGTH_OFFSET, NAME_OFFSET, header.name());
    putText(memory, MODULE_LENGTH_OFFSET, MODULE_OFFSET, header.module());
    memory.put(FIXED_LENGTH, layout);
    memory.putLong(MAGIC_OFFSET, MAGIC);
    byte[] fixed = new byte[HEADER_CHECKSUM_OFFSET];
    memory.get(0, fixed);
    memory.putInt(HEADER_CHECKSUM_OFFSET, Checks.crc32c(fixed, 0, fixed.length, layout));
  }

  private static int flags(SegmentHeader header) {
    return header.commitTime().ordinal() | (header.checksummed() ? FLAG_CHECKSUMMED : 0);
  }

  private static void putText(ByteBuffer memory, int lengthOffset, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    memory.putInt(lengthOffset, bytes.length);
    memory.put(offset, bytes);
  }

  @Override
  public void encodeOwner(OwnerRecord owner, ByteBuffer memory) {
    ProcessIdentity process = owner.process();
    putBootId(memory, BOOT_ID_OFFSET, process.boot());
    memory.putLong(PID_NAMESPACE_OFFSET, process.pidNamespace());
    memory.putInt(PID_OFFSET, process.pid());
    memory.putLong(START_TIME_OFFSET, process.startTicks());
    memory.putLong(GENERATION_OFFSET, owner.generation());
    memory.putLong(PARKED_UNTIL_OFFSET, owner.parkedUntilNs());
    byte[] record = new byte[OWNER_BYTES];
    memory.get(OWNER_OFFSET, record);
    memory.putInt(OWNER_CHECKSUM_OFFSET, Checks.crc32c(record, 0, OWNER_BYTES, new byte[0]));
  }

  /** The bytes of a boot id are in the order of its text. */
  static void putBootId(ByteBuffer b, int offset, BootId boot) {
    b.putLong(offset, Long.reverseBytes(boot.high()));
    b.putLong(offset + Long.BYTES, Long.reverseBytes(boot.low()));
  }

  static BootId bootId(ByteBuffer b, int offset) {
    return new BootId(
        Long.reverseBytes(b.getLong(offset)), Long.reverseBytes(b.getLong(offset + 8)));
  }

  @Override
  public int ownerStart() {
    return OWNER_OFFSET;
  }

  @Override
  public int ownerEnd() {
    return OWNER_CHECKSUM_OFFSET + Integer.BYTES;
  }

  @Override
  public SegmentHeader decode(ByteSource file, String fileName, long fileBytes)
      throws IOException, MalformedSegmentException {
    byte[] fixed = file.read(0, FIXED_BYTES);
    require(fixed.length == FIXED_BYTES, "it has " + fixed.length + " bytes of a header");
    ByteBuffer b = littleEndian(fixed);
    int major = b.getShort(MAJOR_OFFSET) & 0xFFFF;
    require(major == MAJOR, "it has format " + major + ", this product knows " + MAJOR);
    SegmentGeometry geometry = geometry(b);
    Checks.requireFile(geometry, fileBytes);
    byte[] encoded = file.read(geometry.layoutOffset(), geometry.layoutBytes());
    require(
        b.getInt(HEADER_CHECKSUM_OFFSET)
            == Checks.crc32c(fixed, 0, HEADER_CHECKSUM_OFFSET, encoded),
        "the checksum of its header does not fit");
    Optional<RecordLayout> record = Checks.layout(encoded, geometry.capacityBytes());
    require(
        b.getLong(FINGERPRINT_OFFSET) == record.map(RecordLayout::fingerprint).orElse(0L),
        "its fingerprint does not fit its record layout");
    return new SegmentHeader(
        name(b, NAME_LENGTH_OFFSET, NAME_OFFSET, "segment"),
        name(b, MODULE_LENGTH_OFFSET, MODULE_OFFSET, "module"),
        geometry,
        commitTime(b.getInt(FLAGS_OFFSET)),
        (b.getInt(FLAGS_OFFSET) & FLAG_CHECKSUMMED) != 0,
        b.getInt(FLAGS_OFFSET) & ~(FLAGS_COMMIT_TIME_MASK | FLAG_CHECKSUMMED),
        b.getLong(CREATED_TS_OFFSET),
        record,
        false);
  }

  private static SegmentGeometry geometry(ByteBuffer b) throws MalformedSegmentException {
    int header = b.getInt(HEADER_LENGTH_OFFSET);
    boolean possible = header >= PAGE_BYTES && header <= MAX_HEADER_BYTES;
    require(possible && header % PAGE_BYTES == 0, "it claims a header of " + header + " bytes");
    long size = b.getLong(SIZE_OFFSET);
    Checks.requireSize(size);
    long capacity = b.getLong(CAPACITY_OFFSET);
    require(capacity >= 1 && capacity <= size, "it claims a capacity of " + capacity + " bytes");
    int slots = b.getInt(SLOTS_OFFSET);
    require(
        slots >= 1 && slots <= org.evo.shm.SegmentSpec.MAX_SLOTS && Integer.bitCount(slots) == 1,
        "it claims " + slots + " slots");
    long stride = b.getLong(STRIDE_OFFSET);
    long most = SegmentGeometry.alignUp(SLOT_PAYLOAD_OFFSET + capacity, PAGE_BYTES);
    require(
        stride >= SLOT_PAYLOAD_OFFSET + capacity
            && stride <= most
            && stride % STRIDE_ALIGNMENT == 0,
        "it claims a stride of " + stride + " bytes for a capacity of " + capacity);
    int layoutLength = b.getInt(BLOB_LENGTH_OFFSET);
    int layoutOffset = b.getInt(BLOB_OFFSET_OFFSET);
    require(
        layoutOffset == FIXED_LENGTH && layoutLength >= 0 && layoutLength <= header - layoutOffset,
        "it claims a record layout of " + layoutLength + " bytes at " + layoutOffset);
    SegmentGeometry geometry =
        new SegmentGeometry(
            SegmentLayout.SLOTTED,
            slots,
            size,
            (int) capacity,
            header,
            stride,
            layoutOffset,
            layoutLength);
    require(
        geometry.fitsOneMapping() || stride % PAGE_BYTES == 0,
        "it is too large for slots that are not aligned to pages");
    return geometry;
  }

  private static String name(ByteBuffer b, int lengthOffset, int offset, String kind)
      throws MalformedSegmentException {
    int length = b.getInt(lengthOffset);
    require(length >= 1 && length <= NAME_ROOM, "it claims a " + kind + " name of " + length);
    String name = Checks.text(b, offset, length);
    try {
      return kind.equals("module")
          ? SegmentNames.checkModule(name)
          : SegmentNames.checkSegment(name);
    } catch (InvalidNameException e) {
      throw new MalformedSegmentException("its " + kind + " name is damaged: " + e.reason());
    }
  }

  static CommitTime commitTime(int flags) throws MalformedSegmentException {
    int value = flags & FLAGS_COMMIT_TIME_MASK;
    require(value < CommitTime.values().length, String.format("it has unknown flags 0x%x", flags));
    return CommitTime.values()[value];
  }

  @Override
  public Optional<OwnerRecord> decodeOwner(ByteSource file) throws IOException {
    byte[] fixed = file.read(0, FIXED_BYTES);
    if (fixed.length < FIXED_BYTES) {
      return Optional.empty();
    }
    ByteBuffer b = littleEndian(fixed);
    int crc = Checks.crc32c(fixed, OWNER_OFFSET, OWNER_CHECKSUM_OFFSET, new byte[0]);
    if (b.getInt(OWNER_CHECKSUM_OFFSET) != crc) {
      return Optional.empty();
    }
    ProcessIdentity process =
        new ProcessIdentity(
            bootId(b, BOOT_ID_OFFSET),
            b.getLong(PID_NAMESPACE_OFFSET),
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
    return decodeOwner(file).map(o -> o.process().pid()).orElse(0);
  }
}
