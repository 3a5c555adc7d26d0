// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.InvalidSizeException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.layout.RecordLayout;

/**
 * What a writer asks for. Immutable; every limit is checked when it is built, before anything is
 * touched.
 *
 * <p>Memory needed is about {@code slots x capacityBytes} rounded up to pages.
 *
 * @param name the segment, see {@link SegmentNames#checkSegment}
 * @param module the module that owns it, see {@link SegmentNames#checkModule}
 * @param layout classic or slotted
 * @param sizeBytes the data size, {@value #MIN_SIZE_BYTES} to {@value #MAX_SIZE_BYTES} bytes in
 *     whole pages of {@value #PAGE_BYTES}
 * @param capacityBytes the largest payload of one value, 1 to {@code sizeBytes}; for a typed
 *     segment the size of its record
 * @param slots a power of two, 1 to {@value #MAX_SLOTS}; always 1 for classic
 * @param commitTime where commit times come from
 * @param checksummed whether every value carries a CRC-32C that every read checks, so that neither
 *     flipped bits nor a truncated file are ever returned as good; slotted only. It costs the
 *     writer and each reader a pass over the whole payload, also where they touch a part of it
 *     ({@code docs/performance.md}), and each of their handles {@code capacityBytes} of heap
 * @param record the record layout, empty for plain bytes
 */
