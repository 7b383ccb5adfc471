/**
 * What is deployed: the main class. The beans are those of the modules below; nobody calls this
 * package but the JVM.
 */
@NullMarked
package dev.longshore.deploy;

import org.jspecify.annotations.NullMarked;
