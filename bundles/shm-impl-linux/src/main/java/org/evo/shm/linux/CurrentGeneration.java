// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentInfo;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.SchemaMismatchException;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.lifecycle.SegmentAttachment;
import org.evo.shm.linux.protocol.SeqlockReader;

/**
 * Which generation of a segment a reader is attached to, until it is closed. Thread-safe: the
 * reader's thread follows, any thread closes. Nothing here is called on the hot path.
 */
final class CurrentGeneration {

  private static final int MAX_GENERATIONS = 16;

  /**
   * Looking for a lost segment scans the directory; a loop that polls must not do that each time.
   */
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LinuxPlatform platform;
  private final String name;
  private final RecordLayout expected;
  private SegmentAttachment attachment;
  private boolean closed;
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
      SegmentAttachment next = attach();
      SegmentAttachment old = attachment;
      attachment = next;
      reader.replace(next.memory());
      refusal = null;
      platform.attachments().release(old);
    } catch (ShmException e) {
      refusal = e;
      refusedAtNs = System.nanoTime();
      throw e;
    }
  }

  /** Whether the writer is known to be gone: nobody holds the owner lock. */
  synchronized boolean writerIsGone() {
    checkOpen();
    // Existing writers take no lock, so a free one proves nothing.
    return !attachment.header().foreign() && !attachment.ownerLockHeld();
  }

  synchronized SegmentInfo info() {
    checkOpen();
    return platform.inspector().require(name, attachment.path());
  }

  synchronized boolean isOpen() {
    return !closed;
  }

  /** Takes the memory away from the reader and gives the attachment back. Idempotent. */
  synchronized void close(SeqlockReader reader) {
    if (!closed) {
      closed = true;
      reader.replace(SegmentMemory.gone());
      platform.attachments().release(attachment);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new HandleClosedException(name, "this reader was closed", "attach another one");
    }
  }
}
