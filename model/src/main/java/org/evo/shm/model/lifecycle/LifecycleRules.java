// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which protocol is explored, and how far.
 *
 * @param claimants processes that claim the name
 * @param cleaners processes that clean it
 * @param claims how often each claimant claims
 * @param reader whether one reader attaches
 * @param paths {@link Paths}
 * @param sameShape whether what is found has the shape that is wanted, so that it can be adopted
 * @param retires whether owners retire
 * @param parks whether owners park
 * @param crashes how many processes die
 * @param inherits whether a child of one that dies may keep its locks
 * @param lockDeletions how often a third party removes the lock file
 * @param nameDeletions how often it removes the name of a data file
 * @param starts what the directory may hold at the beginning
 * @param features the protocol
 */
public record LifecycleRules(
    int claimants,
    int cleaners,
    int claims,
    boolean reader,
    Paths paths,
    boolean sameShape,
    boolean retires,
    boolean parks,
    int crashes,
    boolean inherits,
    int lockDeletions,
    int nameDeletions,
    Set<Start> starts,
    Set<Feature> features) {

  /** Where claimants put files that they make. */
  public enum Paths {
    /** All at one path: their pids are equal, as in containers. */
    SHARED,
    /** Each at its own, but a file of the others may be replaced at its path. */
    OWN,
    /** Each at its own only: their modules differ. */
    OWN_MODULE
  }

  /** What the directory holds at the beginning; everybody who made it is dead. */
  public enum Start {
    NOTHING,
    /** A file that nobody owns. */
    ORPHAN,
    /** The same, its owner lock inherited by a child. */
    INHERITED,
    /** A retired file that kept its name. */
    RETIRED,
    /** A lock file whose lock was inherited by a child. */
    LOCK_INHERITED,
    /** The same, from a holder that died before it recorded itself. */
    LOCK_UNRECORDED
  }

  public LifecycleRules {
    starts = Set.copyOf(starts);
    features = Set.copyOf(features);
    if (claimants + cleaners > 3) {
      throw new IllegalArgumentException("at most 3 processes, not " + (claimants + cleaners));
    }
  }

  /** What the code does: two claimants, one claim each, nothing else. */
  public static LifecycleRules asBuilt(Start... starts) {
    return new LifecycleRules(
        2, 0, 1, false, Paths.OWN, true, true, false, 0, false, 0, 0, Set.of(starts), Set.of());
  }

  /**
   * The same with what this model found to be needed, but for {@link Feature#LOCK_ANNOUNCED}: that
   * is for children that inherit the maintenance lock.
   */
  public static LifecycleRules repaired(Start... starts) {
    return asBuilt(starts)
        .with(
            Feature.LOCK_TELLS_TAKER,
            Feature.ANNOUNCED,
            Feature.COMMIT_CHECKS_FILE,
            Feature.COLLISION_RETRIES,
            Feature.RECHECK,
            Feature.WATCHDOG);
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  int processes() {
    return claimants + cleaners;
  }

  /** Paths that data files may have. */
  int pathCount() {
    return paths == Paths.SHARED ? 1 : 2;
  }

  int ownPath(int process) {
    return paths == Paths.SHARED ? 0 : Math.min(process, 1) % 2;
  }

  /** Whether {@code process} may put its file where an old one is. */
  boolean nameFits(int process, int path) {
    return paths != Paths.OWN_MODULE || path == ownPath(process);
  }

  /** The same with these features, too. */
  public LifecycleRules with(Feature... more) {
    EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
    all.addAll(features);
    all.addAll(Set.of(more));
    return withFeatures(all);
  }

  /** The same without these features. */
  public LifecycleRules without(Feature... less) {
    EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
    all.addAll(features);
    all.removeAll(Set.of(less));
    return withFeatures(all);
  }

  private LifecycleRules withFeatures(Set<Feature> all) {
    return new LifecycleRules(
        claimants,
        cleaners,
        claims,
        reader,
        paths,
        sameShape,
        retires,
        parks,
        crashes,
        inherits,
        lockDeletions,
        nameDeletions,
        starts,
        all);
  }

  /** The same with these processes. */
  public LifecycleRules processes(int claimants, int cleaners, int claims, boolean reader) {
    return new LifecycleRules(
        claimants,
        cleaners,
        claims,
        reader,
        paths,
        sameShape,
        retires,
        parks,
        crashes,
        inherits,
        lockDeletions,
        nameDeletions,
        starts,
        features);
  }

  /** The same with these files. */
  public LifecycleRules files(Paths where, boolean adoptable) {
    return new LifecycleRules(
        claimants,
        cleaners,
        claims,
        reader,
        where,
        adoptable,
        retires,
        parks,
        crashes,
        inherits,
        lockDeletions,
        nameDeletions,
        starts,
        features);
  }

  /** The same with owners that do this. */
  public LifecycleRules owners(boolean retiring, boolean parking) {
    return new LifecycleRules(
        claimants,
        cleaners,
        claims,
        reader,
        paths,
        sameShape,
        retiring,
        parking,
        crashes,
        inherits,
        lockDeletions,
        nameDeletions,
        starts,
        features);
  }

  /** The same with these deaths. */
  public LifecycleRules deaths(int count, boolean inheriting) {
    return new LifecycleRules(
        claimants,
        cleaners,
        claims,
        reader,
        paths,
        sameShape,
        retires,
        parks,
        count,
        inheriting,
        lockDeletions,
        nameDeletions,
        starts,
        features);
  }

  /** The same with a third party that removes files. */
  public LifecycleRules deletions(int lockFiles, int names) {
    return new LifecycleRules(
        claimants, cleaners, claims, reader, paths, sameShape, retires, parks, crashes, inherits,
        lockFiles, names, starts, features);
  }
}
