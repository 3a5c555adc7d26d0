// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.liaison.CommandAnswer;
import org.evo.shm.liaison.CommandName;
import org.evo.shm.liaison.CommandOutcome;
import org.evo.shm.liaison.CommandRequest;
import org.evo.shm.liaison.Commands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands, hands them to the loop that publishes no faster than the modules look at them, so
 * that none is overwritten unseen, and watches for the answers. What is owned by one thread is the
 * timer's; it is there only while a command is under way. Thread-safe.
 */
public final class CommandDesk implements Commands, AutoCloseable {

  /** Commands that may wait for their answers at a time. */
  public static final int MAX_PENDING = 256;

  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);
  private static final long LOOK_MS = 1;

  /** Of the ring; the rest is for emergency stops, which do not wait. */
  private static final int MAX_UNSEEN = CommandRingFields.RING - 4;

  private final LongSupplier clock;
  private final RetryTimer timer;
  private final Outbox outbox = new Outbox();
  private final CommandRing ring;
  private final List<Respondent> respondents;
  private final Queue<PendingCommand> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pendingCount = new AtomicInteger();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile DeskSettings settings = DeskSettings.DEFAULTS;
  private volatile boolean closed;

  /** The timer's thread's. */
  private final List<PendingCommand> pending = new ArrayList<>();

  /**
   * @param timer of this desk alone; closed with it
   * @param clock the monotonic time that the loops go by, in ns; its time now begins the epoch
   */
  public CommandDesk(ShmLifecycleManager manager, RetryTimer timer, LongSupplier clock) {
    this.timer = timer;
    this.clock = clock;
    long epochNs = clock.getAsLong();
    this.ring = new CommandRing(epochNs, outbox);
    this.respondents =
        List.of(Respondent.control(manager, epochNs), Respondent.recipe(manager, epochNs));
  }

  /** What is to be published. */
  public CommandRing ring() {
    return ring;
  }

  /** Puts settings in force, for commands from now on. */
  public void configure(DeskSettings wanted) {
    settings = wanted;
    outbox.configure(wanted.config());
  }

  @Override
  public CompletionStage<CommandAnswer> send(CommandRequest request) {
    Optional<String> complaint = CommandRules.complaint(request, settings.config());
    if (complaint.isPresent()) {
      return notSent(request.name(), CommandOutcome.INVALID, complaint.get());
    }
    if (closed) {
      return notSent(request.name(), CommandOutcome.NOT_SENT, "the module liaison has ended");
    }
    Issue issue = new Issue(request);
    if (request.name() == CommandName.ESTOP) {
      issue = outbox.stopEverything(issue);
    }
    if (pendingCount.incrementAndGet() > MAX_PENDING) {
      pendingCount.decrementAndGet();
      return busy(request.name());
    }
    PendingCommand command =
        new PendingCommand(issue, clock.getAsLong(), settings.answerTimeoutNs());
    arrivals.add(command);
    wake();
    if (closed) {
      abandonArrivals();
    }
    return command.answer().minimalCompletionStage();
  }

  /** Answers what is still waiting. Idempotent. Timing: blocking. */
  @Override
  public void close() {
    closed = true;
    timer.close();
    abandonArrivals();
    abandonPending();
    respondents.forEach(Respondent::close);
  }

  private CompletionStage<CommandAnswer> busy(CommandName name) {
    String reason = MAX_PENDING + " commands are waiting for their answers";
    return name == CommandName.ESTOP
        ? notSent(name, CommandOutcome.TIMED_OUT, reason + "; it is being sent all the same")
        : notSent(name, CommandOutcome.BUSY, reason + "; try again");
  }

  private static CompletionStage<CommandAnswer> notSent(
      CommandName name, CommandOutcome outcome, String reason) {
    return CompletableFuture.completedStage(CommandAnswer.notSent(name, outcome, reason, 0));
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      timer.after(0, this::look);
    }
  }

  private void look() {
    try {
      step(clock.getAsLong());
    } catch (RuntimeException mistake) {
      LOG.error("looking after commands failed unexpectedly, they are given up", mistake);
      abandonPending();
    }
    if (!pending.isEmpty()) {
      timer.after(LOOK_MS, this::look);
      return;
    }
    awake.set(false);
    if (!arrivals.isEmpty()) {
      wake();
    }
  }

  private void step(long nowNs) {
    respondents.forEach(one -> one.read(nowNs, settings.moduleMaxAgeNs()));
    takeArrivals();
    for (Iterator<PendingCommand> each = pending.iterator(); each.hasNext(); ) {
      PendingCommand command = each.next();
      if (!command.isReleased()) {
        release(command, nowNs);
      }
      if (command.answer().isDone() || command.settle(nowNs)) {
        each.remove();
        pendingCount.decrementAndGet();
      }
    }
  }

  private void takeArrivals() {
    for (PendingCommand next = arrivals.poll(); next != null; next = arrivals.poll()) {
      pending.add(next);
    }
  }

  private void abandonArrivals() {
    for (PendingCommand next = arrivals.poll(); next != null; next = arrivals.poll()) {
      next.abandon(clock.getAsLong());
    }
  }

  private void abandonPending() {
    pendingCount.addAndGet(-pending.size());
    pending.forEach(command -> command.abandon(clock.getAsLong()));
    pending.clear();
  }

  private void release(PendingCommand command, long nowNs) {
    List<Respondent> concerned =
        respondents.stream().filter(one -> one.takes(command.issue().code().target())).toList();
    List<Respondent> live = concerned.stream().filter(Respondent::isLive).toList();
    if (live.isEmpty() && !command.stops()) {
      command.refuse(CommandOutcome.UNREACHABLE, absence(concerned, nowNs), nowNs);
      return;
    }
    List<Respondent> expected = live.isEmpty() ? concerned : live;
    if (command.issue().name() == CommandName.ESTOP) {
      command.released(expected);
    } else if (unseen() < MAX_UNSEEN) {
      outbox.put(command.issue());
      command.released(expected);
    }
  }

  private long unseen() {
    return pending.stream()
        .filter(PendingCommand::isReleased)
        .filter(PendingCommand::isUnseen)
        .count();
  }

  private static String absence(List<Respondent> absent, long nowNs) {
    return absent.stream().map(one -> one.absence(nowNs)).collect(Collectors.joining(", "));
  }
}