public record SegmentSpec(
    String name,
    String module,
    SegmentLayout layout,
    int sizeBytes,
    int capacityBytes,
    int slots,
    CommitTime commitTime,
    boolean checksummed,
    Optional<RecordLayout> record) {

  /** Granularity of sizes, in bytes. */
  public static final int PAGE_BYTES = 4096;

  /** Smallest data size, in bytes. */
  public static final int MIN_SIZE_BYTES = PAGE_BYTES;

  /** Largest data size, in bytes. */
  public static final int MAX_SIZE_BYTES = 1 << 30;

  /** Most slots of a segment. */
  public static final int MAX_SLOTS = 64;

  /**
   * @throws org.evo.shm.error.InvalidNameException when a name breaks the rules
   * @throws InvalidSizeException when the size is out of limits or not in whole pages
   * @throws InvalidRangeException when the slots or the capacity are out of limits, or the capacity
   *     is not the record's size
   * @throws UnsupportedException when a classic segment is to be checksummed
   */
  public SegmentSpec {
    SegmentNames.checkSegment(name);
    SegmentNames.checkModule(module);
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(commitTime, "commitTime");
    Objects.requireNonNull(record, "record");
    checkSize(name, sizeBytes);
    checkCapacity(name, capacityBytes, sizeBytes);
    record.ifPresent(r -> checkRecord(name, capacityBytes, r.sizeBytes()));
    checkSlots(name, layout, slots);
    checkChecksum(name, layout, checksummed);
  }

  /** Starts a specification of a slotted segment of the smallest size. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * Slots that keep readers from being overtaken in practice, as measured (docs/adr/0001): 64 up to
   * 64 bytes, 16 up to 1 KiB, 8 up to 2 KiB, 4 above.
   *
   * @param capacityBytes the largest payload of one value, in bytes
   */
  public static int defaultSlots(int capacityBytes) {
    if (capacityBytes <= 64) {
      return MAX_SLOTS;
    }
    if (capacityBytes <= 1024) {
      return 16;
    }
    return capacityBytes <= 2048 ? 8 : 4;
  }

  private static void checkSize(String name, long sizeBytes) {
    if (sizeBytes < MIN_SIZE_BYTES || sizeBytes > MAX_SIZE_BYTES || sizeBytes % PAGE_BYTES != 0) {
      throw new InvalidSizeException(
          name,
          "a size of " + sizeBytes + " bytes is not possible",
          "choose "
              + MIN_SIZE_BYTES
              + " to "
              + MAX_SIZE_BYTES
              + " bytes, a multiple of "
              + PAGE_BYTES);
    }
  }

  private static void checkCapacity(String name, int capacityBytes, int sizeBytes) {
    if (capacityBytes < 1 || capacityBytes > sizeBytes) {
      throw new InvalidRangeException(
          name,
          "a capacity of " + capacityBytes + " bytes does not fit a size of " + sizeBytes,
          "choose 1 to " + sizeBytes + " bytes, or a larger size");
    }
  }

  private static void checkRecord(String name, int capacityBytes, int recordBytes) {
    if (capacityBytes != recordBytes) {
      throw new InvalidRangeException(
          name,
          "a capacity of " + capacityBytes + " bytes contradicts the record's " + recordBytes,
          "leave the capacity out of a typed segment");
    }
  }

  private static void checkSlots(String name, SegmentLayout layout, int slots) {
    int most = layout == SegmentLayout.CLASSIC ? 1 : MAX_SLOTS;
    if (slots < 1 || slots > most || Integer.bitCount(slots) != 1) {
      throw new InvalidRangeException(
          name,
          slots
              + " slots are not possible in a "
              + layout.name().toLowerCase(java.util.Locale.ROOT)
              + " segment",
          most == 1
              ? "leave the slots out, or use the slotted layout"
              : "choose a power of two from 1 to " + most);
    }
  }

  private static void checkChecksum(String name, SegmentLayout layout, boolean checksummed) {
    if (checksummed && layout == SegmentLayout.CLASSIC) {
      throw new UnsupportedException(
          name,
          "values of a classic segment have no place for a checksum",
          "leave the checksum out, or use the slotted layout");
    }
  }

  /** Collects a specification; what is not said gets its default. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private String module = "app";
    private SegmentLayout layout = SegmentLayout.SLOTTED;
    private OptionalInt sizeBytes = OptionalInt.empty();
    private OptionalInt capacityBytes = OptionalInt.empty();
    private OptionalInt slots = OptionalInt.empty();
    private CommitTime commitTime = CommitTime.LOOP;
    private boolean checksummed;
    private RecordLayout record;

    private Builder(String name) {
      this.name = SegmentNames.checkSegment(name);
    }

    /** The owning module; default {@code app}. */
    public Builder module(String module) {
      this.module = module;
      return this;
    }

    /** Classic or slotted; default slotted. */
    public Builder layout(SegmentLayout layout) {
      this.layout = layout;
      return this;
    }

    /** The data size in bytes; default: the capacity rounded up to whole pages. */
    public Builder sizeBytes(long sizeBytes) {
      checkSize(name, sizeBytes);
      this.sizeBytes = OptionalInt.of((int) sizeBytes);
      return this;
    }

    /** The largest payload in bytes; default: the record's size, else the data size. */
    public Builder capacityBytes(int capacityBytes) {
      this.capacityBytes = OptionalInt.of(capacityBytes);
      return this;
    }

    /** The number of slots; default {@link SegmentSpec#defaultSlots}, 1 for classic. */
    public Builder slots(int slots) {
      this.slots = OptionalInt.of(slots);
      return this;
    }

    /** Where commit times come from; default {@link CommitTime#LOOP}. */
    public Builder commitTime(CommitTime commitTime) {
      this.commitTime = commitTime;
      return this;
    }

    /** Whether reads detect damage to the memory, see {@link SegmentSpec}; default false. */
    public Builder checksummed(boolean checksummed) {
      this.checksummed = checksummed;
      return this;
    }

    /** Makes the segment typed: every value is one whole record of this layout. */
    public Builder record(RecordLayout record) {
      this.record = Objects.requireNonNull(record, "record");
      return this;
    }

    /**
     * The finished specification.
     *
     * @throws org.evo.shm.error.ShmException as the constructor of {@link SegmentSpec}
     */
    public SegmentSpec build() {
      int size = resolveSize();
      int capacity = capacityBytes.orElse(record == null ? size : record.sizeBytes());
      return new SegmentSpec(
          name,
          module,
          layout,
          size,
          capacity,
          resolveSlots(capacity),
          commitTime,
          checksummed,
          Optional.ofNullable(record));
    }

    private int resolveSize() {
      if (sizeBytes.isPresent()) {
        return sizeBytes.getAsInt();
      }
      int payload = Math.max(capacityBytes.orElse(1), record == null ? 1 : record.sizeBytes());
      long pages = ((long) payload + PAGE_BYTES - 1) / PAGE_BYTES;
      checkSize(name, pages * PAGE_BYTES);
      return (int) (pages * PAGE_BYTES);
    }

    private int resolveSlots(int capacity) {
      return slots.orElseGet(() -> layout == SegmentLayout.CLASSIC ? 1 : defaultSlots(capacity));
    }
  }
}
