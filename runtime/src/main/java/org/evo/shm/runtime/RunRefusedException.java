// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import org.evo.shm.error.ErrorClass;
import org.evo.shm.error.ShmException;
import org.evo.shm.tool.console.ErrorReport;

/** A run cannot begin, or could not end well. */
final class RunRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  private RunRefusedException(ErrorReport report, Throwable cause) {
    super(report.message(), cause);
    this.report = report;
  }

  /** Something else has to end first. */
  static RunRefusedException running(String about, String message, String remedy) {
    return of("InstanceRunning", ErrorClass.RECOVERABLE, about, message, remedy, null);
  }

  /** The framework or a bundle does not start or stop. */
  static RunRefusedException failed(String about, String message, String remedy, Throwable cause) {
    return of("RuntimeFailed", ErrorClass.FATAL, about, message, remedy, cause);
  }

  private static RunRefusedException of(
      String code,
      ErrorClass errorClass,
      String about,
      String message,
      String remedy,
      Throwable e) {
    return new RunRefusedException(
        new ErrorReport(code, errorClass, about, ShmException.NO_ERRNO, message, remedy), e);
  }

  /** What is to be printed. */
  ErrorReport report() {
    return report;
  }
}
