// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code phys_input_io}, written by the module {@code hal} only.
 *
 * <p>Each group carries a time and a quality; look at the quality first. A number that this machine
 * does not offer, or that a group of quality BAD cannot give, is NaN where it is a floating-point
 * field and 0 where it is an integer. Rates are averages since the sample before, so the first
 * sample of a group that has rates is BAD.
 *
 * <p>New groups are appended, never inserted: a reader that knows this layout goes on reading.
 */
public final class PhysInputIo {

  /** The segment. */
  public static final String SEGMENT = "phys_input_io";

  /** The module that owns it. */
  public static final String MODULE = "hal";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** Processor load and frequency. */
  public static final CpuFields CPU = CpuFields.append(FIELDS);

  /** Memory and swap. */
  public static final MemoryFields MEMORY = MemoryFields.append(FIELDS);

  /** Temperatures and fans. */
  public static final ThermalFields THERMAL = ThermalFields.append(FIELDS);

  /** Block devices. */
  public static final DiskFields DISK = DiskFields.append(FIELDS);

  /** Network interfaces. */
  public static final NetworkFields NETWORK = NetworkFields.append(FIELDS);

  /** Processes, scheduling, uptime. */
  public static final SystemFields SYSTEM = SystemFields.append(FIELDS);

  /** Sensors of the axes. */
  public static final AxisSensorFields AXIS = AxisSensorFields.append(FIELDS);

  /** Digital and analog inputs. */
  public static final IoBankFields IO = IoBankFields.append(FIELDS);

  /** What is being driven. */
  public static final ActuatorFields ACTUATOR = ActuatorFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private PhysInputIo() {}
}
