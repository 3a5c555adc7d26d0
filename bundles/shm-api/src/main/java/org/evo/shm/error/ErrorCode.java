// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/**
 * Stable codes of all failures. {@link #code()} is what programs compare and tools print; it never
 * changes its meaning.
 */
public enum ErrorCode {
  /**
   * The name is taken by a file that is not ours to take over: another user's, another format's, or
   * another module's.
   */
  ALREADY_EXISTS("AlreadyExists", ErrorClass.FATAL),

  /** Another live writer owns the segment, or has parked it and may still come back. */
  SEGMENT_BUSY("SegmentBusy", ErrorClass.RECOVERABLE),

  /** No segment of this name exists in the directory. */
  NOT_FOUND("NotFound", ErrorClass.RECOVERABLE),

  /** A segment or module name breaks the naming rules; nothing was touched. */
  INVALID_NAME("InvalidName", ErrorClass.FATAL),

  /** A size is outside its limits or no multiple of the page size; nothing was touched. */
  INVALID_SIZE("InvalidSize", ErrorClass.FATAL),

  /** An offset or a length leaves the payload; nothing was touched. */
  INVALID_RANGE("InvalidRange", ErrorClass.FATAL),

  /**
   * No consistent value could be read within the bounds because the writer kept overtaking, or a
   * partial write found no whole value to build on.
   */
  VERSION_CONFLICT("VersionConflict", ErrorClass.RECOVERABLE),

  /** The writer is gone and left no value that can be read. */
  WRITER_DEAD("WriterDead", ErrorClass.DEGRADABLE),

  /** The segment exists but nothing has been committed in this generation. */
  NO_VALUE_YET("NoValueYet", ErrorClass.RECOVERABLE),

  /** The record layout in the segment cannot serve the one expected. */
  SCHEMA_MISMATCH("SchemaMismatch", ErrorClass.FATAL),

  /**
   * The file contradicts itself: header, checksum, length or layout. Another value, or the file
   * that its writer publishes next, may be good.
   */
  CORRUPT("Corrupt", ErrorClass.DEGRADABLE),

  /** The kernel or the ownership rules refuse access. */
  PERMISSION_DENIED("PermissionDenied", ErrorClass.FATAL),

  /** Memory, descriptors or a configured limit are used up. */
  RESOURCE_EXHAUSTED("ResourceExhausted", ErrorClass.DEGRADABLE),

  /** A configured deadline was missed and the configuration calls that an error. */
  DEADLINE_VIOLATION("DeadlineViolation", ErrorClass.DEGRADABLE),

  /** The platform, the file system or the segment does not offer what was asked. */
  UNSUPPORTED("Unsupported", ErrorClass.FATAL),

  /** The handle was closed, by its owner or because its bundle stopped. */
  HANDLE_CLOSED("HandleClosed", ErrorClass.FATAL),

  /** The operating system failed in a way that none of the other codes covers. */
  IO("Io", ErrorClass.FATAL);

  private final String code;
  private final ErrorClass errorClass;

  ErrorCode(String code, ErrorClass errorClass) {
    this.code = code;
    this.errorClass = errorClass;
  }

  /** The stable code, for example {@code SegmentBusy}. */
  public String code() {
    return code;
  }

  /** What a caller can expect of trying on. */
  public ErrorClass errorClass() {
    return errorClass;
  }
}
