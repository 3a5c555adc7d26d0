// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.evo.shm.error.ErrorClass;
import org.evo.shm.error.ShmException;

/**
 * A failure as commands report it: one line for people, one object for programs.
 *
 * @param code stable
 * @param errorClass what a caller can expect of trying on
 * @param segment the segment or path concerned, null when there is none
 * @param errno of the system call, {@link ShmException#NO_ERRNO} when there was none
 * @param message what was wrong
 * @param remedy what to do about it
 */
public record ErrorReport(
    String code, ErrorClass errorClass, String segment, int errno, String message, String remedy) {

  /** The report of a typed failure. */
  public static ErrorReport of(ShmException e) {
    return new ErrorReport(
        e.code().code(), e.errorClass(), e.segment(), e.errno(), e.reason(), e.remedy());
  }

  /** The report of a wrong command line. */
  public static ErrorReport usage(String message, String allowed) {
    return new ErrorReport(
        "Usage", ErrorClass.FATAL, null, ShmException.NO_ERRNO, message, allowed);
  }

  /** The report of memory of our own that was too small. */
  public static ErrorReport of(OutOfMemoryError e) {
    return new ErrorReport(
        "ResourceExhausted",
        ErrorClass.DEGRADABLE,
        null,
        ShmException.NO_ERRNO,
        "the memory of this Java process is too small: " + e.getMessage(),
        "give it more, for example JAVA_TOOL_OPTIONS=-Xmx4g");
  }

  /** The report of a failure that nobody foresaw. */
  public static ErrorReport unexpected(Throwable e) {
    return new ErrorReport(
        "Internal",
        ErrorClass.FATAL,
        null,
        ShmException.NO_ERRNO,
        e.toString(),
        "this is a defect: report it with the command line and the version");
  }

  /** Prints it where the output's reader looks for it. */
  public void print(Output output) {
    if (output.json()) {
      output.object(
          json -> {
            json.name("error").beginObject();
            members(json);
            json.endObject();
          });
    } else {
      output.note(line());
    }
  }

  private void members(JsonWriter json) throws IOException {
    json.name("code").value(code);
    json.name("class").value(errorClass.name());
    json.name("segment").value(segment);
    json.name("errno");
    if (errno == ShmException.NO_ERRNO) {
      json.nullValue();
    } else {
      json.value(errno);
    }
    json.name("message").value(message);
    json.name("remedy").value(remedy);
  }

  private String line() {
    String about = segment == null ? "" : segment + ": ";
    String number = errno == ShmException.NO_ERRNO ? "" : " (errno " + errno + ")";
    return code + ": " + about + message + number + "; " + remedy;
  }
}
