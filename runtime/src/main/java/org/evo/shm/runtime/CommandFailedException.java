// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import org.evo.shm.error.ErrorClass;
import org.evo.shm.error.ShmException;
import org.evo.shm.tool.console.ErrorReport;

/** A command did not reach its instance, or nothing came back. */
final class CommandFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  private CommandFailedException(ErrorReport report, Throwable cause) {
    super(report.message(), cause);
    this.report = report;
  }

  /** Nobody takes commands there. */
  static CommandFailedException notRunning(String instance, String message, Throwable cause) {
    return of(
        "NotRunning",
        instance,
        message,
        "start it (./evo-shm run, with module liaison), or name another with --instance",
        cause);
  }

  /** It is another user's. */
  static CommandFailedException notAllowed(
      String instance, String message, String remedy, Throwable cause) {
    return of("NotAllowed", instance, message, remedy, cause);
  }

  /** It may or may not have been taken. */
  static CommandFailedException noAnswer(String instance, String message, Throwable cause) {
    return of(
        "NoAnswer",
        instance,
        message + "; it may take effect",
        "look at the state (./evo-shm command status) and at the log",
        cause);
  }

  private static CommandFailedException of(
      String code, String instance, String message, String remedy, Throwable cause) {
    return new CommandFailedException(
        new ErrorReport(
            code,
            ErrorClass.RECOVERABLE,
            "instance " + instance,
            ShmException.NO_ERRNO,
            message,
            remedy),
        cause);
  }

  /** What is to be printed. */
  ErrorReport report() {
    return report;
  }
}
