// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.ProcessResources;
import org.evo.shm.linux.SegmentLimits;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.protocol.SeqlockWriter;

/** Claims segments in a directory, and leaves them as a process does that dies. */
final class ClaimFixture implements AutoCloseable {

  static final int SIZE = 8192;

  final Posix posix = new Posix();
  final ProcessTable processes = new ProcessTable();
  final Path path;
  final SegmentDirectory directory;
  final SegmentClaims claims;
  private final List<OwnedSegment> claimed = new ArrayList<>();

  ClaimFixture(Path path) {
    this.path = path;
    this.directory = new SegmentDirectory(posix, path, Set.of(), false);
    this.claims = new SegmentClaims(posix, directory, processes, OptionalInt.empty(), NewNames.ANY);
  }

  static SegmentSpec.Builder spec(SegmentLayout layout) {
    return SegmentSpec.named("seg").module("test").layout(layout).sizeBytes(SIZE);
  }

  OwnedSegment claim(SegmentSpec spec) {
    OwnedSegment segment = claims.claim(spec, 1_000_000_000L);
    claimed.add(segment);
    return segment;
  }

  OwnedSegment claim(SegmentLayout layout) {
    return claim(spec(layout).build());
  }

  /** Commits a value of that byte. */
  static long write(OwnedSegment segment, int fill) {
    return write(segment, fill, 0);
  }

  /** The same with a commit time. */
  static long write(OwnedSegment segment, int fill, long commitTimeNs) {
    int capacity = segment.memory().capacityBytes();
    SeqlockWriter writer = new SeqlockWriter(segment.memory(), 0);
    writer.commitTimeNs(commitTimeNs);
    writer.open();
    writer.put(0, value(capacity, fill), 0, capacity);
    return writer.commit(capacity);
  }

  static byte[] value(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  /** All that the kernel does for a process that dies: the locks end, everything else stays. */
  static void crash(OwnedSegment segment) throws IOException {
    segment.descriptor().close();
  }

  /** A segment with one value whose writer died. */
  OwnedSegment orphan(SegmentSpec spec) throws IOException {
    OwnedSegment segment = claim(spec);
    write(segment, 1);
    crash(segment);
    return segment;
  }

  OwnedSegment orphan(SegmentLayout layout) throws IOException {
    return orphan(spec(layout).build());
  }

  /** Records another owner in the file. */
  static void recordOwner(OwnedSegment segment, ProcessIdentity process, long parkedUntilNs) {
    OwnerRecord owner = new OwnerRecord(process, segment.owner().generation(), parkedUntilNs);
    HeaderCodec.of(segment.header().geometry()).encodeOwner(owner, segment.memory().header());
  }

  /** A process that ended long ago. */
  ProcessIdentity ended() {
    return Takers.ended(processes);
  }

  /** Another process that ended long ago. */
  ProcessIdentity endedBefore() {
    ProcessIdentity self = processes.self();
    int pid = self.pid() == 1 ? 2 : 1;
    return new ProcessIdentity(self.boot(), self.pidNamespace(), pid, self.startTicks() + 100);
  }

  /** What its file says, whether it has a name or not. */
  static SegmentState state(OwnedSegment segment) {
    int at = segment.header().geometry().stateOffset();
    return SegmentState.values()[segment.memory().header().getInt(at) - 1];
  }

  /** The name that a segment of this process gets. */
  Path ownPath(SegmentSpec spec) {
    int pid = processes.self().pid();
    return path.resolve(FileNames.data(spec.layout(), spec.module(), spec.name(), pid));
  }

  Path copyAs(OwnedSegment segment, String fileName) throws IOException {
    return Files.copy(segment.path(), path.resolve(fileName));
  }

  long inode(Path file) throws IOException {
    return posix.status(file).orElseThrow().inode();
  }

  List<String> files() {
    return ProcessResources.files(path);
  }

  /** What has the form of a segment's data file. */
  List<String> dataFiles() {
    return files().stream().filter(FileNames::isData).toList();
  }

  LinuxSharedMemory client() {
    return new LinuxSharedMemory(LinuxSettings.inDirectory(path).withLimits(SegmentLimits.NONE));
  }

  /** Ends the claims that a test left, as a crash does. */
  @Override
  public void close() throws IOException {
    for (OwnedSegment segment : claimed) {
      crash(segment);
    }
  }
}
