// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.HeaderCodecs;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;

/**
 * A segment of which this process is the writer: the locked descriptor, the mapping, and who we
 * said we are. Owned by one writer handle.
 */
public final class OwnedSegment {

  /** How often its owner shows that it lives, see {@link LastSign}. */
  public static final long LIFE_SIGN_MS = 250;

  private final SegmentHeader header;
  private final OwnerRecord owner;
  private final Descriptor descriptor;
  private final SegmentMapping mapping;
  private final FileStatus status;
  private final Path path;
  private final boolean adopted;

  OwnedSegment(
      SegmentHeader header,
      OwnerRecord owner,
      Descriptor descriptor,
      SegmentMapping mapping,
      FileStatus status,
      Path path,
      boolean adopted) {
    this.header = header;
    this.owner = owner;
    this.descriptor = descriptor;
    this.mapping = mapping;
    this.status = status;
    this.path = path;
    this.adopted = adopted;
  }

  /** What the segment says of itself. */
  public SegmentHeader header() {
    return header;
  }

  /** Its file. */
  public Path path() {
    return path;
  }

  /** Its memory, writable. */
  public SegmentMemory memory() {
    return mapping.memory();
  }

  /** Hands what was written to the file system. */
  public void force() {
    mapping.force();
  }

  /** Which claim of the name it belongs to. */
  public long generation() {
    return owner.generation();
  }

  /** Whether the file was there before. */
  boolean isAdopted() {
    return adopted;
  }

  OwnerRecord owner() {
    return owner;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  FileStatus status() {
    return status;
  }

  /** Says in the file who owns it, and that it is alive. */
  void proclaim() {
    HeaderCodec.of(header.geometry()).encodeOwner(owner, memory().header());
    memory().stateRelease(SegmentState.ACTIVE);
  }

  /** Shows that its owner lives, which nothing else does while nothing is written. */
  void showLife() throws IOException {
    descriptor.touch();
  }

  /** Whether somebody told its readers to go away. */
  boolean isRetired() {
    return memory().isRetired(memory().versionAcquire());
  }

  /**
   * Tells readers to go away and gives the memory of the values back at once. The mapping is taken
   * away first, so that a write which is still under way cannot bring the segment back by its
   * commit.
   */
  void markRetired() throws IOException {
    mapping.detach();
    // One that is too short says so by its length, and would grow by being written to.
    if (!isTruncated()) {
      LiveFields.retire(descriptor::write, header.geometry(), liveOrDamaged());
      ValueMemory.free(descriptor, header.geometry());
    }
  }

  private LiveFields liveOrDamaged() throws IOException {
    try {
      return LiveFields.read(descriptor::read, header);
    } catch (MalformedSegmentException e) {
      // Somebody else overwrote it. Its readers are to leave all the same.
      return LiveFields.UNKNOWN;
    }
  }

  /** Whether somebody else overwrote the header, so that nobody can attach any more. */
  boolean isDamaged() throws IOException {
    try {
      HeaderCodec codec = new HeaderCodecs().forFile(descriptor::read);
      codec.decode(descriptor::read, FileNames.of(path), descriptor.status().sizeBytes());
      return false;
    } catch (MalformedSegmentException e) {
      return true;
    }
  }

  /**
   * Takes the file away from under a write that does not end, and then looks at what was committed:
   * that does not change any more.
   *
   * @param look gets the file's memory, for reading
   */
  <T> T cutOff(Function<SegmentMemory, T> look) throws IOException {
    mapping.detach();
    SegmentMapping view = SegmentMapping.map(descriptor, header, false);
    try {
      return look.apply(view.memory());
    } finally {
      view.detach();
    }
  }

  /** Whether its name still leads to it. */
  boolean isNamed(Posix posix) throws IOException {
    return posix.status(path).filter(status::sameFile).isPresent();
  }

  /** Removes its name, if it has it. */
  void removeName(Posix posix) throws IOException {
    if (isNamed(posix)) {
      posix.unlink(path);
    }
  }

  /** Whether the file has become shorter than the header says. */
  boolean isTruncated() throws IOException {
    return descriptor.status().sizeBytes() < header.geometry().fileBytes();
  }

  /**
   * Says in the file that it is kept for this process. The mapping is taken away first, so that a
   * write which is still under way cannot reach what the next writer adopts.
   *
   * @param untilNs how long it is kept, of CLOCK_MONOTONIC
   */
  void markParked(long untilNs) throws IOException {
    mapping.detach();
    OwnerRecord parker = new OwnerRecord(owner.process(), owner.generation(), untilNs);
    HeaderCodec.of(header.geometry()).writeOwner(parker, descriptor::read, descriptor::write);
    LiveFields.park(descriptor::write, header.geometry());
  }

  /** Takes the file away from under the mapping, then gives the owner lock up. */
  void release() throws IOException {
    try (descriptor) {
      mapping.detach();
      descriptor.unlockAll();
    }
  }
}
