// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.IoException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/** Attaches readers, one mapping a segment however many handles there are. Thread-safe. */
public final class SegmentAttachments {

  /** How often a segment may change hands while we attach before we call that a failure. */
  private static final int ATTEMPTS = 1000;

  /** A file without an owner is compared with the others of its name once in so many rounds. */
  private static final int SUPERSEDED_TICKS = 20;

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SegmentAttachment> current = new HashMap<>();

  /** For the segments of one directory. */
  public SegmentAttachments(Posix posix, SegmentDirectory directory, ProcessTable processes) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
  }

  /**
   * A share in the attachment to the current generation of a segment; give it back with {@link
   * #release}.
   */
  public SegmentAttachment attach(String name) {
    SegmentNames.checkSegment(name);
    try {
      synchronized (this) {
        SegmentAttachment shared = current.get(name);
        if (shared != null && shared.isCurrent(posix) && shared.acquire()) {
          return shared;
        }
        directory.check();
        SegmentAttachment fresh = acquired(open(name));
        current.put(name, fresh);
        return fresh;
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be attached", e);
    }
  }

  private static SegmentAttachment acquired(SegmentAttachment fresh) throws IOException {
    boolean good = false;
    try {
      good = fresh.acquire();
      return fresh;
    } finally {
      if (!good) {
        fresh.abandon();
      }
    }
  }

  /**
   * What has become of the file of an attachment. One that was truncated is taken away from under
   * its mapping here, before anybody touches what is not there any more.
   *
   * @param tick counts the rounds of whoever asks; within one the answer stays the same
   */
  public SegmentAttachment.Standing standing(SegmentAttachment attachment, long tick) {
    try {
      SegmentAttachment.Standing standing = attachment.standing(posix, tick);
      if (standing == SegmentAttachment.Standing.TRUNCATED) {
        attachment.condemn();
      } else if (standing == SegmentAttachment.Standing.CURRENT
          && tick % SUPERSEDED_TICKS == 0
          && attachment.isFirstToCompareIn(tick)
          && isSuperseded(attachment)) {
        attachment.supersede();
        standing = SegmentAttachment.Standing.SUPERSEDED;
      }
      return standing;
    } catch (IOException e) {
      throw Failures.of(attachment.header().name(), "it cannot be examined", e);
    }
  }

  /** Whether its file is too short now; if so, it is taken away from under its mapping. */
  public boolean isTruncated(SegmentAttachment attachment) {
    try {
      boolean truncated = attachment.isTruncated();
      if (truncated) {
        attachment.condemn();
      }
      return truncated;
    } catch (IOException e) {
      throw Failures.of(attachment.header().name(), "it cannot be examined", e);
    }
  }

  /** A claim that is killed between two steps may leave two files, one of them without an owner. */
  private boolean isSuperseded(SegmentAttachment attachment) throws IOException {
    if (attachment.header().foreign() || attachment.isOwned()) {
      return false;
    }
    try (SegmentFile best = choose(attachment.header().name())) {
      return !attachment.isSameFile(best) && best.isOwned(processes);
    } catch (NotFoundException e) {
      // Its name went this very moment: the next round finds that.
      return false;
    }
  }

  /** Gives a share back. */
  public void release(SegmentAttachment attachment) {
    String name = attachment.header().name();
    try {
      synchronized (this) {
        if (attachment.release()) {
          current.remove(name, attachment);
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be detached", e);
    }
  }

  private SegmentAttachment open(String name) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SegmentFile file = choose(name);
      boolean kept = false;
      try {
        SegmentMapping mapping = SegmentMapping.map(file.descriptor(), file.header(), false);
        SegmentAttachment attachment =
            new SegmentAttachment(file, mapping, LockBytes.randomReaderBase(random), processes);
        // It may have been replaced while it was being mapped.
        kept = attachment.isCurrent(posix);
        if (kept) {
          return attachment;
        }
        mapping.detach();
      } finally {
        if (!kept) {
          file.close();
        }
      }
    }
    throw new IoException(
        name,
        ShmException.NO_ERRNO,
        "it was replaced " + ATTEMPTS + " times while it was being attached",
        "find out who keeps creating it",
        null);
  }

  /** The file whose owner lock is held, else that of the highest generation. */
  private SegmentFile choose(String name) throws IOException {
    List<SegmentFile> usable = new ArrayList<>();
    List<ShmException> refusals = new ArrayList<>();
    SegmentFile chosen = null;
    try {
      for (Path path : directory.candidates(name)) {
        open(name, path, refusals).ifPresent(usable::add);
      }
      chosen = best(usable).orElseThrow(() -> refusal(name, refusals));
      return chosen;
    } finally {
      for (SegmentFile file : usable) {
        if (file != chosen) {
          file.close();
        }
      }
    }
  }

  private Optional<SegmentFile> best(List<SegmentFile> usable) throws IOException {
    Map<SegmentFile, Long> rank = new HashMap<>();
    for (SegmentFile file : usable) {
      long generation = file.generation();
      rank.put(file, file.isOwned(processes) ? Long.MAX_VALUE : generation);
    }
    return usable.stream().max(Comparator.comparing(rank::get));
  }

  private ShmException refusal(String name, List<ShmException> refusals) {
    return refusals.isEmpty()
        ? new NotFoundException(
            name,
            "there is no such segment in " + directory.path(),
            "start its writer, or list what is there")
        : refusals.get(0);
  }

  private Optional<SegmentFile> open(String name, Path path, List<ShmException> refusals)
      throws IOException {
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty() || !status.get().isRegular()) {
      return Optional.empty();
    }
    if (!directory.trusts(status.get())) {
      refusals.add(
          new PermissionDeniedException(
              name,
              path + " belongs to user " + status.get().uid() + ", who is not trusted",
              "trust user "
                  + status.get().uid()
                  + " (the tool's --trust, trusted.users of the configuration), or have the file"
                  + " removed"));
      return Optional.empty();
    }
    SegmentFile file;
    try {
      file = SegmentFile.open(posix, path, false);
    } catch (MalformedSegmentException e) {
      refusals.add(corrupt(name, path, e));
      return Optional.empty();
    } catch (PosixException e) {
      if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
        refusals.add(
            new PermissionDeniedException(
                name,
                e.errno(),
                path + ": " + SegmentDirectory.unreadable(status.get()),
                SegmentDirectory.sharing(status.get()),
                e));
      } else if (e.errno() != Errno.ENOENT) {
        refusals.add(Failures.of(name, "it cannot be opened", e));
      }
      return Optional.empty();
    }
    boolean usable = false;
    try {
      usable = isUsable(file, name);
    } catch (MalformedSegmentException e) {
      refusals.add(corrupt(name, path, e));
    } finally {
      if (!usable) {
        file.close();
      }
    }
    return usable ? Optional.of(file) : Optional.empty();
  }

  private static CorruptException corrupt(String name, Path path, MalformedSegmentException e) {
    return new CorruptException(
        name, path + " is unusable: " + e.getMessage(), "restart its writer, or remove it");
  }

  /** The status is asked of the open file again: what has the name may have been replaced. */
  private boolean isUsable(SegmentFile file, String name)
      throws IOException, MalformedSegmentException {
    return file.header().name().equals(name)
        && directory.trusts(file.status())
        && file.state() != org.evo.shm.SegmentState.RETIRED;
  }
}
