// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.evo.shm.CleanupHandler;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentNames;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.WriterListener;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.lifecycle.OwnedSegment;

/**
 * Shared memory for one client: a bundle, or a program. It knows the handles it gave out, so that
 * it can take back what its client forgets. Thread-safe.
 */
public final class LinuxSharedMemory implements ShmLifecycleManager, AutoCloseable {

  private final LinuxPlatform platform;
  private final boolean ownsPlatform;
  private final Set<AutoCloseable> handles = ConcurrentHashMap.newKeySet();
  private final WriterListeners listeners = new WriterListeners();
  private final Set<AutoCloseable> cleanupHandlers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Shares the platform with other clients. */
  public LinuxSharedMemory(LinuxPlatform platform) {
    this(platform, false);
  }

  /** On a platform of its own. */
  public LinuxSharedMemory(LinuxSettings settings) {
    this(new LinuxPlatform(settings), true);
  }

  private LinuxSharedMemory(LinuxPlatform platform, boolean ownsPlatform) {
    this.platform = platform;
    this.ownsPlatform = ownsPlatform;
  }

  @Override
  public Path directory() {
    return platform.settings().directory();
  }

  @Override
  public SegmentWriter createWriter(SegmentSpec spec) {
    checkOpen(spec.name());
    long createdNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    SegmentHeader wanted = SegmentHeader.of(spec, createdNs);
    SegmentQuota.Place place = place(wanted);
    SegmentWriter writer = null;
    try {
      writer = writerOf(platform.claims().claim(wanted), place);
    } finally {
      if (writer == null) {
        place.giveBack();
      }
    }
    place.occupied();
    platform.parking().forget(spec.name());
    return keep(spec.name(), writer);
  }

  /** Whom the name is refused anyway is told that: closing other writers would not help. */
  private SegmentQuota.Place place(SegmentHeader wanted) {
    try {
      return platform.quota().take(wanted);
    } catch (ResourceExhaustedException e) {
      platform.namesInUse().check(wanted.name());
      throw e;
    }
  }

  private SegmentWriter writerOf(OwnedSegment segment, SegmentQuota.Place place) {
    try {
      return new LinuxSegmentWriter(
          platform,
          segment,
          listeners,
          writer -> {
            handles.remove(writer);
            place.giveBack();
          });
    } catch (RuntimeException e) {
      // A claim without a writer would block the name until this process ends.
      platform.claims().retire(segment);
      checkOpen(segment.header().name());
      throw e;
    } catch (OutOfMemoryError e) {
      platform.claims().retire(segment);
      throw new ResourceExhaustedException(
          segment.header().name(),
          ShmException.NO_ERRNO,
          "there is no memory for a writer of "
              + segment.header().geometry().capacityBytes()
              + " bytes",
          "raise -Xmx, or choose a smaller capacity",
          e);
    }
  }

  @Override
  public SegmentReader attachReader(String segment) {
    checkOpen(SegmentNames.checkSegment(segment));
    return keep(segment, readerOf(segment, null));
  }

  @Override
  public SegmentReader attachReader(String segment, RecordLayout expected) {
    checkOpen(SegmentNames.checkSegment(segment));
    return keep(segment, readerOf(segment, expected));
  }

  private SegmentReader readerOf(String segment, RecordLayout expected) {
    try {
      return new LinuxSegmentReader(platform, segment, expected, handles::remove);
    } catch (IllegalStateException e) {
      checkOpen(segment);
      throw e;
    }
  }

  @Override
  public AutoCloseable addWriterListener(WriterListener listener) {
    return listeners.add(listener);
  }

  @Override
  public CleanupReport cleanup(CleanupRequest request) {
    checkOpen(directory().toString());
    return platform.cleaner().clean(request);
  }

  @Override
  public AutoCloseable addCleanupHandler(CleanupHandler handler) {
    checkOpen(directory().toString());
    AutoCloseable registration = platform.cleanupHandlers().add(handler);
    cleanupHandlers.add(registration);
    return () -> {
      cleanupHandlers.remove(registration);
      registration.close();
    };
  }

  /** A handle that was made while the client was being closed must not outlive it. */
  private <T extends AutoCloseable> T keep(String segment, T handle) {
    handles.add(handle);
    if (closed) {
      close();
      checkOpen(segment);
    }
    return handle;
  }

  private void checkOpen(String segment) {
    if (closed) {
      throw new HandleClosedException(
          segment, "this shared memory was closed", "look the service up again");
    }
  }

  /** The segments whose handles are still open. */
  public List<String> openHandles() {
    return handles.stream().map(Object::toString).sorted().toList();
  }

  /** Closes every handle it gave out; the first failure is thrown when all have been tried. */
  @Override
  public void close() {
    endAll(AutoCloseable::close);
  }

  /** Closes every reader and parks every writer that was left open. */
  public void parkAndClose(long timeoutMs) {
    endAll(
        handle -> {
          if (handle instanceof SegmentWriter writer) {
            writer.park(timeoutMs);
          } else {
            handle.close();
          }
        });
  }

  /** How a handle is ended. */
  @FunctionalInterface
  private interface Ending {
    void end(AutoCloseable handle) throws Exception;
  }

  private void endAll(Ending ending) {
    closed = true;
    RuntimeException first = firstFailure(handles, ending);
    first = first == null ? firstFailure(cleanupHandlers, AutoCloseable::close) : first;
    listeners.close();
    if (ownsPlatform) {
      platform.close();
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException firstFailure(Set<AutoCloseable> all, Ending ending) {
    RuntimeException first = null;
    for (AutoCloseable handle : all) {
      try {
        ending.end(handle);
      } catch (Exception | InternalError e) {
        // InternalError: the file was truncated under the mapping. The others are ended all the
        // same.
        RuntimeException failure =
            e instanceof RuntimeException r ? r : new IllegalStateException(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    return first;
  }
}
