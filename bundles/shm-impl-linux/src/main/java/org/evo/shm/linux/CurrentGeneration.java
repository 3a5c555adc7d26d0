// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentInfo;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.SchemaMismatchException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.lifecycle.SegmentAttachment;
import org.evo.shm.linux.protocol.SeqlockReader;

/**
 * Which generation of a segment a reader is attached to, until it is closed. Thread-safe: the
 * reader's thread follows, the watch checks, any thread closes. Nothing here is called on the hot
 * path.
 *
 * <p>A file that lost its name and has no successor yet is kept for {@value #REPUBLISH_MS} ms while
 * its owner lives: its owner notices within that time, and brings it back or ends it.
 */
final class CurrentGeneration {

  private static final long REPUBLISH_MS = 2000;
  private static final long REPUBLISH_NS = TimeUnit.MILLISECONDS.toNanos(REPUBLISH_MS);

  private static final int MAX_GENERATIONS = 16;

  /**
   * Looking for a lost segment scans the directory; a loop that polls must not do that each time.
   */
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LinuxPlatform platform;
  private final String name;
  private final RecordLayout expected;

  /** Null while no generation can be read. */
  private SegmentAttachment attachment;

  private boolean closed;
  private boolean nameless;
  private long namelessSinceNs;
  private ShmException refusal;
  private long refusedAtNs;

  /**
   * Attaches.
   *
   * @param expected what the reader needs, null for anything
   */
  CurrentGeneration(LinuxPlatform platform, String name, RecordLayout expected) {
    this.platform = platform;
    this.name = name;
    this.expected = expected;
    this.attachment = attach();
  }

  private SegmentAttachment attach() {
    SegmentAttachment fresh = platform.attachments().attach(name);
    List<String> differences = differences(fresh);
    if (!differences.isEmpty()) {
      platform.attachments().release(fresh);
      throw new SchemaMismatchException(
          name,
          "its record cannot serve this reader: " + String.join("; ", differences),
          "use the layout of the writer's version, or make the fields optional");
    }
    return fresh;
  }

  private List<String> differences(SegmentAttachment fresh) {
    if (expected == null) {
      return List.of();
    }
    return fresh
        .header()
        .record()
        .map(expected::differencesFrom)
        .orElse(List.of("it has no record layout, '" + expected.name() + "' was expected"));
  }

  synchronized SegmentMemory memory() {
    return attachment.memory();
  }

  /**
   * Moves the reader to the generation that has the name now.
   *
   * @throws ShmException when none has, or it cannot serve this reader
   */
  synchronized void follow(SeqlockReader reader) {
    for (int i = 0; i < MAX_GENERATIONS && reader.isRetired(); i++) {
      checkOpen();
      move(reader);
    }
  }

  private void move(SeqlockReader reader) {
    if (refusal != null && System.nanoTime() - refusedAtNs < RETRY_NS) {
      throw refusal;
    }
    try {
      enter(attach(), reader);
    } catch (ShmException e) {
      refusal = e;
      refusedAtNs = System.nanoTime();
      throw e;
    }
  }

  private void enter(SegmentAttachment next, SeqlockReader reader) {
    SegmentAttachment old = attachment;
    attachment = next;
    nameless = false;
    refusal = null;
    reader.replace(next.memory());
    if (old != null) {
      platform.attachments().release(old);
    }
  }

  /** The next read looks for another generation, and says so when there is none. */
  private void leave(SeqlockReader reader) {
    SegmentAttachment old = attachment;
    attachment = null;
    reader.replace(platform.goneMemory());
    platform.attachments().release(old);
  }

  /**
   * Looks whether the file still is the segment, and moves the reader to the one that is. Off the
   * hot path, by the watch.
   */
  synchronized void check(SeqlockReader reader, long tick) {
    if (closed || attachment == null) {
      return;
    }
    switch (platform.attachments().standing(attachment, tick)) {
      case CURRENT -> nameless = false;
      case NAMELESS -> replaceNameless(reader);
      case RETIRED, SUPERSEDED -> moveOrLeave(reader);
      case TRUNCATED -> {
        platform.watch().truncationFound();
        moveOrLeave(reader);
      }
    }
  }

  private void moveOrLeave(SeqlockReader reader) {
    try {
      enter(attach(), reader);
    } catch (ShmException e) {
      // The next read finds the same failure and throws it.
      leave(reader);
    }
  }

  private void replaceNameless(SeqlockReader reader) {
    if (!nameless) {
      nameless = true;
      namelessSinceNs = System.nanoTime();
    }
    try {
      enter(attach(), reader);
    } catch (NotFoundException e) {
      boolean expected = System.nanoTime() - namelessSinceNs < REPUBLISH_NS;
      if (!expected || !attachment.isOwned()) {
        leave(reader);
      }
    } catch (ShmException e) {
      leave(reader);
    }
  }

  /**
   * What an {@link InternalError} in a read means: access to memory that a truncated file does not
   * have any more, of this segment or, since such errors come late, of another one.
   */
  synchronized ShmException explain(InternalError error, SeqlockReader reader) {
    if (isTruncated()) {
      return truncated(reader);
    }
    if (platform.watch().truncatedLately()) {
      return new VersionConflictException(
          name, "another segment was truncated under this read", "read again");
    }
    throw error;
  }

  /**
   * Asked before the failure of a read is put down to anything else. The system call also brings
   * out an {@link InternalError} that is still under way to this thread.
   */
  synchronized void requireWhole(SeqlockReader reader) {
    checkOpen();
    if (isTruncated()) {
      throw truncated(reader);
    }
  }

  private boolean isTruncated() {
    return attachment != null && platform.attachments().isTruncated(attachment);
  }

  private CorruptException truncated(SeqlockReader reader) {
    platform.watch().truncationFound();
    moveOrLeave(reader);
    return new CorruptException(
        name,
        "its file was truncated while it was being read",
        "find who truncates files in "
            + platform.settings().directory()
            + "; its writer publishes it again");
  }

  /** Whether the writer is known to be gone: nobody who lives holds the owner lock. */
  synchronized boolean writerIsGone() {
    checkOpen();
    // Existing writers take no lock, so a free one proves nothing.
    return attachment != null && !attachment.header().foreign() && !attachment.isOwned();
  }

  synchronized SegmentInfo info() {
    checkOpen();
    if (attachment == null) {
      throw new NotFoundException(
          name,
          "there is no such segment in " + platform.settings().directory() + " any more",
          "start its writer, or list what is there");
    }
    return platform.inspector().require(name, attachment.path());
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  /** Takes the memory away from the reader and gives the attachment back. Idempotent. */
  synchronized void close(SeqlockReader reader) {
    if (!closed) {
      closed = true;
      reader.replace(platform.goneMemory());
      if (attachment != null) {
        platform.attachments().release(attachment);
        attachment = null;
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new HandleClosedException(name, "this reader was closed", "attach another one");
    }
  }
}
