// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandOutcome;

/** A command whose sender waits for the answer. Owned by the desk's thread. */
final class PendingCommand {

  private static final long NS_PER_MS = 1_000_000;

  private final CommandName name;
  private final Issue issue;
  private final long sentNs;
  private final long deadlineNs;
  private final CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
  private final List<Respondent> expected = new ArrayList<>();
  private boolean released;

  /**
   * @param issue what goes into the ring; several may share an emergency stop
   */
  PendingCommand(Issue issue, long sentNs, long timeoutNs) {
    this.name = issue.name();
    this.issue = issue;
    this.sentNs = sentNs;
    this.deadlineNs = sentNs + timeoutNs;
  }

  Issue issue() {
    return issue;
  }

  CompletableFuture<CommandAnswer> answer() {
    return answer;
  }

  /** Whether it stops something, so that it is sent whoever runs. */
  boolean stops() {
    return issue.code().stops();
  }

  /** Whether it is with the loop. */
  boolean isReleased() {
    return released;
  }

  /** It is with the loop; these are to answer. */
  void released(List<Respondent> respondents) {
    released = true;
    expected.addAll(respondents);
  }

  /** Whether it is still unseen by somebody who is there to see it. */
  boolean isUnseen() {
    long sequence = issue.sequence();
    return sequence == 0
        || expected.stream().anyMatch(one -> one.isLive() && one.seen() < sequence);
  }

  /** Answers it when all have replied, or its time is over. Returns whether it is answered. */
  boolean settle(long nowNs) {
    List<Optional<Respondent.Reply>> replies =
        expected.stream().map(one -> one.replyTo(issue.sequence())).toList();
    if (!replies.isEmpty() && replies.stream().allMatch(Optional::isPresent)) {
      settle(worst(replies), nowNs);
      return true;
    }
    if (nowNs - deadlineNs < 0) {
      return false;
    }
    late(nowNs);
    return true;
  }

  /** Ends it without an answer of a module. */
  void refuse(CommandOutcome outcome, String reason, long nowNs) {
    answer.complete(
        new CommandAnswer(name, outcome, sequence(), modules(), reason, nowNs - sentNs));
  }

  /** Ends it because nobody will look after it any more. */
  void abandon(long nowNs) {
    if (isNeverToBeSent()) {
      refuse(CommandOutcome.NOT_SENT, "nobody looks after it any more", nowNs);
    } else {
      refuse(CommandOutcome.TIMED_OUT, "nobody looks after it any more; it may take effect", nowNs);
    }
  }

  private void late(long nowNs) {
    long waitedMs = (nowNs - sentNs) / NS_PER_MS;
    if (isNeverToBeSent()) {
      refuse(
          CommandOutcome.NOT_SENT,
          "commands_config could not take it within " + waitedMs + " ms; it will not be sent",
          nowNs);
      return;
    }
    String silent =
        expected.stream()
            .filter(one -> one.replyTo(issue.sequence()).isEmpty())
            .map(Respondent::module)
            .collect(Collectors.joining(", "));
    refuse(
        CommandOutcome.TIMED_OUT,
        (name == CommandName.ESTOP ? "the emergency stop is set; no answer" : "no answer")
            + (silent.isEmpty() ? "" : " from " + silent)
            + " within "
            + waitedMs
            + " ms"
            + (name == CommandName.ESTOP ? "" : "; it may still take effect"),
        nowNs);
  }

  /** An emergency stop is never taken back. */
  private boolean isNeverToBeSent() {
    return name != CommandName.ESTOP && issue.withdraw();
  }

  private void settle(Reply worst, long nowNs) {
    answer.complete(
        new CommandAnswer(
            name, worst.outcome(), sequence(), modules(), worst.reason(), nowNs - sentNs));
  }

  private long sequence() {
    return Math.max(0, issue.sequence());
  }

  private String modules() {
    return expected.stream().map(Respondent::module).collect(Collectors.joining(", "));
  }

  private record Reply(CommandOutcome outcome, String reason) {}

  /** The first that is no success; else the first. */
  private Reply worst(List<Optional<Respondent.Reply>> replies) {
    int worst = 0;
    for (int i = replies.size() - 1; i >= 0; i--) {
      if (!outcome(replies.get(i).orElseThrow().result()).isGood()) {
        worst = i;
      }
    }
    Respondent.Reply reply = replies.get(worst).orElseThrow();
    String who = replies.size() > 1 && !reply.reason().isEmpty() ? nameOf(worst) + ": " : "";
    return new Reply(outcome(reply.result()), who + reply.reason());
  }

  private String nameOf(int index) {
    return expected.get(index).module();
  }

  private static CommandOutcome outcome(CommandResult result) {
    return switch (result) {
      case ACCEPTED -> CommandOutcome.ACCEPTED;
      case DONE -> CommandOutcome.DONE;
      case INVALID -> CommandOutcome.INVALID;
      case NOT_POSSIBLE -> CommandOutcome.NOT_POSSIBLE;
      case OVERRUN -> CommandOutcome.OVERRUN;
      case EXPIRED -> CommandOutcome.EXPIRED;
      case FAILED -> CommandOutcome.FAILED;
      case UNKNOWN, NONE -> CommandOutcome.UNKNOWN;
    };
  }
}
