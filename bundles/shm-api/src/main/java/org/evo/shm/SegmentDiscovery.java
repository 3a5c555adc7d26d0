// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which segments there are, of every process and module, from an index of the directory.
 * Thread-safe.
 *
 * <p>As a service it keeps the index itself: what appears or ends is in it within milliseconds,
 * what is committed or read within the period that is configured. Without a container it looks only
 * when {@code refresh} is called. A segment of the listing may be gone by the time it is used:
 * attaching to it, or claiming it, decides.
 */
@ProviderType
public interface SegmentDiscovery {

  /**
   * All segments of the index, and the files that look like one but are none. The same object until
   * there is another look at a file. No system call; constant time, and tens of nanoseconds a
   * segment for the first who asks after a look.
   */
  SegmentListing list();

  /**
   * One segment of the index by its exact name. No system call; constant time.
   *
   * @throws org.evo.shm.error.InvalidNameException when that can be no segment's name
   */
  Optional<SegmentInfo> find(String segment);

  /**
   * Looks at the whole directory now. Timing: blocking, some ten microseconds a file.
   *
   * @return what the index holds afterwards
   * @throws org.evo.shm.error.NotFoundException when the directory does not exist; the index is
   *     empty then. Also while the platform's implementation is away; the index stays for a while
   * @throws org.evo.shm.error.PermissionDeniedException when it may not be listed
   * @throws org.evo.shm.error.IoException when listing it fails otherwise
   */
  SegmentListing refresh();

  /**
   * Looks at the files of one segment now. Timing: cold, and a few microseconds more for each
   * hundred files of the directory.
   *
   * @return what the index holds of it afterwards
   * @throws org.evo.shm.error.InvalidNameException when that can be no segment's name
   * @throws org.evo.shm.error.ShmException as {@link #refresh()} does
   */
  Optional<SegmentInfo> refresh(String segment);

  /**
   * Adds a listener. It is told first what is known, as {@link SegmentEvent.Kind#CREATED} and what
   * else is true of it ({@code PARKED}, {@code ORPHANED}), then what happens from then on: nothing
   * is missing between the two, and nothing comes twice. Timing: cold.
   *
   * @return close it to remove the listener; an event that is being delivered is delivered to its
   *     end, no other follows. Idempotent, safe from any thread, the listener's own included
   */
  Registration addListener(SegmentListener listener);

  /** A listener that was added. */
  interface Registration extends AutoCloseable {

    /** Removes it. */
    @Override
    void close();
  }
}
