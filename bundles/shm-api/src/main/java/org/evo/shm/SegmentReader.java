// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.ByteBuffer;
import org.evo.shm.layout.RecordView;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One reader of a segment. Owned by one thread at a time; any number of readers run beside each
 * other. {@link #close()} is safe from any thread at any time.
 *
 * <p>A read returns one whole committed value or throws; it never mixes two. The values of one
 * handle never go back in time. When the writer publishes a new generation the handle follows, on
 * the read that notices.
 *
 * <p>What every method that reads may throw:
 *
 * <ul>
 *   <li>{@link org.evo.shm.error.NoValueYetException}: nothing has been committed.
 *   <li>{@link org.evo.shm.error.VersionConflictException}: the writer kept overtaking for 50
 *       microseconds and at least 32 attempts, or 65 536 attempts; the next call starts afresh.
 *   <li>{@link org.evo.shm.error.WriterDeadException}: with one slot, the writer died inside a
 *       write.
 *   <li>{@link org.evo.shm.error.NotFoundException}: the segment was removed and none took its
 *       place.
 *   <li>{@link org.evo.shm.error.CorruptException}: the memory contradicts the segment's header or,
 *       in a checksummed segment, its checksum.
 *   <li>{@link org.evo.shm.error.HandleClosedException}: after {@code close}.
 * </ul>
 */
@ProviderType
public interface SegmentReader extends AutoCloseable {

  /** What {@link #ageNs()} returns when values carry no time. */
  long UNKNOWN_AGE_NS = -1;

  /** The segment's name. */
  String segment();

  /** The largest payload of one value, in bytes; a new generation may change it. */
  int capacityBytes();

  /**
   * Copies the current value to the start of {@code dst}. Timing: hot, O(payload).
   *
   * @return the length of the payload, in bytes
   * @throws org.evo.shm.error.InvalidRangeException when it is longer than {@code dst}, which then
   *     holds nothing of use
   */
  int read(byte[] dst);

  /**
   * As {@link #read(byte[])}, to {@code dst} from {@code dstOffset} on. Timing: hot, O(payload).
   */
  int read(byte[] dst, int dstOffset);

  /**
   * As {@link #read(byte[])}, to {@code dst} from its position on, which moves behind the payload.
   * Timing: hot, O(payload).
   */
  int read(ByteBuffer dst);

  /**
   * Copies {@code length} bytes of the current payload, from {@code offset} on. Timing: hot,
   * O(length); O(payload) in a checksummed segment, where the whole value is checked.
   *
   * @throws org.evo.shm.error.InvalidRangeException when the range leaves the payload or {@code
   *     dst}
   */
  void readRange(long offset, byte[] dst, int dstOffset, int length);

  /**
   * Starts a zero-copy read of the current value and returns its stamp. Take what is needed from
   * {@link #view()}, then trust it only if {@link #validate} says so:
   *
   * <pre>{@code
   * double position;
   * long stamp;
   * do {
   *   stamp = reader.beginRead();
   *   position = POSITION.get(reader.view());
   * } while (!reader.validate(stamp));
   * }</pre>
   *
   * In a checksummed segment the value is copied and checked here, and the view is of that copy,
   * which stays good for its stamp until the next read of this handle.
   *
   * <p>Timing: hot; O(payload) in a checksummed segment.
   */
  long beginRead();

  /**
   * The memory of the value that {@link #beginRead()} chose, of {@link #payloadBytes()}. What is
   * read from it counts only after {@link #validate}. Timing: hot.
   */
  RecordView view();

  /** The payload length of the value last begun or read, in bytes. Timing: hot. */
  int payloadBytes();

  /**
   * Whether all that was taken from {@link #view()} since {@link #beginRead()} belongs to one
   * committed value. Timing: hot.
   *
   * @param stamp what {@code beginRead} returned
   */
  boolean validate(long stamp);

  /** Whether a value was committed that this handle has not returned yet. Timing: hot. */
  boolean hasChanged();

  /** Whether a value can be read at all. Timing: hot. */
  boolean hasValue();

  /** The version of the newest committed value, 0 when there is none. Timing: hot. */
  long version();

  /** The version of the value this handle returned last, 0 when none. Timing: hot. */
  long lastReadVersion();

  /**
   * The commit time of the value last begun or read, of {@link System#nanoTime()}; 0 when it has
   * none. Timing: hot.
   */
  long commitTimeNs();

  /**
   * The age of the newest value in ns, {@link #UNKNOWN_AGE_NS} when values carry no time or there
   * is none. Reads the clock; otherwise hot.
   */
  long ageNs();

  /** Attempts that had to be repeated because the writer overtook, since attach. Timing: hot. */
  long retries();

  /** A snapshot of the segment. Timing: cold. */
  SegmentInfo info();

  /** False after {@link #close()}. Timing: hot. */
  boolean isOpen();

  /** Gives the handle up; the last one of a process gives up its mapping too. Timing: cold. */
  @Override
  void close();
}
