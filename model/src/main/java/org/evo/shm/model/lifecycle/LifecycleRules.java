// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which protocol is explored, and how far.
 *
 * @param actors who takes part
 * @param files what there is and where
 * @param owners what owners do
 * @param troubles what goes wrong
 * @param deviations what is done wrong; empty for the protocol as it is
 */
public record LifecycleRules(
    Actors actors, Files files, Owners owners, Troubles troubles, Set<Deviation> deviations) {

  private static final int MAX_PROCESSES = 3;

  /**
   * @param claimants processes that claim the name
   * @param cleaners processes that clean it, once
   * @param claims how often each claimant claims
   * @param reader whether one reader attaches
   */
  record Actors(int claimants, int cleaners, int claims, boolean reader) {}

  /**
   * @param starts what the directory may hold at the beginning
   * @param paths where claimants put files that they make
   * @param adoptable whether what is found has the shape that is wanted
   */
  record Files(Set<Start> starts, Paths paths, boolean adoptable) {}

  /**
   * @param retire whether owners retire
   * @param park whether owners park
   */
  record Owners(boolean retire, boolean park) {}

  /**
   * @param deaths how many processes die
   * @param inherits whether a child of one that dies may keep its locks
   * @param lockDeletions how often a third party removes the lock file
   * @param nameDeletions how often it removes the name of a data file
   */
  record Troubles(int deaths, boolean inherits, int lockDeletions, int nameDeletions) {}

  /** Where claimants put files that they make. */
  public enum Paths {
    /** All at one path: their pids are equal, as in containers. */
    SHARED,
    /** Each at its own, but a file of the others may be replaced at its path. */
    OWN,
    /** Each at its own only: their modules differ. */
    OWN_MODULE
  }

  /** What the directory holds at the beginning; everybody who made it has ended. */
  public enum Start {
    NOTHING,
    /** A file that nobody owns. */
    ORPHAN,
    /** The same, its owner lock inherited by a child. */
    INHERITED,
    /** What a claim leaves that was cut off before it removed the old file, at two paths. */
    OLDER_AND_NEWER,
    /** The same, the paths in the other order. */
    NEWER_AND_OLDER,
    /** A retired file that kept its name. */
    RETIRED,
    /** A lock file whose lock was inherited by a child. */
    LOCK_INHERITED,
    /** A file whose owner lock, and a lock file whose lock was inherited by a child. */
    BOTH_INHERITED
  }

  public LifecycleRules {
    deviations = Set.copyOf(deviations);
    if (actors.claimants + actors.cleaners > MAX_PROCESSES) {
      throw new IllegalArgumentException("more than " + MAX_PROCESSES + " processes");
    }
  }

  /** Two claimants, one claim each, which retire; nothing goes wrong. */
  public static LifecycleRules from(Start... starts) {
    return new LifecycleRules(
        new Actors(2, 0, 1, false),
        new Files(Set.of(starts), Paths.OWN, true),
        new Owners(true, false),
        new Troubles(0, false, 0, 0),
        Set.of());
  }

  /** The same with these processes. */
  public LifecycleRules processes(int claimants, int cleaners, int claims, boolean reader) {
    Actors others = new Actors(claimants, cleaners, claims, reader);
    return new LifecycleRules(others, files, owners, troubles, deviations);
  }

  /** The same with these files. */
  public LifecycleRules files(Paths paths, boolean adoptable) {
    Files others = new Files(files.starts, paths, adoptable);
    return new LifecycleRules(actors, others, owners, troubles, deviations);
  }

  /** The same with owners that do this. */
  public LifecycleRules owners(boolean retire, boolean park) {
    return new LifecycleRules(actors, files, new Owners(retire, park), troubles, deviations);
  }

  /** The same with these deaths. */
  public LifecycleRules deaths(int count, boolean inheriting) {
    Troubles others =
        new Troubles(count, inheriting, troubles.lockDeletions, troubles.nameDeletions);
    return new LifecycleRules(actors, files, owners, others, deviations);
  }

  /** The same with a third party that removes files. */
  public LifecycleRules deletions(int lockFiles, int names) {
    Troubles others = new Troubles(troubles.deaths, troubles.inherits, lockFiles, names);
    return new LifecycleRules(actors, files, owners, others, deviations);
  }

  /** The same with something done wrong. */
  public LifecycleRules but(Deviation... more) {
    EnumSet<Deviation> all = EnumSet.noneOf(Deviation.class);
    all.addAll(deviations);
    all.addAll(Set.of(more));
    return new LifecycleRules(actors, files, owners, troubles, all);
  }

  boolean has(Deviation deviation) {
    return deviations.contains(deviation);
  }

  int processes() {
    return actors.claimants + actors.cleaners;
  }

  /** Paths that data files may have. */
  int pathCount() {
    return files.paths == Paths.SHARED ? 1 : 2;
  }

  int ownPath(int process) {
    return files.paths == Paths.SHARED ? 0 : Math.min(process, 1);
  }

  /** Whether {@code process} may put its file where an old one is. */
  boolean nameFits(int process, int path) {
    return files.paths != Paths.OWN_MODULE || path == ownPath(process);
  }
}
