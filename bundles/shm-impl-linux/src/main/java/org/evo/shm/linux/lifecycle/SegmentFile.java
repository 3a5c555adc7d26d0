// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.HeaderCodecs;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;

/**
 * An open file that was found to be a segment. Its header has been checked against its length;
 * nothing is mapped. Owned by whoever opened it.
 */
final class SegmentFile implements AutoCloseable {

  private final Descriptor descriptor;
  private final FileStatus status;
  private final SegmentHeader header;
  private final HeaderCodec codec;
  private boolean kept;

  private SegmentFile(
      Descriptor descriptor, FileStatus status, SegmentHeader header, HeaderCodec codec) {
    this.descriptor = descriptor;
    this.status = status;
    this.header = header;
    this.codec = codec;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws MalformedSegmentException when it is no segment, or a damaged one
   */
  static SegmentFile open(Posix posix, Path path, boolean writable)
      throws IOException, MalformedSegmentException {
    Descriptor descriptor = posix.openExisting(path, writable);
    try {
      FileStatus status = descriptor.status();
      if (!status.isRegular()) {
        throw new NotAFileException(status.kindName());
      }
      HeaderCodec codec = new HeaderCodecs().forFile(descriptor::read);
      String fileName = FileNames.of(path);
      SegmentHeader header = codec.decode(descriptor::read, fileName, status.sizeBytes());
      return new SegmentFile(descriptor, status, header, codec);
    } catch (IOException | MalformedSegmentException | RuntimeException e) {
      descriptor.close();
      throw e;
    }
  }

  Path path() {
    return descriptor.path();
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** Hands the descriptor over to the caller, who closes it; closing this does nothing any more. */
  Descriptor keepDescriptor() {
    kept = true;
    return descriptor;
  }

  FileStatus status() {
    return status;
  }

  SegmentHeader header() {
    return header;
  }

  HeaderCodec codec() {
    return codec;
  }

  Optional<OwnerRecord> owner() throws IOException {
    return codec.decodeOwner(descriptor::read);
  }

  long generation() throws IOException {
    return codec.generation(descriptor::read);
  }

  int writerPid() throws IOException {
    return codec.writerPid(descriptor::read);
  }

  LiveFields live() throws IOException, MalformedSegmentException {
    return LiveFields.read(descriptor::read, header);
  }

  /** As {@link #live}, for a writer that is going to count on from its version. */
  LiveFields liveForHeir() throws IOException, MalformedSegmentException {
    return LiveFields.readForHeir(descriptor::read, header);
  }

  SegmentState state() throws IOException, MalformedSegmentException {
    return live().state();
  }

  /** Whether its owner lives and holds the owner lock, through another description. */
  boolean isOwned(ProcessTable processes) throws IOException {
    return new TakerLock(descriptor, processes).isHeldBy(owner().map(OwnerRecord::process));
  }

  /** Whether it has become shorter than its header says. */
  boolean isTruncated() throws IOException {
    return descriptor.status().sizeBytes() < header.geometry().fileBytes();
  }

  /** Whether its name still leads to it. */
  boolean stillNamed(Posix posix) throws IOException {
    return posix.status(path()).filter(status::sameFile).isPresent();
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      descriptor.close();
    }
  }
}
