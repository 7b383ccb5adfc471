@NullMarked
package dev.longshore.ftp.quarkus;

import org.jspecify.annotations.NullMarked;
