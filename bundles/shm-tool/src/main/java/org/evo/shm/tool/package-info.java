// SPDX-License-Identifier: Apache-2.0
/**
 * The operator's tool: {@code Main} starts it, {@code ToolCommands} are what it understands, {@code
 * LinuxCores} is the one class that names an implementation.
 *
 * <p>Another module adds a command of its own with {@link org.evo.shm.tool.ToolCommands#and}.
 */
package org.evo.shm.tool;
