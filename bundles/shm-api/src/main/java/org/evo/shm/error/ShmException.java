// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

import java.util.Objects;

/**
 * Root of all failures of shared memory. Each says which segment, what was wrong and what to do
 * about it, and has a stable {@linkplain ErrorCode code}.
 *
 * <p>Immutable apart from what {@link Throwable} itself allows; safe to hand between threads.
 */
public abstract sealed class ShmException extends RuntimeException
    permits AlreadyExistsException,
        SegmentBusyException,
        NotFoundException,
        InvalidNameException,
        InvalidSizeException,
        InvalidRangeException,
        VersionConflictException,
        WriterDeadException,
        NoValueYetException,
        SchemaMismatchException,
        CorruptException,
        PermissionDeniedException,
        ResourceExhaustedException,
        DeadlineViolationException,
        UnsupportedException,
        HandleClosedException,
        IoException {

  private static final long serialVersionUID = 1L;

  /** Value of {@link #errno()} when no system call was involved. */
  public static final int NO_ERRNO = 0;

  private final ErrorCode code;
  private final String segment;
  private final int errno;
  private final String reason;
  private final String remedy;

  ShmException(
      ErrorCode code, String segment, int errno, String reason, String remedy, Throwable cause) {
    super(describe(code, segment, errno, reason, remedy), cause);
    this.code = code;
    this.segment = Objects.requireNonNull(segment, "segment");
    this.errno = errno;
    this.reason = Objects.requireNonNull(reason, "reason");
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  private static String describe(
      ErrorCode code, String segment, int errno, String reason, String remedy) {
    String number = errno == NO_ERRNO ? "" : " (errno " + errno + ")";
    return code.code() + ": " + segment + ": " + reason + number + "; " + remedy;
  }

  /** The stable code of this failure. */
  public ErrorCode code() {
    return code;
  }

  /** What a caller can expect of trying on. */
  public ErrorClass errorClass() {
    return code.errorClass();
  }

  /** The segment, or the path or option where the failure is not about one segment. */
  public String segment() {
    return segment;
  }

  /** The {@code errno} of the system call that failed, {@link #NO_ERRNO} when there was none. */
  public int errno() {
    return errno;
  }

  /** What was wrong, with the offending value and its limits. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
