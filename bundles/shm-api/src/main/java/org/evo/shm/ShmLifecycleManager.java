// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.file.Path;
import org.evo.shm.layout.RecordLayout;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Creates writers and attaches readers. Thread-safe.
 *
 * <p>As a service each bundle has an instance of its own. What a bundle has not closed when it
 * stops is reported in the log: its readers are closed, its writers {@linkplain SegmentWriter#park
 * parked} for {@value #PARK_MS} ms, so that an update of the bundle keeps its segments.
 */
@ProviderType
public interface ShmLifecycleManager {

  /** How long what a stopped bundle leaves is kept for it, in ms. */
  long PARK_MS = 10_000;

  /** The directory that holds the segments. */
  Path directory();

  /**
   * Claims a segment and returns its only writer. An orphan left by a crash is taken over: with an
   * identical layout readers stay attached, otherwise they move to a new generation; versions go on
   * upwards. Timing: blocking, up to 2 s while others create or remove the same name, and as long
   * while a killed owner is still exiting.
   *
   * @throws org.evo.shm.error.SegmentBusyException when another writer owns it
   * @throws org.evo.shm.error.AlreadyExistsException when a file that is not ours holds the name
   * @throws org.evo.shm.error.ResourceExhaustedException when memory, descriptors or a configured
   *     limit are used up
   * @throws org.evo.shm.error.PermissionDeniedException when the directory refuses us
   * @throws org.evo.shm.error.UnsupportedException when the directory is not in memory
   */
  SegmentWriter createWriter(SegmentSpec spec);

  /**
   * Attaches a reader, whatever the segment's layout. Timing: cold.
   *
   * @throws org.evo.shm.error.NotFoundException when there is no such segment
   * @throws org.evo.shm.error.CorruptException when its file contradicts itself
   * @throws org.evo.shm.error.PermissionDeniedException when it may not be read, or belongs to a
   *     user who is not trusted
   */
  SegmentReader attachReader(String segment);

  /**
   * Attaches a reader that will use {@code expected} to read fields. Timing: cold.
   *
   * @throws org.evo.shm.error.SchemaMismatchException when the segment's layout cannot serve it,
   *     naming each difference
   */
  SegmentReader attachReader(String segment, RecordLayout expected);

  /**
   * Adds a listener for what happens to the writers of this client behind their backs.
   *
   * @return close it to remove the listener
   */
  AutoCloseable addWriterListener(WriterListener listener);

  /**
   * Removes abandoned segments, of whatever process, and what crashes left of others. What lives,
   * is parked or cannot be proven dead stays. Timing: blocking, some hundred microseconds a file.
   *
   * @return what went, and what was left and why
   */
  CleanupReport cleanup(CleanupRequest request);

  /**
   * Adds a handler that is told what cleanups of this process remove: those of this client, of
   * others and of the schedule.
   *
   * @return close it to remove the handler; a handler also goes with its client
   */
  AutoCloseable addCleanupHandler(CleanupHandler handler);
}
