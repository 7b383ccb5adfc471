/**
 * The memory that transfers may hold: {@link dev.longshore.s3.memory.MemoryBudget} is the one
 * monitor, {@code BudgetPolicy} decides, and knows no threads.
 */
@NullMarked
package dev.longshore.s3.memory;

import org.jspecify.annotations.NullMarked;
