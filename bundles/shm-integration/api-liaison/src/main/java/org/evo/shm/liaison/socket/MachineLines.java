// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.liaison.Commands;
import org.evo.shm.liaison.SystemSnapshots;

/** Answers lines with what the machine says. */
final class MachineLines implements LineHandler {

  private final Commands commands;
  private final SystemSnapshots snapshots;

  MachineLines(Commands commands, SystemSnapshots snapshots) {
    this.commands = commands;
    this.snapshots = snapshots;
  }

  @Override
  public CompletionStage<String> answer(String line) {
    try {
      Optional<CommandRequest> request = RequestLine.of(line).request();
      return request.isPresent()
          ? commands.send(request.get()).thenApply(AnswerLine::of)
          : CompletableFuture.completedStage(StatusLine.of(snapshots.take()));
    } catch (IllegalArgumentException | IllegalStateException refusal) {
      return CompletableFuture.completedStage(AnswerLine.refused(refusal.getMessage()));
    }
  }
}
